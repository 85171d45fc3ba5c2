import type { Catalogue } from '../messages/catalogue.ts'
import type { ShownPreset } from './preset.ts'
import { describeRegistration } from './registration.ts'
import { isUnconfirmed } from './unconfirmed.ts'

/** A preset for scripts: the same facts as for people, texts in the user's language. */
export function presetDocument(shown: ShownPreset, catalogue: Catalogue): object {
  const { preset, variables, deviations, redirectUri } = shown
  const { provider: words, language } = catalogue
  const { redirect, dialect = {} } = preset
  return {
    ok: true, id: preset.id, name: preset.name, local_name: preset.localName ?? null, region: preset.region,
    confidence: preset.confidence, checked: preset.checked,
    variables: variables.map(({ name, usage, known, value }) => ({
      name, usage, default: known ?? null, value: value ?? null,
    })),
    issuer: preset.issuer ?? null, endpoints: preset.endpoints,
    authentication: preset.authentication,
    locks: (preset.locks ?? []).map(({ demanded, ...lock }) => ({ ...lock, demanded: demanded === true })),
    public_clients: preset.publicClients !== undefined, pkce: dialect.pkce ?? 'S256',
    scopes: preset.scopes, offline: preset.offline ?? {}, refresh: dialect.refresh !== false,
    userinfo: dialect.userinfo ?? [{}],
    claims: dialect.claims ?? { sub: 'sub', name: 'name', email: 'email', picture: 'picture' },
    redirect: { uri: redirectUri, loopback: redirect.loopback, port: redirect.port, workarounds: redirect.workarounds },
    registration: describeRegistration(preset, redirectUri, catalogue),
    deviations: deviations.map(({ kind, code, path, details }) => ({
      kind, code, path, details, text: words.deviations[code](details), confirmed: !isUnconfirmed(path, preset),
    })),
    notes: (preset.notes ?? []).map(note => note[language]),
    sources: preset.sources, unconfirmed: preset.unconfirmed,
  }
}
