import { readRefusal, type Refusal } from '../../../protocol/answer/refusal.ts'
import { Failure } from '../../../codes/failure.ts'
import { anonymous } from '../../../protocol/authentication/index.ts'
import { requestRefresh } from '../../../protocol/refresh.ts'
import type { TokenEndpointParty } from '../../../protocol/token-request.ts'
import type { Send, WireResponse } from '../../../wire.ts'
import type { Exchange, Outcome } from '../../verdict.ts'
import { isBroken } from '../answered.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { sendsSecret, whoIs } from '../other-client.ts'
import { fail, open, pass, sight, unavailable, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { asMadeUpCode } from '../second-client.ts'
import { tokensIn } from '../takings.ts'

/** A token request whose parameters stand in the address of a GET is not even read: addresses are written into logs. */
export const tokenGet: ProviderProbe = {
  id: 'C08', name: 'token-get', severity: 'medium', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'none', requests: 2,
  clauses: [rfc(6749, '3.2')],
  examine: async (examinee) => {
    examinee.budget.allowWrong('credentials', examinee.server.token_endpoint ?? '')
    const asked = await askByGet(examinee, query => query)
    if (!asked) return open('unclear')
    const said = await readRefusal(asked.answer)
    const judged = refusesGet(asked, said) ?? await judge(asked, await askByGet(examinee, () => []), said)
    const { answer: { status }, exchange } = asked
    return judged.verdict === 'PASS' && status < 400
      ? weak(sight('status-otherwise', { status, expected: 405 }, exchange))
      : judged
  },
}

interface Asked { answer: WireResponse, exchange: Exchange | undefined }

/** Parameters that are secrets of the client's: they are not written into an address, whoever reads that. */
const secrets = ['client_secret', 'client_assertion']

/**
 * The token request with a code that there is not, as the client makes it, but by GET, with so much of it in the
 * address.
 */
async function askByGet(
  examinee: Examinee, change: (query: [string, string][]) => [string, string][],
): Promise<Asked | undefined> {
  const { server, started, send, seen } = examinee
  let asked: Asked | undefined
  const byGet: Send = async ({ body = '', ...request }) => {
    const url = new URL(request.url)
    const query = change([...new URLSearchParams(body)].filter(([name]) => !secrets.includes(name)))
    for (const [name, value] of query) url.searchParams.append(name, value)
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'content-type'))
    const answer = await send({ ...request, method: 'GET', url: url.href, headers })
    asked = { answer, exchange: seen() }
    return answer
  }
  const party: TokenEndpointParty = {
    ...anonymous, ...started, ...byHeader(examinee), server, send: asMadeUpCode(examinee, byGet),
  }
  await requestRefresh(party, 'oauth-walk-check-refresh-token', []).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.code !== 'redirect-refused') throw error
  })
  return asked
}

/**
 * A secret that would stand in the form goes into the header: without it, nobody would look at more than who the client
 * is.
 */
function byHeader(examinee: Examinee): Partial<TokenEndpointParty> {
  const { walk, started, server } = examinee
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const isTaken = sendsSecret(examinee)
    && walk.client.clientSecret !== undefined
    && methods.includes('client_secret_basic')
  return started && isTaken ? whoIs(walk, started, walk.client, 'client_secret_basic') : {}
}

/** What is plain from the answer alone. */
function refusesGet({ answer, exchange }: Asked, { error }: Refusal): Outcome | undefined {
  const { status } = answer
  if (tokensIn(answer)) return fail(sight('tokens-issued', {}, exchange))
  if (status === 405 || status === 404 || status === 501) return pass()
  if (isBroken(answer)) return unavailable({ answer, exchange })
  return status < 400 && error === undefined
    ? open('unclear', sight('no-refusal', { status }, exchange))
    : undefined
}

/**
 * An error that another address does not bring was found in the address; one that is about the client comes before
 * anything else is read.
 */
async function judge(
  { exchange }: Asked, bare: Asked | undefined, { error, status }: Refusal,
): Promise<Outcome> {
  const other = bare && await readRefusal(bare.answer)
  // Whoever says so has looked for the code.
  const isRead = error === 'invalid_grant'
    || (error !== undefined && (error !== other?.error || status !== other.status))
  if (isRead) return fail(sight('query-read', { error }, exchange))
  return error === 'invalid_client' ? open('unclear', sight('client-judged-first', { error }, exchange)) : pass()
}
