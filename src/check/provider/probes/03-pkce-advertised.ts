import type { Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import { judgeReadings } from '../documents.ts'
import { listedIn, needsMetadata, unreadable, type Reading } from '../metadata.ts'
import { fail, pass, sight, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

const member = 'code_challenge_methods_supported'

/**
 * The metadata says that the provider takes PKCE with S256; with plain, whoever reads the request knows the verifier.
 */
export const pkceAdvertised: ProviderProbe = {
  id: 'C03', name: 'pkce-advertised', severity: 'medium', suites: ['oauth2.1', 'bcp', 'fapi2', 'mcp'], session: 'none',
  passive: true, requests: 0,
  clauses: [rfc(9700, '2.1.1'), rfc(8414, '2')],
  needs: needsMetadata,
  examine: async examinee => judgeReadings(examinee, judge),
}

function judge(reading: Reading): Outcome {
  const { exchange } = reading
  const listed = listedIn(reading, member)
  if (listed === undefined) return fail(sight('member-missing', { member }, exchange))
  const { words, isWhole } = listed
  const unread = isWhole ? [] : [unreadable(reading, member, 'member-no-list')]
  if (!words.includes('S256'))
    return fail(...isWhole ? [sight('member-lacks', { member, values: 'S256' }, exchange)] : unread)
  const others = [...new Set(words.filter(word => word !== 'S256'))]
  const listsOthers = others.length === 0 ? [] : [sight('member-lists', { member, values: others }, exchange)]
  return others.length === 0 && isWhole ? pass() : weak(...listsOthers, ...unread)
}
