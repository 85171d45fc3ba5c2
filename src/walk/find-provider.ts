import { Failure } from '../failure.ts'
import {
  checkEndpoints, checkIssuer, checkReach, discoveryAlgorithms, dropUnusableLists, noteHosts, readMetadata, requestMetadata, requireUsableIssuer,
  type AuthorizationServer,
} from '../protocol/metadata.ts'
import { parseAddress } from '../loopback.ts'
import { backChannel } from './back-channel.ts'
import type { Traveller } from './context.ts'
import { report, verify } from './observe.ts'

/**
 * The provider's metadata: discovered from the issuer where there is one, and the endpoints given by hand laid over it. Raises
 * `endpoints-missing` where neither says where the tokens come from, `issuer-identical` and `endpoints-safe` for metadata that must not be used.
 */
export async function findProvider(walk: Traveller): Promise<AuthorizationServer> {
  const { issuer, endpoints } = walk.provider
  const asked = endpoints.authorization_endpoint ?? endpoints.device_authorization_endpoint
  const complete = asked !== undefined && endpoints.token_endpoint !== undefined
  if (issuer === undefined && !complete) throw new Failure('endpoints-missing', { given: Object.keys(endpoints) })
  const metadata = issuer === undefined ? {} : complete ? await discoverTheRest(walk, issuer) : await discover(walk, issuer)
  const server = { issuer: issuer ?? parseAddress(endpoints.token_endpoint ?? '')?.origin ?? '', ...metadata, ...endpoints } as AuthorizationServer
  await verify(walk, [checkEndpoints(server)])
  if (!server.token_endpoint) throw new Failure('endpoints-missing', { given: Object.keys(endpoints) })
  return server
}

/** With both endpoints given by hand, the metadata is welcome for its keys, but a provider without any can be walked too. */
async function discoverTheRest(walk: Traveller, issuer: string): Promise<Record<string, unknown>> {
  try {
    return await discover(walk, issuer)
  } catch (error) {
    if (!(error instanceof Failure) || !['discovery-refused', 'redirect-refused', 'unreadable-answer'].includes(error.code)) throw error
    await report(walk, [{ code: 'discovery-failed', details: { url: error.details['url'], status: error.details['status'] } }])
    return {}
  }
}

async function discover(walk: Traveller, issuer: string): Promise<Record<string, unknown>> {
  const url = requireUsableIssuer(issuer)
  const send = backChannel(walk)
  const tried: { url: string, status: number }[] = []
  for (const algorithm of discoveryAlgorithms) {
    const exchanged = await requestMetadata(send, url, algorithm)
    tried.push({ url: exchanged.url, status: exchanged.answer.status })
    if (exchanged.answer.status === 404) continue
    const metadata = readMetadata(exchanged)
    await verify(walk, [checkIssuer(issuer, metadata), ...checkReach(issuer, metadata)])
    const { usable, findings } = dropUnusableLists(metadata)
    if (walk.step === 'start') await report(walk, [...findings, ...noteHosts(usable)])
    return usable
  }
  throw new Failure('discovery-refused', { url: tried[0]?.url, status: 404, tried })
}
