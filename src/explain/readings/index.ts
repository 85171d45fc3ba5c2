import type { Reader, Reading } from '../reading.ts'
import type { WalkRecord } from '../record.ts'
import { documentReaders, wordReaders } from './documents.ts'
import { generalReaders, messageReaders } from './messages/index.ts'

/** All readers, each a file of its own. */
const readers: readonly Reader[] = [
  ...messageReaders, ...documentReaders, ...wordReaders, ...generalReaders,
]

const gravities = ['broken', 'weak', 'note'] as const

/** What is wrong in a record, the gravest first; among equals, the order of the readers. */
export function readRecord(record: WalkRecord): Reading[] {
  const all = readers.flatMap(read => read(record))
  return gravities.flatMap(gravity => all.filter(reading => reading.gravity === gravity))
}
