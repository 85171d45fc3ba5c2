import type { Outcome } from '../../verdict.ts'
import { openid, rfc } from '../clauses.ts'
import { judgeReadings } from '../documents.ts'
import { judgeUnread, listedIn, needsMetadata, type Reading } from '../metadata.ts'
import { fail, pass, sight, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/** Where `none` would mean that anybody can be a client, or have its key. */
const forbidden = [
  'token_endpoint_auth_signing_alg_values_supported', 'revocation_endpoint_auth_signing_alg_values_supported',
  'introspection_endpoint_auth_signing_alg_values_supported', 'dpop_signing_alg_values_supported',
  'authorization_signing_alg_values_supported', 'backchannel_authentication_request_signing_alg_values_supported',
]

/** Where OpenID Connect lets a client register for `none`; of userinfo, it only says that the answer is plain JSON. */
const allowed = ['id_token_signing_alg_values_supported', 'request_object_signing_alg_values_supported']

/** The metadata offers the algorithm `none` for nothing that is proven by a signature. */
export const algNoneAdvertised: ProviderProbe = {
  id: 'C06', name: 'alg-none-advertised', severity: 'high', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2'],
  session: 'none', passive: true, requests: 0,
  clauses: [rfc(8414, '2'), rfc(9449, '5.1'), openid('Core 1.0', '2')],
  needs: needsMetadata,
  examine: async examinee => judgeReadings(examinee, judge),
}

function judge(reading: Reading): Outcome {
  const { exchange } = reading
  const listing = (members: readonly string[]) =>
    members.filter(member => listedIn(reading, member)?.words.some(algorithm => algorithm.toLowerCase() === 'none'))
  return together(
    ...listing(forbidden).map(member => fail(sight('member-lists', { member, values: 'none' }, exchange))),
    ...listing(allowed).map(member => weak(sight('member-lists', { member, values: 'none' }, exchange))),
    ...judgeUnread(reading, [...forbidden, ...allowed]), pass(),
  )
}
