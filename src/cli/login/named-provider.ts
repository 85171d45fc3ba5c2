import type { Finding } from '../../codes/finding.ts'
import { providerName, resolveSettings, toProvider, type Layer } from '../../providers/resolve.ts'
import { environmentName, type SettingName } from '../../providers/settings.ts'
import type { Run } from '../run.ts'
import { findPresetTarget } from '../back-channel/preset-target.ts'
import { secretVariables } from '../machine/environment.ts'
import { withoutVariables } from '../machine/without-variables.ts'
import type { Destination } from './destination.ts'
import { credentials, places, variables } from './kept.ts'

/** What else is said of a provider's client. */
const ofClient: readonly SettingName[] = [
  ...credentials, 'client-id', 'redirect-uri', 'scope', 'resource', 'param', 'token-param', 'header',
]
const namesOf = (settings: readonly SettingName[]) => settings.map(environmentName)
const secretsOfClient = secretVariables.filter(name => name.startsWith('OAUTH_WALK_'))

/** The variables that are about another provider or client than this login's, and the one of them that says so. */
export interface LeftOut { names: readonly string[], by: string | undefined }

/** The run without the variables that are about another provider than its target, and which these are. */
export interface AtProvider { run: Run, left: LeftOut }

/**
 * The run at the provider that its target or a flag names: variables that name another are about that one, and so is
 * what they say of its client. Its secret goes to nobody else.
 */
export async function atNamedProvider(run: Run, destination: Destination): Promise<AtProvider> {
  const left = destination.target === 'sandbox'
    ? { names: leftAtSandbox(run, destination.flags), by: undefined }
    : await leftElsewhere(run, destination)
  if (left.names.length === 0) return { run, left }
  return { run: { ...run, context: withoutVariables(run.context, name => !left.names.includes(name)) }, left }
}

/** What there is to say of what was left out; the sandbox never takes anything of another provider. */
export function noteLeftOut(run: Run, { names, by }: LeftOut): Finding[] {
  const set = names.filter(name => isSet(run, name))
  return by === undefined || set.length === 0 ? [] : [{ code: 'variables-left-out', details: { variables: set, by } }]
}

/** The sandbox’s client has a secret of its own: one that is left in the environment is another client’s. */
function leftAtSandbox(run: Run, flags: Layer): readonly string[] {
  if (namesOf(places).some(name => isSet(run, name)))
    return [...namesOf([...places, ...ofClient, ...variables]), ...secretVariables]
  return flags['client-id'] === undefined && !isSet(run, 'OAUTH_WALK_CLIENT_ID') ? secretVariables : []
}

async function leftElsewhere(run: Run, destination: Destination): Promise<LeftOut> {
  const by = await namesAnother(run, destination)
  // What a preset's addresses differ in says nothing of a provider that has no preset.
  const kept = by === 'OAUTH_WALK_PRESET' ? variables : []
  if (by !== undefined) return { names: [...namesOf([...places, ...ofClient, ...kept]), ...secretsOfClient], by }
  const [asked, named] = [destination.flags['client-id'], run.context.environment['OAUTH_WALK_CLIENT_ID']]
  return asked === undefined || named === undefined || asked === named
    ? { names: [], by }
    : { names: [...namesOf(credentials), ...secretsOfClient], by: 'OAUTH_WALK_CLIENT_ID' }
}

/** The variable that names another provider than the one that the target or a flag names, if one does. */
async function namesAnother(run: Run, destination: Destination): Promise<string | undefined> {
  const own = ownSettings(destination)
  const named = places.filter(name => isSet(run, environmentName(name)))
  if (own === undefined || named.length === 0) return undefined
  const said = (name: SettingName) => run.context.environment[environmentName(name) as 'OAUTH_WALK_ISSUER']
  // Who names the very provider is trusted with its endpoints too.
  const whole = (['issuer', 'preset'] as const).find(name => own[name] !== undefined && said(name) !== undefined)
  if (whole) return String(own[whole]) === said(whole) ? undefined : environmentName(whole)
  const origins = await originsOf(run, own)
  const strange = named.find(name => String(own[name]) !== said(name) && !origins.includes(originOf(said(name)) ?? ''))
  return strange && environmentName(strange)
}

/** What is said of the provider where the target or a flag names it; nothing where variables alone lead there. */
function ownSettings({ flags, saved, said }: Destination): Layer | undefined {
  if (flags['issuer'] !== undefined || flags['preset'] !== undefined) return flags
  const isProfile = said !== undefined && saved !== undefined
  return isProfile && namesProvider(saved.settings) ? saved.settings : undefined
}

function namesProvider(settings: Layer): boolean {
  return settings['preset'] !== undefined || providerName(toProvider(resolveSettings({}, {}, settings, {}))) !== ''
}

/** Where a provider is, by its own addresses. */
async function originsOf(run: Run, own: Layer): Promise<string[]> {
  const resolved = resolveSettings(own, run.context.environment, {}, {})
  const layer = own['preset'] === undefined ? own : { ...own, ...(await presetLayerOf(resolved)) }
  return places.flatMap(name => originOf(layer[name]) ?? [])
}

/** A preset that lacks a variable says so when the login is settled. */
async function presetLayerOf(resolved: ReturnType<typeof resolveSettings>): Promise<Layer> {
  return (await findPresetTarget(resolved).catch(() => undefined))?.layer ?? {}
}

function originOf(address: unknown): string | undefined {
  return typeof address === 'string' && URL.canParse(address) ? new URL(address).origin : undefined
}

function isSet({ context: { environment, given } }: Run, name: string): boolean {
  return environment[name as 'OAUTH_WALK_ISSUER'] !== undefined
    || given.hasSecret(name as 'OAUTH_WALK_CLIENT_SECRET')
}
