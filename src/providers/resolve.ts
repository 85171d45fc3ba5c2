import { Failure } from '../codes/failure.ts'
import { withPort } from '../addresses/as-written.ts'
import { parseAddress } from '../addresses/loopback.ts'
import type { AuthenticationMethod } from '../protocol/authentication/methods.ts'
import { requireSecureIssuer } from '../protocol/issuer-form.ts'
import { requireFreeTokenParameters } from '../protocol/token-parameters.ts'
import type { Secret } from '../secrets/secret.ts'
import type { ClientSettings, LoginSettings, ProviderSettings } from '../walk/context.ts'
import { impliedByFapi2 } from './fapi2.ts'
import { settlePort } from './callback-port.ts'
import { requestParameters, settleParameters } from './request-parameters.ts'
import {
  environmentName, parseSetting, settingDefaults, settingNames, settingTable, type SettingName,
} from './settings.ts'
import { sources, type LayerSource, type Resolved } from './resolved.ts'

/** The values of one layer, as that layer has them. */
export type Layer = Partial<Record<SettingName, unknown>>

/**
 * Lays the layers over each other: flag > environment > profile > what `--fapi2` implies > preset > default. Raises
 * `setting-invalid`.
 */
export function resolveSettings(
  flags: Layer, environment: Readonly<Record<string, string | undefined>>, profile: Layer, preset: Layer,
): Resolved {
  const layers: Record<LayerSource, Layer> = {
    flag: flags, environment: readEnvironment(environment), profile, preset, default: settingDefaults,
  }
  const resolved: Resolved = {}
  for (const name of settingNames) {
    const source = sources.find(candidate => layers[candidate][name] !== undefined)
    if (!source) continue
    const where = source === 'environment' ? environmentName(name) : source
    resolved[name] = { value: parseSetting(name, layers[source][name], where), source }
  }
  return { ...settleParameters(settlePort(resolved)), ...impliedByFapi2(resolved) }
}

function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Layer {
  return Object.fromEntries(settingNames.flatMap((name) => {
    const value = environment[environmentName(name)]
    return value === undefined || value === '' ? [] : [[name, value]]
  }))
}

/** The settings that a profile keeps: those from a flag, the environment or the profile, never a default. */
export function settingsToSave(resolved: Resolved): Record<string, unknown> {
  return Object.fromEntries(Object.entries(resolved).flatMap(([name, { value, source }]) =>
    settingTable[name as SettingName].saved && source !== 'default' && source !== 'preset' && source !== 'fapi2'
      ? [[name, value]]
      : []))
}

/** The provider as these settings name it. */
export function toProvider(resolved: Resolved): ProviderSettings {
  const endpoints = [
    'authorization-endpoint', 'token-endpoint', 'userinfo-endpoint', 'revocation-endpoint', 'jwks-uri',
    'device-authorization-endpoint',
    'pushed-authorization-request-endpoint', 'introspection-endpoint', 'registration-endpoint',
  ] as const
  return {
    issuer: textOf(resolved, 'issuer'),
    endpoints: Object.fromEntries(endpoints.flatMap((name) => {
      const value = textOf(resolved, name)
      return value === undefined ? [] : [[name.replaceAll('-', '_'), value]]
    })),
  }
}

/** The provider's name in a stored session: its issuer, or the origin of its token endpoint where it has none. */
export function providerName({ issuer, endpoints }: ProviderSettings): string {
  return issuer ?? parseAddress(endpoints.token_endpoint ?? '')?.origin ?? ''
}

/** The client as these settings name it; raises `client-id-missing`. */
export function toClient(resolved: Resolved, clientSecret: Secret | undefined, target: string): ClientSettings {
  return { ...toUnknownClient(resolved, clientSecret), clientId: requireClientId(resolved, target) }
}

/** The client as these settings describe it, without an id yet. */
export function toUnknownClient(resolved: Resolved, clientSecret?: Secret): ClientSettings {
  const { value, source } = resolved['auth-method'] ?? {}
  // A preset's method is for clients with a secret.
  const authentication = source === 'preset' && !clientSecret ? undefined : value as AuthenticationMethod | undefined
  const certificate = resolved['tls-cert'] === undefined ? {} : { hasCertificate: true }
  // The profile has the method from the provider, which registered the client so.
  const isRegistered = source === 'profile' && resolved.register?.value === true
  return { clientId: '', clientSecret, authentication, ...isRegistered ? { isRegistered } : {}, ...certificate }
}

/**
 * The client id. Raises `client-id-missing`, with what to register to get one, or `issuer-insecure` where nobody should
 * register anything. `isSetUp`: an administrator registers it, since no user takes part.
 */
export function requireClientId(resolved: Resolved, target: string, isSetUp = false): string {
  const clientId = textOf(resolved, 'client-id')
  if (clientId !== undefined) return clientId
  const [preset, issuer] = [textOf(resolved, 'preset'), textOf(resolved, 'issuer')]
  if (issuer !== undefined) requireSecureIssuer(issuer)
  throw new Failure('client-id-missing', {
    target, issuer,
    ...isSetUp ? { set_up: true } : { redirect_uri: redirectUriOf(resolved) },
    ...preset === undefined ? {} : { preset },
  })
}

/** What one login asks for, and where it listens for the answer. Raises `parameter-protected`. */
export function toLogin(
  resolved: Resolved, target: string, profile: string, listening: LoginSettings['listening'],
): LoginSettings {
  const resources = listOf(resolved, 'resource').map((value): [string, string] => ['resource', value])
  const tokenParameters = listOf(resolved, 'token-param').map(toPair)
  requireFreeTokenParameters(tokenParameters)
  return {
    target, profile, listening,
    redirectUri: textOf(resolved, 'redirect-uri') ?? '',
    scope: resolved.scope?.value as string[] | undefined,
    parameters: [...requestParameters(resolved), ...resources, ...listOf(resolved, 'param').map(toPair)],
    tokenParameters: [...resources, ...tokenParameters],
    ports: portsOf(resolved),
    responseMode: textOf(resolved, 'response-mode')?.startsWith('form_post') ? 'form_post' : 'query',
    pkce: resolved['no-pkce']?.value !== true,
    nonce: resolved['no-nonce']?.value !== true,
    maxAge: resolved['max-age']?.value as number | undefined,
    waitSeconds: resolved.timeout?.value as number,
    remindAfterSeconds: remindersWithin(resolved.timeout?.value as number),
  }
}

/** The redirect URI of this login before it listens: with the first port that is to be tried. */
export function redirectUriOf(resolved: Resolved): string {
  const written = textOf(resolved, 'redirect-uri') ?? ''
  const [port] = portsOf(resolved)
  return port === undefined || port === 0 || !parseAddress(written) ? written : withPort(written, port)
}

/** The ports to try instead of the redirect URI's own. */
function portsOf({ port }: Resolved): number[] {
  return (port?.value ?? []) as number[]
}

/**
 * When to remind: after 20 seconds the user may be looking at an error page, after a minute most likely. A short
 * timeout brings both forward.
 */
function remindersWithin(waitSeconds: number): number[] {
  return [firstReminder(waitSeconds), Math.min(60, waitSeconds * 2 / 3)]
}

/** The first of them. */
export function firstReminder(waitSeconds: number): number {
  return Math.min(20, waitSeconds / 3)
}

/** A setting that is one text. */
export function textOf(resolved: Resolved, name: SettingName): string | undefined {
  return resolved[name]?.value as string | undefined
}

function listOf(resolved: Resolved, name: SettingName): string[] {
  return (resolved[name]?.value ?? []) as string[]
}

/** Tells whether the settings name somebody else who signs the client's assertions. */
export function isAssertionNamed(resolved: Resolved): boolean {
  return resolved['client-assertion-file'] !== undefined || resolved['client-assertion-from'] !== undefined
}

/** `name=value` taken apart at the first `=`. */
export function toPair(text: string): [string, string] {
  const at = text.indexOf('=')
  return [text.slice(0, at), text.slice(at + 1)]
}
