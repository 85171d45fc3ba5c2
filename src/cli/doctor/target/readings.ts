import { readRecord } from '../../../explain/readings/index.ts'
import type { Reading } from '../../../explain/reading.ts'
import type { WalkRecord } from '../../../explain/record.ts'
import type { DoctorPart } from '../../../messages/doctor-words.ts'
import { parseJsonObject } from '../../../protocol/answer/json.ts'
import { keysOf } from '../../../protocol/key-set.ts'
import { maskForeign } from '../../../secrets/message.ts'
import type { Purpose } from '../../../wire.ts'
import type { FoundLine } from '../look.ts'
import type { AtProvider } from './visit.ts'

/** What the rules by which `explain` reads documents say of the metadata that came. */
export async function readMetadata(ground: AtProvider): Promise<Reading[]> {
  return read({ ...recordOf(ground), keySets: [] })
}

/** What they say of the keys, by themselves and beside the metadata. */
export async function readKeySets(ground: AtProvider): Promise<Reading[]> {
  const before = (await readMetadata(ground)).map(reading => JSON.stringify(reading))
  return (await read(recordOf(ground))).filter(reading => !before.includes(JSON.stringify(reading)))
}

/** A reading as a line of the doctor's. */
export function readingLine(part: DoctorPart, reading: Reading, { run: { context } }: AtProvider): FoundLine {
  return { part, state: 'note', reading: { ...reading, details: maskForeign(context.secrets, reading.details) } }
}

/** What is only worth knowing keeps nobody from signing in. */
async function read(record: WalkRecord): Promise<Reading[]> {
  if (record.metadata.length + record.keySets.length === 0) return []
  return (await readRecord(record)).filter(({ gravity }) => gravity !== 'note')
}

function recordOf({ answers, resolved, run: { context } }: AtProvider): WalkRecord {
  const documents = (purpose: Purpose) => answers.flatMap(({ request, response }) => {
    const content = request.purpose === purpose && response.status === 200 ? parseJsonObject(response.body) : undefined
    return content ? [{ content, url: request.url }] : []
  })
  const keySets = documents('jwks').flatMap(({ content, url }) => {
    const keys = keysOf(content)
    return keys ? [{ content: { keys }, url }] : []
  })
  const issuer = resolved.issuer?.value as string | undefined
  return {
    seen: [], jwts: [], metadata: documents('discovery'), keySets, words: [], cut: [], issuer, clientId: undefined,
    now: context.now(),
  }
}
