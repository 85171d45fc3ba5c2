import type { Outcome } from '../../verdict.ts'
import { openid, rfc } from '../clauses.ts'
import type { Found } from '../documents.ts'
import type { Examinee } from '../examinee.ts'
import { fail, open, pass, sight, together, weak } from '../outcomes.ts'
import { membersOnce } from '../members-once.ts'
import { needsMetadata } from '../metadata.ts'
import type { ProviderProbe } from '../probe.ts'

/** Members that a client chooses endpoints by: where two documents differ in one, two clients go to two places. */
const compared = ['issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri']

/** The metadata names exactly the issuer that leads to it, at each of its addresses, and says the same at each. */
export const issuerExact: ProviderProbe = {
  id: 'C01', name: 'issuer-exact', severity: 'high', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'none', passive: true, requests: 2,
  clauses: [rfc(8414, '3.3'), openid('Discovery 1.0', '4.3')],
  needs: needsMetadata,
  examine: async (examinee) => {
    const { found, unread } = await examinee.documents()
    if (found.length === 0 && unread.length === 0) return open('unclear')
    return together(
      ...found.map(one => judge(examinee, one)), compareAll(examinee, found), ...unread,
      ...found.map(({ url, body }) => membersOnce(body, examinee.seenAt(url))),
    )
  },
}

function judge({ issuer, seenAt }: Examinee, { url, metadata }: Found): Outcome {
  const actual = metadata['issuer']
  if (actual === undefined) return fail(sight('member-missing', { member: 'issuer' }, seenAt(url)))
  return actual === issuer
    ? pass()
    : fail(sight('member-differs', { member: 'issuer', actual, expected: issuer }, seenAt(url)))
}

function compareAll({ seenAt }: Examinee, [first, second]: Found[]): Outcome {
  if (!first || !second) return pass()
  const isInBoth = (name: string) => first.metadata[name] !== undefined && second.metadata[name] !== undefined
  const members = compared.filter(name => isInBoth(name) && first.metadata[name] !== second.metadata[name])
  return members.length === 0 ? pass() : weak(sight('documents-differ', { members }, seenAt(second.url)))
}
