import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { GrantWay } from '../../codes/grant-way.ts'
import { textOf } from '../../providers/resolve.ts'
import { isStronger, type Resolved } from '../../providers/resolved.ts'
import type { SettingName } from '../../providers/settings.ts'
import type { StandIn } from '../../walk/by-grant/stand-in.ts'
import type { ClientSettings } from '../../walk/context.ts'
import type { Run } from '../run.ts'
import { readTokenAt } from '../token/token-file.ts'

/** What each way can't do without: where that is named, the way needs no `--grant`. */
const needed
  = { 'jwt-bearer': 'assertion-file', 'id-jag': 'idp' } as const satisfies Partial<Record<GrantWay, SettingName>>

/** The way without a browser that a login is asked to take; nothing where it is to take one with a browser. */
export function grantOf(resolved: Resolved): GrantWay | undefined {
  const source = sources.find(one => askingSettings.some(name => resolved[name]?.source === one))
  const setting = askingSettings.find(name => resolved[name]?.source === source)
  if (setting === undefined || textOf(resolved, setting) === 'authorization_code') return undefined
  return setting === 'grant' ? textOf(resolved, 'grant') as GrantWay : ways[setting]
}

/** What is said now counts more than what a profile says. */
const sources = ['flag', 'environment', 'profile'] as const
const ways = { idp: 'id-jag', 'assertion-file': 'jwt-bearer', 'assertion-from': 'jwt-bearer' } as const
const askingSettings = ['grant', 'idp', 'assertion-file', 'assertion-from'] as const

/** Whether the client may be without a name: an assertion says enough by itself (RFC 7521, section 4.1). */
export function mayBeNobody(resolved: Resolved): boolean {
  return grantOf(resolved) === 'jwt-bearer' && resolved['client-id'] === undefined
}

/**
 * What stands in for the browser of this login; nothing where it has one. Raises `setting-invalid` where the way lacks
 * what it needs, or does not end at a resource.
 */
export async function planGrant(run: Run, resolved: Resolved, client: ClientSettings): Promise<StandIn | undefined> {
  const way = grantOf(resolved)
  if (way === undefined) return undefined
  requireWhole(resolved, way)
  if (way === 'client_credentials') requireProof(client)
  if (way === 'id-jag') return (await import('./identity-provider.ts')).planIdJag(run, resolved)
  const { byAssertion, byPlatform, forItself } = await import('../../walk/by-grant/assertion.ts')
  if (way === 'client_credentials') return forItself
  const from = resolved['assertion-from']
  if (from && isStronger(from, resolved['assertion-file'])) {
    const { platformOf } = await import('../client-authentication/platform.ts')
    return byPlatform(platformOf(run, resolved, String(from.value), '--assertion-from'))
  }
  return byAssertion(() =>
    readTokenAt(run, { path: textOf(resolved, 'assertion-file') ?? '', flag: '--assertion-file', kind: 'assertion' }))
}

/**
 * A client that asks for itself proves who it is (RFC 6749, section 4.4); `--auth-method none` says that it is not to.
 */
function requireProof(
  { authentication, clientSecret, keys = [], takeAssertion, platform, hasCertificate }: ClientSettings,
): void {
  const isProven = [authentication, clientSecret, keys[0], takeAssertion, platform].some(proof => proof !== undefined)
    || hasCertificate === true
  if (isProven) return
  const expected = describeBy('with-flag', '--client-secret-file')
  throw new Failure('setting-invalid', { setting: '--grant client_credentials', expected, lacks: 'client-proof' })
}

function requireWhole(resolved: Resolved, way: GrantWay): void {
  const source = resolved.grant ?? resolved[way === 'id-jag' ? 'idp' : 'assertion-file'] ?? resolved['assertion-from']
  const refuse = (setting: string, expected: string) =>
    new Failure('setting-invalid', { setting, expected, ...source && { source: source.source } })
  if (resolved['protected-resource'] === undefined) throw refuse(`--grant ${way}`, describeBy('with-resource'))
  const lacking = way === 'client_credentials' ? undefined : needed[way]
  const isFrom = way === 'jwt-bearer' && resolved['assertion-from'] !== undefined
  if (lacking !== undefined && resolved[lacking] === undefined && !isFrom)
    throw refuse(`--grant ${way}`, describeBy('with-flag', `--${lacking}`))
  const idle = (Object.keys(ways) as (keyof typeof ways)[]).find(name =>
    ways[name] !== way && resolved[name]?.source === 'flag')
  if (idle !== undefined) throw refuse(`--${idle}`, describeBy('with-flag', `--grant ${ways[idle]}`))
  if (resolved.device?.value === true) throw refuse('--device', describeBy('with-flag', '--grant authorization_code'))
}
