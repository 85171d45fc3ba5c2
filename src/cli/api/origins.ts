import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { isSafeOrigin, namesHost } from '../../addresses/host.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { toProvider } from '../../providers/resolve.ts'
import { findProvider } from '../../walk/find-provider.ts'
import { changeProfile } from '../sessions/change-profile.ts'
import { resourceOf } from '../resource/of-profile.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'

/**
 * Lets the token go to the provider's own origins, to the profile's resources, and to origins that were allowed by
 * hand; with `--remember` the profile keeps those. What the provider publishes is asked for only where nothing else
 * allows it. Raises `origin-not-allowed`, and `setting-invalid` for an origin that is none.
 */
export async function requireAllowedOrigin(run: Run, signedIn: SignedIn, url: string): Promise<void> {
  const { origin } = new URL(url)
  const allowed = originsAllowed(signedIn)
  const own = [...allowed, ...originsOf(signedIn)]
  if (!own.includes(origin)) {
    const known = [...own, ...await publishedOrigins(run, signedIn)]
    if (!known.includes(origin))
      throw new Failure('origin-not-allowed', { origin, url, ...whoseToken(run, signedIn), known: [...new Set(known)] })
  }
  if (run.options.remember) await remember(run, signedIn, allowed)
}

function whoseToken({ context }: Run, { profile }: SignedIn): { variable: string } | { profile: string } {
  return context.given.hasSecret('OAUTH_WALK_ACCESS_TOKEN')
    ? { variable: 'OAUTH_WALK_ACCESS_TOKEN' }
    : { profile: profile.name }
}

/** What was allowed by flag or environment, and what the profile keeps. */
function originsAllowed({ profile, resolved }: SignedIn): string[] {
  const kept = profile.settings['allow-origin']
  return [
    ...new Set([
      ...resolved['allow-origin']?.value as string[] | undefined ?? [], ...Array.isArray(kept) ? kept.map(String) : [],
    ]),
  ].map(readOrigin)
}

function readOrigin(text: string): string {
  const url = parseAddress(text)
  const isOrigin = url !== undefined
    && url.pathname === '/'
    && url.search === ''
    && url.hash === ''
    && url.username === ''
    && namesHost(url)
  if (isOrigin && isSafeOrigin(url)) return url.origin
  throw new Failure('setting-invalid', { setting: '--allow-origin', value: text, expected: describeBy('plain-origin') })
}

function originsOf({ resolved, profile }: SignedIn): string[] {
  const { issuer, endpoints } = toProvider(resolved)
  const resources = (resolved.resource?.source === 'flag' ? [] : resolved.resource?.value ?? []) as string[]
  return [issuer, ...Object.values(endpoints), ...resources, resourceOf(profile)].flatMap(originOf)
}

/** The endpoints of the provider's metadata (RFC 8414, section 2); none where there is no provider to ask. */
async function publishedOrigins(run: Run, signedIn: SignedIn): Promise<string[]> {
  if (signedIn.key.issuer === '' || signedIn.key.client_id === '') return []
  const metadata = await (await import('../back-channel/travel.ts'))
    .travel(run, signedIn, walk => findProvider(walk), { authenticates: false })
  return [
    metadata.userinfo_endpoint, metadata.token_endpoint, metadata.revocation_endpoint, metadata.introspection_endpoint,
  ].flatMap(originOf)
}

function originOf(address: string | undefined): string[] {
  const url = parseAddress(address ?? '')
  return url ? [url.origin] : []
}

async function remember(run: Run, { profile }: SignedIn, allowed: string[]): Promise<void> {
  if (profile.created_at === '') throw new Failure('no-session', {})
  await changeProfile(run, profile, { ...profile.settings, 'allow-origin': allowed })
}
