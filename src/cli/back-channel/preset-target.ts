import { Failure } from '../../codes/failure.ts'
import { isLoopbackHost, parseAddress } from '../../addresses/loopback.ts'
import type { DialectContext } from '../../providers/dialect/dialect.ts'
import { placePreset, presetLayer, readVariables } from '../../providers/place-preset.ts'
import type { Preset } from '../../providers/preset.ts'
import { resolveSettings, textOf, type Layer } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Extension } from '../../walk/extension.ts'
import type { ClientSettings } from '../../walk/context.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Variables } from '../machine/environment.ts'
import type { Run } from '../run.ts'

/** A preset in its place: its variables filled in, and what it says about the settings. */
export interface PresetTarget {
  preset: Preset
  variables: Record<string, string>
  layer: Layer
}

/** The preset that these settings name, if any. Raises `preset-unknown`, `variable-missing`, `setting-invalid`. */
export async function findPresetTarget(resolved: Resolved): Promise<PresetTarget | undefined> {
  const name = textOf(resolved, 'preset')
  if (name === undefined) return undefined
  const { loadPreset, presetNames } = await import('../../providers/presets/index.ts')
  const found = await loadPreset(name)
  if (!found) throw new Failure('preset-unknown', { name, known: presetNames })
  const variables = readVariables(found, resolved)
  const preset = placePreset(found, variables, textOf(resolved, 'provider-origin'))
  return { preset, variables, layer: presetLayer(preset, resolved['no-offline']?.value !== true) }
}

/** Settings with a preset among them, where they name one. */
export interface ResolvedTarget {
  resolved: Resolved
  target: PresetTarget | undefined
}

/** The settings of a command, with those of the preset that they name; raises what resolving raises. */
export async function resolveWithPreset({ options, context }: Run, profile: Layer): Promise<ResolvedTarget> {
  return layWithPreset(flagLayer(options), context.environment, profile)
}

/** The same of layers that are not those of a command; `preset` is what is preset where they name none. */
export async function layWithPreset(
  flags: Layer, environment: Variables, profile: Layer, preset: Layer = {},
): Promise<ResolvedTarget> {
  const bare = resolveSettings(flags, environment, profile, preset)
  const target = await findPresetTarget(bare)
  return { target, resolved: target ? resolveSettings(flags, environment, profile, target.layer) : bare }
}

/**
 * How a client authenticates at this provider: as it was asked for, or by the preset's way where the client has a
 * secret.
 */
export function withAuthentication(
  { context: { secrets } }: Run, client: ClientSettings, target: PresetTarget | undefined,
): ClientSettings {
  if (!client.clientSecret && target?.preset.publicClients === 'empty-secret') {
    return { ...client, clientSecret: secrets.keep('client_secret', ''), authentication: 'client_secret_basic' }
  }
  return { ...client, authentication: client.authentication ?? (client.clientSecret && target?.preset.authentication) }
}

/** The extensions that speak a preset's dialect, and what of its messages a stored session must keep. */
export interface Dialect {
  extensions: Extension[]
  kept: () => Record<string, string>
  /** The user's claims where only an ID token tells of them. */
  describe: (idToken: Record<string, unknown>) => Record<string, unknown>
}

/** Makes ready to speak the preset's dialect for this client. */
export async function openDialect(
  { context }: Run, target: PresetTarget | undefined, resolved: Resolved, { clientId, clientSecret }: ClientSettings,
  kept: DialectContext['kept'],
): Promise<Dialect> {
  if (!target) return { extensions: [], kept: () => ({}), describe: idToken => idToken }
  const { speakDialect } = await import('../../providers/dialect/dialect.ts')
  const { preset, variables } = target
  const client = { clientId, clientSecret, variables }
  const offline = resolved['no-offline']?.value !== true
  const spoken = speakDialect(preset, {
    ...client, kept, offline, redirectUri: textOf(resolved, 'redirect-uri') ?? '',
    unreachable: loopbackRefused(preset, resolved),
  })
  const { loadCode } = await import('../../providers/code/index.ts')
  const code = preset.code && (await loadCode(preset.code))({ ...client, now: context.now, random: context.random })
  return {
    extensions: [spoken.extension, ...code ? [code] : []], kept: () => spoken.kept(),
    describe: idToken => spoken.describe(idToken),
  }
}

/**
 * The redirect URI where it is on loopback and the provider is known to send no codes there; an imitation of it may.
 */
function loopbackRefused(preset: Preset, resolved: Resolved): string | undefined {
  const redirectUri = textOf(resolved, 'redirect-uri') ?? ''
  const onLoopback = isLoopbackHost(parseAddress(redirectUri)?.hostname ?? '')
  return preset.redirect.loopback === 'no' && onLoopback && resolved['provider-origin'] === undefined
    ? redirectUri
    : undefined
}
