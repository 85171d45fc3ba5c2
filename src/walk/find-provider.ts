import { Failure } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'
import {
  checkEndpoints, checkReach, compareIssuer, discoveryAlgorithms, dropUnusableLists, noteHosts, readMetadata,
  requestMetadata,
  requireUsableIssuer, type AuthorizationServer, type DiscoveryAlgorithm,
} from '../protocol/metadata.ts'
import { noteEndpointsOfVariables } from '../protocol/endpoints-of-variables.ts'
import { fromDocument } from '../protocol/as-published.ts'
import { withAliases } from '../protocol/certificate-endpoints.ts'
import { parseAddress } from '../addresses/loopback.ts'
import { backChannel } from './back-channel.ts'
import type { Traveller } from './context.ts'
import { report, verify } from './observe.ts'
import { isAnyPassing, isRefusal, triedAt, tryAddress } from './try-address.ts'

/**
 * The provider's metadata: discovered from the issuer where there is one, and the endpoints given by hand laid over it.
 * Raises `endpoints-missing` where neither says where the tokens come from, `issuer-identical` and `endpoints-safe` for
 * metadata that must not be used, and what an extension raises that can't do its part at this provider. `alone`: the
 * token endpoint is all that is needed.
 */
export async function findProvider(walk: Traveller, { alone = false } = {}): Promise<AuthorizationServer> {
  const { issuer, endpoints } = walk.provider
  const asked = endpoints.authorization_endpoint ?? endpoints.device_authorization_endpoint
  const complete = (alone || asked !== undefined) && endpoints.token_endpoint !== undefined
  if (issuer === undefined && !complete) throw new Failure('endpoints-missing', { given: Object.keys(endpoints) })
  const find = complete ? discoverTheRest : discover
  const metadata = issuer === undefined ? {} : await find(walk, issuer)
  const server = {
    issuer: issuer ?? parseAddress(endpoints.token_endpoint ?? '')?.origin ?? '', ...metadata, ...endpoints,
  } as AuthorizationServer
  if (walk.step === 'start') await report(walk, noteEndpointsOfVariables(walk.provider, metadata))
  await verify(walk, [checkEndpoints(server)])
  if (!server.token_endpoint)
    throw new Failure('endpoints-missing', {
      given: Object.keys(endpoints), issuer: server.issuer, lacks: 'token_endpoint',
    })
  return meet(walk, server)
}

/** Lets the extensions judge the provider and restrict its metadata. */
async function meet(walk: Traveller, found: AuthorizationServer): Promise<AuthorizationServer> {
  for (const extension of walk.extensions) await verify(walk, extension.checkProvider?.(found) ?? [])
  const server = walk.extensions.reduce((left, extension) => extension.restrictProvider?.(left) ?? left, found)
  for (const extension of walk.extensions) await extension.providerFound?.(server)
  return server
}

/**
 * With both endpoints given by hand, the metadata is welcome for its keys, but a provider without any can be walked
 * too.
 */
async function discoverTheRest(walk: Traveller, issuer: string): Promise<Record<string, unknown>> {
  try {
    return await discover(walk, issuer)
  } catch (error) {
    if (!isRefusal(error)) throw error
    await report(walk, [
      { code: 'discovery-failed', details: { url: error.details['url'], status: error.details['status'] } },
    ])
    return {}
  }
}

/** Asks one address after the other until one has the document. A document that must not be used ends the walk. */
async function discover(walk: Traveller, issuer: string): Promise<Record<string, unknown>> {
  const failures: Failure[] = []
  const url = requireUsableIssuer(issuer)
  for (const algorithm of discoveryAlgorithms(url, walk.provider.behindResource)) {
    const found = await fetchMetadata(walk, url, algorithm)
    if (found instanceof Failure) {
      failures.push(found)
      continue
    }
    const { metadata, address } = found
    const { usable, findings } = dropUnusableLists(metadata)
    const own = walk.client.hasCertificate ? withAliases(usable) : { usable, findings: [] }
    const { check, findings: spelling } = compareIssuer(issuer, metadata, walk.provider.behindResource)
    await verify(walk, [check, ...checkReach(issuer, own.usable)])
    if (walk.step === 'start')
      await report(walk, [
        ...noteFallback(failures, address), ...spelling, ...findings, ...own.findings, ...noteHosts(usable),
      ])
    return fromDocument(own.usable, metadata)
  }
  throw worst(failures).with(undefined, { tried: failures.map(failure => triedAt(failure)) })
}

async function fetchMetadata(
  walk: Traveller, issuer: URL, algorithm: DiscoveryAlgorithm,
): Promise<{ metadata: Record<string, unknown>, address: string } | Failure> {
  return tryAddress(async () => {
    const exchanged = await requestMetadata(backChannel(walk), issuer, algorithm)
    return { metadata: await readMetadata(exchanged), address: exchanged.url }
  })
}

/** Notes an address before this one that answered something else than the document, or that there is nothing. */
function noteFallback(failures: Failure[], found: string): Finding[] {
  const strange = failures.find(isStrange)
  if (strange === undefined) return []
  const { url, status } = strange.details
  return [{ code: 'discovery-fallback', details: { url, status, found } }]
}

/** The failure to tell: the address that may have the document in an hour comes before all others. */
function worst(failures: Failure[]): Failure {
  return failures.find(mayHaveIt) ?? failures.find(isStrange) ?? failures[0] ?? new Failure('internal-error')
}

function mayHaveIt(failure: Failure): boolean {
  return isAnyPassing([triedAt(failure)])
}

/** Tells whether an address said more than "there is nothing here". */
function isStrange({ details }: Failure): boolean {
  return details['status'] !== 404
}
