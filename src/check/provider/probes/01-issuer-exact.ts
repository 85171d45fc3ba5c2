import { discoveryAlgorithms, requestMetadata, requireUsableIssuer } from '../../../protocol/metadata.ts'
import { Failure } from '../../../codes/failure.ts'
import type { Outcome } from '../../verdict.ts'
import { openid, rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { fail, open, pass, sight, together, weak } from '../outcomes.ts'
import { membersOnce } from '../members-once.ts'
import { needsMetadata } from '../metadata.ts'
import type { ProviderProbe } from '../probe.ts'
import { membersOf } from '../takings.ts'

/** Members that a client chooses endpoints by: where two documents differ in one, two clients go to two places. */
const compared = ['issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri']

/** The metadata names exactly the issuer that leads to it, at each of its addresses, and says the same at each. */
export const issuerExact: ProviderProbe = {
  id: 'C01', name: 'issuer-exact', severity: 'high', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'none', passive: true, requests: 2,
  clauses: [rfc(8414, '3.3'), openid('Discovery 1.0', '4.3')],
  needs: needsMetadata,
  examine: async (examinee) => {
    const documents = await readDocuments(examinee)
    if (documents.length === 0) return open('unclear')
    return together(
      ...documents.map(one => judge(examinee, one)), compareAll(documents),
      ...documents.map(({ url, body }) => membersOnce(body, examinee.seenAt(url))),
    )
  },
}

interface Found { url: string, body: string, metadata: Readonly<Record<string, unknown>> }

/** At both places: behind the issuer's path, and before it. A redirect, or anything else than a document, is none. */
async function readDocuments({ issuer, send }: Examinee): Promise<Found[]> {
  const url = requireUsableIssuer(issuer)
  const found: Found[] = []
  for (const algorithm of discoveryAlgorithms(url).slice(0, 2)) {
    const exchanged = await requestMetadata(send, url, algorithm).catch((error: unknown) => {
      if (error instanceof Failure && error.code === 'redirect-refused') return undefined
      throw error
    })
    const metadata = exchanged?.answer.status === 200 ? membersOf(exchanged.answer.body) : {}
    const isMetadata = ['issuer', 'authorization_endpoint', 'token_endpoint'].some(member =>
      metadata[member] !== undefined)
    if (exchanged && isMetadata) found.push({ url: exchanged.url, body: exchanged.answer.body, metadata })
  }
  return found
}

function judge({ issuer, seenAt }: Examinee, { url, metadata }: Found): Outcome {
  const actual = metadata['issuer']
  if (actual === undefined) return fail(sight('member-missing', { member: 'issuer' }, seenAt(url)))
  return actual === issuer
    ? pass()
    : fail(sight('member-differs', { member: 'issuer', actual, expected: issuer }, seenAt(url)))
}

function compareAll([first, second]: Found[]): Outcome {
  if (!first || !second) return pass()
  const isInBoth = (name: string) => first.metadata[name] !== undefined && second.metadata[name] !== undefined
  const members = compared.filter(name => isInBoth(name) && first.metadata[name] !== second.metadata[name])
  return members.length === 0 ? pass() : weak(sight('documents-differ', { members }))
}
