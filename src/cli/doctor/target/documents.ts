import type { WalkRecord } from '../../../explain/record.ts'
import { readRecord } from '../../../explain/readings/index.ts'
import { parseJsonObject } from '../../../protocol/answer/json.ts'
import { keysOf } from '../../../protocol/key-set.ts'
import { good } from '../../../render/doctor/line.ts'
import { maskForeign } from '../../../secrets/message.ts'
import type { Purpose } from '../../../wire.ts'
import type { FoundLine, Look } from '../look.ts'
import type { Answered, AtProvider } from './visit.ts'

/** What the rules for metadata and keys say of the documents that came: those by which `explain` reads them. */
export const lookAtDocuments: Look<AtProvider> = async ({ answers, server, run: { context }, resolved }) => {
  const record = recordOf(answers, context.now(), resolved.issuer?.value as string | undefined)
  if (record.metadata.length + record.keySets.length === 0) return []
  // What is only worth knowing keeps nobody from signing in.
  const found = (await readRecord(record)).filter(({ gravity }) => gravity !== 'note')
  const wrong = found.map((reading): FoundLine => ({
    part: 'endpoints', state: 'note', reading: { ...reading, details: maskForeign(context.secrets, reading.details) },
  }))
  return wrong.length > 0 || !server ? wrong : [good('endpoints', 'documents-good')]
}

function recordOf(answers: readonly Answered[], now: number, issuer: string | undefined): WalkRecord {
  const documents = (purpose: Purpose) => answers.flatMap(({ request, response }) => {
    const content = request.purpose === purpose && response.status === 200 ? parseJsonObject(response.body) : undefined
    return content ? [{ content, url: request.url }] : []
  })
  const keySets = documents('jwks').flatMap(({ content, url }) => {
    const keys = keysOf(content)
    return keys ? [{ content: { keys }, url }] : []
  })
  return { seen: [], jwts: [], metadata: documents('discovery'), keySets, words: [], cut: [], issuer, clientId: undefined, now }
}
