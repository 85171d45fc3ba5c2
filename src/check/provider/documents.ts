import { Failure } from '../../codes/failure.ts'
import {
  discoveryAlgorithms, requestMetadata, requireUsableIssuer, type DiscoveryAlgorithm,
} from '../../protocol/metadata.ts'
import type { Exchange as Exchanged } from '../../protocol/library.ts'
import type { Outcome } from '../verdict.ts'
import { isBroken } from './answered.ts'
import type { Examinee } from './examinee.ts'
import { isPublished, publishing, readingOf, type Reading } from './metadata.ts'
import { open, together, unavailable } from './outcomes.ts'
import { membersOf } from './takings.ts'

/** A document of metadata, as it came. */
export interface Found { url: string, body: string, metadata: Readonly<Record<string, unknown>> }

/** What is published at the two addresses of metadata, and for each that could not be read, why nobody can say. */
export interface Documents { found: Found[], unread: Outcome[] }

/** At both places: behind the issuer's path, and before it. A redirect, or anything else than a document, is none. */
export async function readDocuments(examinee: Examinee): Promise<Documents> {
  const url = requireUsableIssuer(examinee.issuer)
  const documents: Documents = { found: [], unread: [] }
  for (const algorithm of discoveryAlgorithms(url).slice(0, 2)) {
    const exchanged = await ask(examinee, url, algorithm, documents.unread)
    if (exchanged === undefined) continue
    const { answer } = exchanged
    if (isBroken(answer)) documents.unread.push(unavailable({ answer, exchange: examinee.seenAt(exchanged.url) }))
    const metadata = answer.status === 200 ? membersOf(answer.body) : {}
    const isMetadata = ['issuer', 'authorization_endpoint', 'token_endpoint'].some(member =>
      metadata[member] !== undefined)
    if (isMetadata) documents.found.push({ url: exchanged.url, body: answer.body, metadata })
  }
  return documents
}

async function ask(
  { send, notebook }: Examinee, issuer: URL, algorithm: DiscoveryAlgorithm, unread: Outcome[],
): Promise<Exchanged | undefined> {
  const page = notebook.turn()
  const exchanged = await notebook.take(page, async () =>
    requestMetadata(send, issuer, algorithm).catch((error: unknown) => {
      if (error instanceof Failure && error.code === 'redirect-refused') return undefined
      throw error
    }))
  if (page.evidence.length > 0) unread.push(open('unclear', ...page.evidence))
  return exchanged
}

/** The metadata that a login reads, and that at the other address, where a client may use it: it names the issuer. */
export async function readingsOf(examinee: Examinee): Promise<{ readings: Reading[], unread: Outcome[] }> {
  const own = readingOf(examinee)
  if (!isPublished(examinee)) return { readings: [own], unread: [] }
  const { found, unread } = await examinee.documents()
  const others = found.filter(({ url, metadata }) =>
    metadata['issuer'] === examinee.issuer && url !== publishing(examinee)?.request.url)
  const readings = others.map(({ url, metadata }) => ({
    server: metadata, published: metadata, exchange: examinee.seenAt(url),
  }))
  return { readings: [own, ...readings], unread }
}

/** Judges each of them: clients differ in which one they read. */
export async function judgeReadings(
  examinee: Examinee, judge: (reading: Reading) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const { readings, unread } = await readingsOf(examinee)
  const outcomes: Outcome[] = []
  for (const reading of readings) outcomes.push(await judge(reading))
  return together(...outcomes, ...unread)
}
