import { placeOf, type StoreKind } from '../../addresses/store-address.ts'
import { redirectUriOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Profile } from '../../session/profile-file.ts'
import { resolveWithPreset } from '../back-channel/preset-target.ts'
import { maskGivenIn } from '../../secrets/given-address.ts'
import { maskHeader } from '../back-channel/provider-headers.ts'
import type { Run } from '../run.ts'
import { findNamedProfile, findProfileAnywhere, tellHeld } from '../sessions/signed-in.ts'
import { formatTable } from '../terminal/table.ts'
import { unknownProfile } from '../sessions/unknown-profile.ts'

/** `oauth-walk profile show [name]`: each setting with the source it comes from. */
export async function show(run: Run, name: string | undefined): Promise<void> {
  const profile = name === undefined ? await findProfileAnywhere(run) : await findNamedProfile(run, name)
  if (!profile) throw await unknownProfile(name ?? '', await tellHeld(run))
  tellShared(run, profile)
  const { resolved } = await resolveWithPreset(run, profile.settings)
  const { secrets } = run.context
  const shown = (setting: string, value: unknown) =>
    setting === 'header' ? (value as string[]).map(field => maskHeader(run, field)) : maskGivenIn(secrets, value)
  const settings = Object.fromEntries(Object.entries(withSentPort(resolved)).map(([setting, { value, source }]) => {
    return [setting, { value: shown(setting, value), source }]
  }))
  const rows = Object.entries(settings).map(([setting, { value, source }]) => [
    setting, asText(run, setting, value, resolved), run.catalogue.story.source(source),
  ])
  const active = run.profiles.active() === profile.name
  const target = maskGivenIn(secrets, profile.settings['target'] ?? null)
  run.result({ ok: true, name: profile.name, active, target, settings }, formatTable(rows, run.context))
}

/** A setting for a person: where any free port will do, no port stands in the redirect URI that nobody listens on. */
function asText({ catalogue }: Run, setting: string, value: unknown, { port }: Resolved): string {
  const text = [value].flat().join(' ')
  const isAny = [port?.value].flat()[0] === 0
  if (setting === 'port' && isAny) return `${text}${catalogue.store.anyFreePort}`
  return setting === 'redirect-uri' && isAny ? text.replace(/^(https?:\/\/[^/]+?):\d+(?=\/|$)/, '$1:PORT') : text
}

/** The redirect URI as a login sends it: with the port that it listens on, and from where that comes. */
function withSentPort(resolved: Resolved): Resolved {
  const { 'redirect-uri': uri, port } = resolved
  const sent = redirectUriOf(resolved)
  return uri === undefined || port === undefined || sent === uri.value
    ? resolved
    : { ...resolved, 'redirect-uri': { value: sent, source: port.source } }
}

/** Another machine made it; what is said there now may not be in this copy. */
function tellShared({ profiles, catalogue, tell }: Run, { name, settings: { store } }: Profile): void {
  if (typeof store === 'string' && profiles.read(name) === undefined)
    tell(catalogue.store.profileShared(name, placeOf(store as StoreKind)))
}
