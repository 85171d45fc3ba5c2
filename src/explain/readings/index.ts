import { isOfUnseen } from './cut.ts'
import type { Reader, Reading } from '../reading.ts'
import type { Pairs, Seen, WalkRecord } from '../record.ts'

/** Readers that are loaded together, and of what a record must have something for them to be of use. */
interface Part {
  wants: (record: WalkRecord) => boolean
  load: () => Promise<readonly Reader[]>
}

/**
 * All readers, each a file of its own, in the order in which a reader should hear of them. What has nothing to read is
 * not loaded.
 */
const parts: readonly Part[] = [
  {
    wants: record => record.seen.length > 0 && !isLoneRequest(record),
    load: async () => (await import('./messages/index.ts')).messageReaders,
  },
  { wants: isLoneRequest, load: async () => (await import('./messages/request.ts')).loneRequestReaders },
  // Servers log the address that they refuse beside those that they know, without any message.
  {
    wants: ({ seen, words }) => seen.length === 0 && words.length > 0,
    load: async () => [(await import('./messages/registered.ts')).readRegistered],
  },
  { wants: ({ seen }) => seen.length > 0, load: async () => (await import('./providers/index.ts')).providerReaders },
  { wants: hasMore, load: async () => (await import('./documents.ts')).documentReaders },
  { wants: ({ seen }) => seen.length > 0, load: async () => (await import('./providers/index.ts')).scopeReaders },
  { wants: saysSomething, load: async () => (await import('./words.ts')).wordReaders },
  { wants: saysSomething, load: async () => (await import('./messages/index.ts')).generalReaders },
  {
    wants: ({ seen }) => seen.some(({ request }) => request?.unread),
    load: async () => [(await import('./cut.ts')).readUnread],
  },
  { wants: ({ cut }) => cut.length > 0, load: async () => [(await import('./cut.ts')).readCut] },
]

/** An address that a browser is sent to, and nothing else: nothing comes before it, and nothing after. */
export function isLoneRequest(record: WalkRecord): boolean {
  const [only, ...others] = record.seen
  return only?.kind === 'authorization-request'
    && others.length === 0
    && only.request?.headers.length === 0
    && only.failure === undefined
    && !hasMore(record)
}

/** There is more in it than a request that a browser is sent off with, or an answer that brings a code. */
function hasMore({ seen, jwts, metadata, keySets, words }: WalkRecord): boolean {
  const isPlain = ({ kind, response }: Seen) =>
    ['authorization-request', 'authorization-response'].includes(kind) && response === undefined
  return jwts.length + metadata.length + keySets.length + words.length > 0 || !seen.every(isPlain)
}

/** Somebody's words stand in it: an answer, a line of a log, an error in an address. */
function saysSomething(record: WalkRecord): boolean {
  const sent = record.seen.flatMap(({ request }) => [request?.query, request?.fragment, request?.form])
  // What a log writes below a request is taken for its body.
  const hasNotes = record.seen.some(({ request }) => request?.body !== undefined && request.form.length === 0)
  return hasMore(record) || hasNotes || sent.some(pairs => pairs?.some(isWord))
}

const isWord = ([name]: Pairs[number]) => /err|msg|message|reason|desc|denied/i.test(name)

const gravities = ['broken', 'weak', 'note'] as const

/** What is wrong in a record, the gravest first; among equals, the order of the readers. */
export async function readRecord(record: WalkRecord): Promise<Reading[]> {
  const loaded = await Promise.all(parts.map(async ({ wants, load }) => wants(record) ? load() : []))
  const all = gather(loaded.flat().flatMap(read => read(record)).filter(reading => !isOfUnseen(reading)))
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
