import { requestRefresh } from '../../../protocol/refresh.ts'
import { readRefusal } from '../../../protocol/answer/refusal.ts'
import { Failure } from '../../../codes/failure.ts'
import { anonymous } from '../../../protocol/authentication/index.ts'
import type { TokenEndpointParty } from '../../../protocol/token-request.ts'
import type { Send, WireResponse } from '../../../wire.ts'
import type { Outcome } from '../../verdict.ts'
import { isRedirect } from '../answered.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { fail, open, pass, sight, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { tokensIn } from '../takings.ts'

/** A token request whose parameters stand in the address of a GET is not even read: addresses are written into logs. */
export const tokenGet: ProviderProbe = {
  id: 'C08', name: 'token-get', severity: 'medium', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'], session: 'none', requests: 1,
  clauses: [rfc(6749, '3.2')],
  examine: async (examinee) => {
    const answer = await askByGet(examinee)
    return answer ? judge(answer, examinee) : open('unclear')
  },
}

/** Parameters that are secrets of the client's: they are not written into an address, whoever reads that. */
const secrets = ['client_secret', 'client_assertion']

/** The refresh request with a refresh token that there is not, as the client makes it, but by GET. */
async function askByGet({ server, started, send, budget }: Examinee): Promise<WireResponse | undefined> {
  budget.allowWrong('credentials', server.token_endpoint ?? '')
  let answer: WireResponse | undefined
  const byGet: Send = async ({ body = '', ...request }) => {
    const query = [...new URLSearchParams(body)].filter(([name]) => !secrets.includes(name))
    const url = new URL(request.url)
    for (const [name, value] of query) url.searchParams.append(name, value)
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'content-type'))
    return (answer = await send({ ...request, method: 'GET', url: url.href, headers }))
  }
  const party: TokenEndpointParty = { ...anonymous, ...started, server, send: byGet }
  await requestRefresh(party, 'oauth-walk-check-refresh-token', []).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.code !== 'redirect-refused') throw error
  })
  return answer
}

async function judge(answer: WireResponse, { seen }: Examinee): Promise<Outcome> {
  const { status } = answer
  if (tokensIn(answer)) return fail(sight('tokens-issued', {}, seen()))
  const { error } = await readRefusal(answer)
  // Whoever says so has looked for the refresh token.
  if (error === 'invalid_grant') return fail(sight('query-read', { error }, seen()))
  if (status === 405 || status === 404) return pass()
  if (status === 429 || status >= 500) return status === 501 ? pass() : open('server-error', sight('server-failed', { status }, seen()))
  return status >= 400 && !isRedirect(answer) ? pass() : weak(sight('status-otherwise', { status, expected: 405 }, seen()))
}
