import { Failure } from '../../../codes/failure.ts'
import type { AuthorizationServer } from '../../../protocol/metadata.ts'
import { pushAuthorizationRequest } from '../../../protocol/pushed-request.ts'
import type { Parameters, Party } from '../../../walk/extension.ts'
import type { Outcome } from '../../verdict.ts'
import { isAlike } from '../alike.ts'
import { setParameter, type Asked } from '../ask.ts'
import { rfc } from '../clauses.ts'
import { isTaken } from '../controls.ts'
import type { Examinee } from '../examinee.ts'
import { judgeInstead, judgeRefused } from '../headless.ts'
import { fail, open, refusedUnbroken, sight, together, unavailable } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { isAboutClient, provesItself } from '../second-client.ts'
import { strangeHost } from '../strange.ts'

/**
 * A pushed request is good for one code and for its own client; where pushing is required, no other request will do.
 */
export const pushedRequestReuse: ProviderProbe = {
  id: 'C39', name: 'pushed-request-reuse', severity: 'medium', suites: ['bcp', 'fapi2'], session: 'headless',
  requests: 5,
  clauses: [rfc(9126, '4'), rfc(9126, '5'), rfc(9126, '7.3')],
  needs: ({ server, secondClient, browser }) => {
    if (server.pushed_authorization_request_endpoint === undefined) return 'no-endpoint'
    // Without a second client, only a code shows whether the request is good once.
    return secondClient ?? browser ?? isDemanded(server) ? undefined : 'sign-in-off'
  },
  examine: async (examinee) => {
    const refused = examinee.browser ? undefined : await whyRefused(examinee)
    if (refused) return refused
    return together(...await byOtherClient(examinee), ...await unpushed(examinee), ...await usedAgain(examinee))
  },
}

/** The login may push by itself already, and sign what it pushes: here both are done once. */
const without = ['par', 'jar']

/** Pushes the request, signed where the login signs it, and remembers the reference to it. */
function pushing({ walk }: Examinee, change: (reference: Parameters) => Parameters = same => same) {
  let uri: string | undefined
  const signing = walk.extensions.find(({ name }) => name === 'jar')
  const push = async (parameters: Parameters, party: Party): Promise<Parameters> => {
    uri = await pushAuthorizationRequest(party, await signing?.authorizationRequest?.(parameters, party) ?? parameters)
    return change([['client_id', party.client.client_id], ['request_uri', uri]])
  }
  return { asking: { push }, push, uri: () => uri }
}

/**
 * What becomes of a pushed request that is as it must be; nothing where it is taken. Where somebody signs in, the code
 * that comes says so.
 */
async function whyRefused(examinee: Examinee): Promise<Outcome | undefined> {
  const taken = await examinee.ask({ ...pushing(examinee).asking, without })
  if (taken.kind === 'unavailable') return unavailable(taken)
  if (isTaken(taken)) return undefined
  const { walk: { client } } = examinee
  // Who gave no secret need not look further for why the client is not taken.
  const isForgotten = client.authentication !== 'none'
    && !provesItself(client)
    && isAboutClient(taken.answer.status, taken.error)
  if (isForgotten) return open('client-unsure', sight('secret-wanted', { client: client.clientId }, taken.exchange))
  return open('control-failed', refusedUnbroken(taken.exchange))
}

async function byOtherClient(examinee: Examinee): Promise<Outcome[]> {
  const { secondClient } = examinee
  if (!secondClient) return []
  const { asking } = pushing(examinee, reference => setParameter(reference, 'client_id', secondClient.clientId))
  const asked = await examinee.ask({ ...asking, without })
  return [
    await judgeRefused(examinee, asked, [
      'invalid_request_uri', 'invalid_request', 'invalid_request_object', 'invalid_client', 'unauthorized_client',
    ]),
  ]
}

/** No request will do that was not pushed (RFC 9126, section 5). */
function isDemanded({ require_pushed_authorization_requests: demands }: AuthorizationServer): boolean {
  return demands === true
}

async function unpushed(examinee: Examinee): Promise<Outcome[]> {
  if (!isDemanded(examinee.server)) return []
  return [
    await judgeRefused(examinee, await examinee.ask({ without: ['par'] }), [
      'invalid_request', 'invalid_request_object', 'request_not_supported',
    ]),
  ]
}

/** A tab that is loaded again may use it again (section 4); once a code came for it, nobody may. */
async function usedAgain(examinee: Examinee): Promise<Outcome[]> {
  const { session, browser } = examinee
  if (!browser) return []
  const { push, uri } = pushing(examinee)
  await session.authorize({ broken: { authorizationRequest: push }, without })
  const used = uri()
  if (used === undefined) throw new Failure('internal-error')
  const again = await examinee.ask({
    parameters: all => [...all.filter(([name]) => name === 'client_id'), ['request_uri', used]], without,
  })
  const { kind } = again
  // It can't be answered at a redirect URI that stood in what is gone: whatever goes on has taken it.
  if (kind === 'sent-on' || kind === 'page') return [await judgeUsed(examinee, again)]
  return [await judgeRefused(examinee, again, ['invalid_request_uri', 'invalid_request', 'invalid_request_object'])]
}

/** An error page may come with 200, or by a redirect: what is taken gets what a fresh reference gets. */
async function judgeUsed(examinee: Examinee, again: Asked): Promise<Outcome> {
  const judged = judgeInstead(again, strangeHost, true)
  if (judged.verdict !== 'INCONCLUSIVE') return judged
  const fresh = await examinee.ask({ ...pushing(examinee).asking, without, mayShowPage: true })
  return isAlike(again, fresh) ? fail(sight('request-uri-taken', {}, again.exchange)) : judged
}
