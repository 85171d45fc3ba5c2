import { signForeignToken } from '../../../protocol/foreign-token.ts'
import { isChallenging } from '../../../protocol/resource/challenge.ts'
import type { Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { fail, open, pass, sight, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { askUserinfo, judgeUnopened, openingOf, type UserinfoAnswer } from '../userinfo.ts'

/**
 * The userinfo endpoint opens for a token of this provider alone, and not for one that stands in an address (RFC 9700,
 * section 4.3.2).
 */
export const userinfoTokenHandling: ProviderProbe = {
  id: 'C33', name: 'userinfo-token-handling', severity: 'medium', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2'],
  session: 'browser', requests: 6,
  clauses: [rfc(6750, '2.3'), rfc(6750, '3'), rfc(9700, '4.3.2')],
  needs: ({ server }) => server.userinfo_endpoint === undefined ? 'no-endpoint' : undefined,
  examine: async (examinee) => {
    const { tokens, exchange } = (await examinee.controls.tokens()).redeemed
    if (!tokens) return open('control-failed', sight('control-refused', {}, exchange))
    const token = tokens.access_token.reveal()
    const refusals = [
      judge(await askUserinfo(examinee, {}), 'none'),
      judge(await askWrong(examinee, 'oauth-walk-check-garbage'), 'garbage'),
      judge(await askWrong(examinee, await foreignToken(examinee)), 'foreign'),
      judge(await askUserinfo(examinee, {}, `?access_token=${encodeURIComponent(token)}`), 'query'),
    ]
    const usual = await askUserinfo(examinee, { authorization: `Bearer ${token}` })
    if (openingOf(usual.answer) !== 'opened')
      return open('control-failed', sight('control-refused', {}, usual.exchange))
    return together(...refusals)
  },
}

async function foreignToken({ walk, server, started }: Examinee): Promise<string> {
  return signForeignToken({
    audience: server.issuer, clientId: started?.client.client_id ?? '', now: Math.floor(walk.now() / 1000),
  })
}

async function askWrong(examinee: Examinee, token: string): Promise<UserinfoAnswer> {
  examinee.budget.allowWrong('credentials', examinee.server.userinfo_endpoint ?? '')
  return askUserinfo(examinee, { authorization: `Bearer ${token}` })
}

function judge(
  { answer, exchange }: UserinfoAnswer, token: 'none' | 'garbage' | 'foreign' | 'query',
): Outcome {
  const { status, headers } = answer
  const unclear = judgeUnopened(answer, exchange)
  if (unclear) return unclear
  if (openingOf(answer) === 'opened') return fail(sight('userinfo-opened', { token }, exchange))
  if (status !== 401) return token === 'query' && status >= 300
    ? pass()
    : weak(sight('status-otherwise', { status, expected: 401 }, exchange))
  return !isChallenging({ headers }) ? weak(sight('header-missing', { names: 'WWW-Authenticate' }, exchange)) : pass()
}
