import { Failure } from '../codes/failure.ts'
import type { ClientSettings } from '../walk/context.ts'
import { fapiAlgorithms } from '../protocol/fapi2/allowed.ts'
import type { Resolved, Source } from './resolved.ts'
import type { SettingName } from './settings.ts'

/** Which of the two profiles a login follows: FAPI 2.0 Security Profile, or Message Signing on top of it. */
export type Fapi2 = 'security' | 'message-signing'

/** The profile that these settings ask for; nothing where they ask for none. */
export function fapi2Of({ fapi2 }: Resolved): Fapi2 | undefined {
  return fapi2 === undefined || fapi2.value === 'off' ? undefined : fapi2.value as Fapi2
}

/**
 * How the tokens are bound: by the certificate where there is one and DPoP was not asked for (FAPI 2.0 Security
 * Profile, section 5.3.3.1).
 */
export function bindingOf(resolved: Resolved): 'dpop' | 'certificate' {
  return resolved['tls-cert'] !== undefined && resolved.dpop?.value !== true ? 'certificate' : 'dpop'
}

/** The settings that the profile implies, each where no flag, variable or kept setting says otherwise. */
export function impliedByFapi2(resolved: Resolved): Resolved {
  const profile = fapi2Of(resolved)
  if (profile === undefined) return {}
  const implied: [SettingName, unknown][] = [
    ['par', true],
    ...bindingOf(resolved) === 'dpop' ? [['dpop', true] as [SettingName, unknown]] : [],
    ...profile === 'message-signing'
      ? [['request-object', true], ['response-mode', 'jwt']] as [SettingName, unknown][]
      : [],
  ]
  return Object.fromEntries(implied.flatMap(([name, value]) =>
    isChosen(resolved[name]?.source) ? [] : [[name, { value, source: 'fapi2' as const }]]))
}

function isChosen(source: Source | undefined): boolean {
  return source === 'flag' || source === 'environment' || source === 'profile'
}

/** A value that a setting must not have, and the clause that forbids it. */
interface Ban { setting: SettingName, isBanned: (value: unknown) => boolean, clause: string }

const security = 'FAPI 2.0 Security Profile'
const signing = 'FAPI 2.0 Message Signing'
const isOff = (value: unknown) => value === false
const bans: Record<Fapi2, readonly Ban[]> = {
  security: [
    { setting: 'no-pkce', isBanned: value => value === true, clause: `${security} 5.3.3.2` },
    { setting: 'par', isBanned: isOff, clause: `${security} 5.3.3.2` },
    {
      setting: 'auth-method', isBanned: value => value === 'none' || String(value).startsWith('client_secret_'),
      clause: `${security} 5.3.3.1`,
    },
    { setting: 'client-secret-file', isBanned: () => true, clause: `${security} 5.3.3.1` },
    {
      setting: 'request-object-alg', isBanned: value => !fapiAlgorithms.includes(String(value)),
      clause: `${security} 5.4.1`,
    },
    { setting: 'device', isBanned: value => value === true, clause: `${security} 5.3.3.2` },
  ],
  'message-signing': [
    { setting: 'response-mode', isBanned: value => !String(value).endsWith('jwt'), clause: `${signing} 5.4` },
    { setting: 'request-object', isBanned: isOff, clause: `${signing} 5.3` },
  ],
}

/**
 * Raises `fapi2-contradicted` where a flag, a variable or a kept setting contradicts the profile. The file of a secret
 * that is only kept, or in the environment, is left unread.
 */
export function requireFapi2(resolved: Resolved): void {
  const profile = fapi2Of(resolved)
  if (profile === undefined) return
  const all = profile === 'security' ? bans.security : [...bans.security, ...bans['message-signing']]
  for (const { setting, isBanned, clause } of all) {
    const { value, source } = resolved[setting] ?? {}
    if (!isChosen(source) || !isBanned(value) || (setting === 'client-secret-file' && source !== 'flag')) continue
    throw new Failure('fapi2-contradicted', {
      setting: `--${setting}`, value: value === true ? null : value, source, profile,
      profile_source: resolved.fapi2?.source, clause,
    })
  }
  if (resolved.dpop?.value === false && resolved['tls-cert'] === undefined) {
    throw new Failure('fapi2-contradicted', {
      setting: '--dpop', value: false, source: resolved.dpop.source, profile,
      profile_source: resolved.fapi2?.source, clause: `${security} 5.3.3.1`,
    })
  }
}

/**
 * The client within the profile: with keys of the allowed algorithms, an assertion or a certificate to prove itself
 * with, and without its secret. Raises `fapi2-client` where it has none of these, or where Message Signing has no key
 * to sign requests with.
 */
export function clientUnderFapi2(client: ClientSettings, resolved: Resolved, hasSecret: boolean): ClientSettings {
  const profile = fapi2Of(resolved)
  if (profile === undefined) return client
  const keys = (client.keys ?? []).filter(({ algorithm }) => fapiAlgorithms.includes(algorithm))
  const proves = keys.length > 0
    || client.takeAssertion !== undefined
    || client.platform !== undefined
    || client.hasCertificate === true
  const algorithms = [...new Set(client.keys?.map(({ algorithm }) => algorithm))]
  if (!proves) throw new Failure('fapi2-client', { profile, lacks: 'proof', algorithms, has_secret: hasSecret })
  if (profile === 'message-signing' && keys.length === 0)
    throw new Failure('fapi2-client', { profile, lacks: 'key', algorithms, has_secret: false })
  return { ...client, keys, clientSecret: undefined }
}
