import { signForeignToken } from '../../../protocol/foreign-token.ts'
import { isChallenging } from '../../../protocol/resource/challenge.ts'
import type { Tokens } from '../../../walk/5-token.ts'
import type { Exchange, Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { fail, open, pass, refusedUnbroken, sight, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { askUserinfo, judgeUnopened, openingOf, type UserinfoAnswer } from '../userinfo.ts'

/**
 * The userinfo endpoint opens for a token of this provider alone, and not for one that stands in an address (RFC 9700,
 * section 4.3.2).
 */
export const userinfoTokenHandling: ProviderProbe = {
  id: 'C33', name: 'userinfo-token-handling', severity: 'medium', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2'],
  session: 'browser', requests: 8,
  clauses: [rfc(6750, '2.3'), rfc(6750, '3'), rfc(9700, '4.3.2')],
  needs: ({ server }) => server.userinfo_endpoint === undefined ? 'no-endpoint' : undefined,
  examine: async (examinee) => {
    const { token, exchange } = await livingToken(examinee)
    if (token === undefined) return open('control-failed', refusedUnbroken(exchange))
    return together(
      judge(await askUserinfo(examinee, {}), 'none'),
      judge(await askWrong(examinee, 'oauth-walk-check-garbage'), 'garbage'),
      judge(await askWrong(examinee, await foreignToken(examinee)), 'foreign'),
      judge(await askUserinfo(examinee, {}, `?access_token=${encodeURIComponent(token)}`), 'query'),
    )
  },
}

interface Living { token?: string, exchange: Exchange | undefined }

/** A token that opens the endpoint; a new one where a rule before this one has ended those that all share. */
async function livingToken(examinee: Examinee): Promise<Living> {
  const { controls, session } = examinee
  const { tokens, exchange } = (await controls.tokens()).redeemed
  if (!tokens) return { exchange }
  const shared = await tryToken(examinee, tokens)
  if (shared.token !== undefined || shared.status !== 401) return shared
  const anew = await session.redeem(await session.authorize())
  return anew.tokens ? tryToken(examinee, anew.tokens) : shared
}

async function tryToken(examinee: Examinee, { access_token }: Tokens): Promise<Living & { status: number }> {
  const token = access_token.reveal()
  const { answer, exchange } = await askUserinfo(examinee, { authorization: `Bearer ${token}` })
  return { status: answer.status, exchange, ...openingOf(answer) === 'opened' ? { token } : {} }
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
