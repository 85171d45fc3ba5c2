import type { Exchange, Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import { judgeReadings } from '../documents.ts'
import { judgeUnread, listedIn, needsMetadata, type Reading } from '../metadata.ts'
import { fail, pass, sight, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

/** What is read of the metadata. */
const read = ['response_types_supported', 'grant_types_supported'] as const

/**
 * The metadata offers no access tokens in the browser's address, and no grant for which a client learns the user's
 * password.
 */
export const deadFlowsAdvertised: ProviderProbe = {
  id: 'C05', name: 'dead-flows-advertised', severity: 'medium', suites: ['oauth2.1', 'bcp', 'fapi2', 'mcp'],
  session: 'none', passive: true, requests: 0,
  clauses: [rfc(9700, '2.1.2'), rfc(9700, '2.4')],
  needs: needsMetadata,
  examine: async examinee => judgeReadings(examinee, judge),
}

function judge(reading: Reading): Outcome {
  const { exchange } = reading
  const [listedTypes, listedGrants] = read.map(member => listedIn(reading, member))
  const all = (listedTypes?.words ?? []).map(type => type.split(' '))
  const types = all.filter(words => words.includes('token')).map(words => words.join(' '))
  const grants = listedGrants?.words ?? []
  return together(
    types.length > 0
      ? fail(sight('member-lists', { member: 'response_types_supported', values: types }, exchange))
      : pass(),
    grants.includes('password')
      ? fail(sight('member-lists', { member: 'grant_types_supported', values: 'password' }, exchange))
      : pass(),
    judgeImplicit(grants, all, exchange), ...judgeUnread(reading, read),
  )
}

/** OpenID Connect calls it so as well where an ID token comes by the browser, which is no access token. */
function judgeImplicit(grants: readonly string[], types: readonly string[][], exchange: Exchange | undefined): Outcome {
  const isUsed = types.some(words => words.includes('id_token') || words.includes('token'))
  return grants.includes('implicit') && !isUsed
    ? weak(sight('member-lists', { member: 'grant_types_supported', values: 'implicit' }, exchange))
    : pass()
}
