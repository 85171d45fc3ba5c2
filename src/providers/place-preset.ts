import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { isSafeOrigin } from '../addresses/host.ts'
import { parseAddress } from '../addresses/loopback.ts'
import type { Preset } from './preset.ts'
import { environmentName, settingTable, type SettingName } from './settings.ts'
import { toPair, type Layer } from './resolve.ts'
import type { Resolved } from './resolved.ts'

/**
 * The values of a preset's variables: given, or its defaults. Raises `variable-missing`, and `setting-invalid` for one
 * that it does not have.
 */
export function readVariables(preset: Preset, resolved: Resolved): Record<string, string> {
  const known = preset.variables ?? {}
  const pairs = (resolved['provider-var']?.value ?? []) as string[]
  const given = Object.fromEntries(pairs.map(toPair))
  const strange = Object.keys(given).find(name => !Object.hasOwn(known, name))
  if (strange !== undefined) {
    throw new Failure('setting-invalid', {
      setting: '--provider-var', value: strange, expected: describeBy('one-of', ...Object.keys(known)),
    })
  }
  return Object.fromEntries(Object.entries(known).map(([name, facts]) => {
    const value = given[name] ?? resolved[name as SettingName]?.value ?? facts.default
    if (typeof value === 'string') return [name, value.replace(/\/+$/, '')]
    throw new Failure('variable-missing', {
      preset: preset.id, variable: name, ...flagOf(name), example: facts.example,
    })
  }))
}

/** The flag and the variable by which a preset's variable is given: its own, or those for all. */
export function flagOf(variable: string): { flag: string, environment: string } {
  const own = Object.hasOwn(settingTable, variable)
  return own
    ? { flag: `--${variable}`, environment: environmentName(variable as SettingName) }
    : { flag: `--provider-var ${variable}=`, environment: environmentName('provider-var') }
}

/** Fills in a preset's variables and, where an origin is given, moves every address there, with path and query kept. */
export function placePreset(
  preset: Preset, variables: Readonly<Record<string, string>>, origin: string | undefined,
): Preset {
  if (origin !== undefined) requireOrigin(origin)
  const place = (text: string): string => {
    const filled = text.replace(/\{([\w-]+)\}/g, (whole, name: string) => variables[name] ?? whole)
    return origin === undefined ? filled : filled.replace(/^https?:\/\/[^/?#]*/, origin.replace(/\/$/, ''))
  }
  return placeTexts(preset, place)
}

/** Places every text that is an address; the texts on what to register are about the real provider and stay. */
function placeTexts(preset: Preset, place: (text: string) => string): Preset {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return /^https?:\/\/|^\{[\w-]*url\}/.test(value) ? place(value) : value
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item)]))
  }
  const { issuer, idTokenIssuer, endpoints, dialect } = preset
  const texts = { ...issuer && { issuer }, ...idTokenIssuer && { idTokenIssuer }, endpoints, ...dialect && { dialect } }
  const placed = walk(texts) as Partial<Preset>
  // A claim may be the address of the provider's content, which no imitation moves.
  const claims = dialect?.claims && { claims: dialect.claims }
  return { ...preset, ...placed, ...placed.dialect && { dialect: { ...placed.dialect, ...claims } } }
}

function requireOrigin(origin: string): void {
  const url = parseAddress(origin)
  const usable = url
    && isSafeOrigin(url)
    && url.pathname === '/'
    && !url.search
    && !url.hash
    && !url.username
  if (!usable)
    throw new Failure('setting-invalid', {
      setting: '--provider-origin', value: origin, expected: describeBy('origin'),
    })
}

/** The settings of a login that a placed preset gives: the weakest layer but the defaults. */
export function presetLayer(preset: Preset, offline: boolean): Layer {
  const { endpoints, redirect } = preset
  return {
    ...preset.issuer === undefined
      ? {
          'authorization-endpoint': endpoints.authorization, 'token-endpoint': endpoints.token,
          'userinfo-endpoint': endpoints.userinfo, 'revocation-endpoint': endpoints.revocation,
        }
      : { issuer: preset.issuer },
    'device-authorization-endpoint': endpoints.device,
    ...preset.publicClients ? {} : { 'auth-method': preset.authentication },
    scope: [...preset.scopes, ...offline ? preset.offline?.scopes ?? [] : []].join(' ') || undefined,
    'workload-audience': preset.workloadAudience,
    ...preset.offline?.repeatsScope ? { 'repeat-scope': true } : {},
    'redirect-uri': redirect.uri,
    'response-mode': preset.dialect?.authorization?.parameters?.['response_mode'],
    ...redirect.port === 'any' ? { port: `${new URL(redirect.uri).port || '80'},0` } : {},
  }
}
