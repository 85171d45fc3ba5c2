import { Failure } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'
import {
  checkEndpoints, checkReach, compareIssuer, discoveryAlgorithms, dropUnusableLists, noteHosts, readMetadata,
  requestMetadata,
  requireUsableIssuer, type AuthorizationServer, type DiscoveryAlgorithm,
} from '../protocol/metadata.ts'
import { withAliases } from '../protocol/certificate-endpoints.ts'
import { parseAddress } from '../addresses/loopback.ts'
import { backChannel } from './back-channel.ts'
import type { Traveller } from './context.ts'
import { report, verify } from './observe.ts'
import { isRefusal, triedAt, tryAddress } from './try-address.ts'

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
  const metadata = issuer === undefined
    ? {}
    : complete
      ? await discoverTheRest(walk, issuer)
      : await discover(walk, issuer)
  const server = {
    issuer: issuer ?? parseAddress(endpoints.token_endpoint ?? '')?.origin ?? '', ...metadata, ...endpoints,
  } as AuthorizationServer
  await verify(walk, [checkEndpoints(server)])
  if (!server.token_endpoint)
    throw new Failure('endpoints-missing', {
      given: Object.keys(endpoints), issuer: server.issuer, lacks: 'token_endpoint',
    })
  return meet(walk, server)
}

/** What the extensions say of the provider, and which part of its metadata they leave. */
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

/**
 * One address after the other, until one has the document; what keeps the walk from using a document that is there ends
 * it.
 */
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
    return own.usable
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

/** That there is nothing at an address is no news; anything else but the document is. */
function noteFallback(failures: Failure[], found: string): Finding[] {
  const strange = failures.find(({ details }) => details['status'] !== 404)
  return strange
    ? [
        {
          code: 'discovery-fallback',
          details: { url: strange.details['url'], status: strange.details['status'], found },
        },
      ]
    : []
}

/** The failure to tell: the first that is more than "there is nothing here". */
function worst(failures: Failure[]): Failure {
  return failures.find(({ details }) => details['status'] !== 404) ?? failures[0] ?? new Failure('internal-error')
}
