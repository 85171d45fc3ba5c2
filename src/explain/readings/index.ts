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
  const all = gather(readers.flatMap(read => read(record)))
  return gravities.flatMap(gravity => all.filter(reading => reading.gravity === gravity))
}

const most = { alike: 3, messages: 20 } as const

/** One fault in many messages is told once, with the messages; of one kind, a few are told. */
function gather(readings: readonly Reading[]): Reading[] {
  const found = new Map<string, Reading>()
  const counts = new Map<string, number>()
  for (const reading of readings) {
    const key = `${reading.name} ${reading.gravity} ${JSON.stringify(reading.details)}`
    const before = found.get(key)
    const count = counts.get(reading.name) ?? 0
    if (before) found.set(key, { ...before, in: [...before.in, ...reading.in].slice(0, most.messages) })
    else if (count < most.alike) {
      found.set(key, reading)
      counts.set(reading.name, count + 1)
    }
  }
  return [...found.values()]
}
