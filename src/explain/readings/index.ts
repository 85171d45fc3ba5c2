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
  return gravities.flatMap(gravity => oncePerFault(all.filter(reading => reading.gravity === gravity)))
}

/** One reading of all the messages in which the same shows: an app that logs in twice has the fault twice, and a reader hears of it once. */
function oncePerFault(readings: readonly Reading[]): Reading[] {
  const told = new Map<string, Reading>()
  for (const reading of readings) {
    const key = JSON.stringify([reading.name, reading.step, reading.details])
    const before = told.get(key)
    told.set(key, before ? { ...before, in: [...new Set([...before.in, ...reading.in])] } : reading)
  }
  return [...told.values()]
}
