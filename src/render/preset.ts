import type { Deviation } from '../codes/deviation.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Preset } from '../providers/preset.ts'
import { columnsOf, padColumns } from '../text/columns.ts'
import { describeRegistration } from './registration.ts'
import { markUnconfirmed } from './unconfirmed.ts'

/** A preset as it is shown: its variables filled in where they are known. */
export interface ShownPreset {
  preset: Preset
  variables: ShownVariable[]
  deviations: Deviation[]
  redirectUri: string
}

/** A variable of a preset, and how it is given. */
export interface ShownVariable {
  name: string
  /** How it is given, with an example. */
  usage: string
  known: string | undefined
  value: string | undefined
}

type Row = [label: string, value: string]

/** A preset for people: what to register comes first, since nothing works without it. */
export function presetLines(shown: ShownPreset, catalogue: Catalogue): string[] {
  const { preset, redirectUri } = shown
  const { provider: words, language } = catalogue
  const { headings } = words
  return [
    `${preset.name}${preset.localName === undefined ? '' : ` · ${preset.localName}`} (${preset.id})`,
    words.about(words.regions[preset.region], words.confidence[preset.confidence], preset.checked),
    ...section(headings.registration, describeRegistration(preset, redirectUri, catalogue)),
    ...section(headings.variables, shown.variables.map(({ usage, known }) => words.variable(usage, known))),
    ...section(headings.endpoints, align(endpointRows(preset, words))),
    ...section(headings.client, align(clientRows(preset, words))),
    ...section(headings.claims, align(claimRows(preset, words))),
    ...section(headings.deviations, deviationLines(shown, words)),
    ...section(headings.notes, (preset.notes ?? []).map(note => `- ${note[language]}`)),
    ...section(headings.sources, preset.sources),
    ...section(headings.unconfirmed, preset.unconfirmed),
    '', words.walk(commandOf(shown)),
  ]
}

/** Where the claims stand is told among the claims. */
function deviationLines({ preset, deviations }: ShownPreset, words: Catalogue['provider']): string[] {
  if (deviations.length === 0) return [words.noDeviations]
  const lines = deviations.filter(({ code }) => code !== 'claim').map(({ code, path, details }) =>
    `- ${words.deviations[code](details)}${markUnconfirmed(path, preset, words.unconfirmed)}`)
  return lines.length === 0 ? [words.claimsMoved] : lines
}

/** The login that comes next, with what it can't do without. */
function commandOf({ preset, variables }: ShownPreset): string {
  const needed = variables.filter(({ known }) => known === undefined).map(({ usage }) => usage)
  return ['oauth-walk login', preset.id, ...needed, '--client-id ID'].join(' ')
}

function endpointRows(preset: Preset, words: Catalogue['provider']): Row[] {
  const { issuer, endpoints: { authorization, token, userinfo, revocation, device } } = preset
  const addresses = { issuer, authorization, token, userinfo, revocation, device }
  return Object.entries(addresses).flatMap(([name, address]): Row[] => {
    const path = name === 'issuer' ? name : `endpoints.${name}`
    return address === undefined
      ? []
      : [
          [
            words.endpoints[name as keyof typeof addresses],
            `${address}${markUnconfirmed(path, preset, words.unconfirmed)}`,
          ],
        ]
  })
}

function clientRows(preset: Preset, words: Catalogue['provider']): Row[] {
  const { authentication, locks = [], publicClients, scopes, offline, dialect = {} } = preset
  const labels = words.client
  const asked = [
    ...Object.entries(offline?.parameters ?? {}).map(([name, value]) => `${name}=${value}`), ...offline?.scopes ?? [],
  ].join(' ')
  const mark = (path: string) => markUnconfirmed(path, preset, words.unconfirmed)
  return [
    [labels.authentication, `${authentication}${mark('authentication')}`],
    ...locks.map(({ lock, flags, demanded }): Row => [
      labels.lock, `${words.locks[lock]} (${demanded ? words.demanded : words.taken}${mark('locks')}): ${flags}`,
    ]),
    [labels.publicClients, `${publicClients ? words.yes : words.no}${mark('publicClients')}`],
    [labels.pkce, dialect.pkce === 'off' ? words.no : 'S256'],
    [labels.scopes, `${scopes.join(' ') || words.none}${mark('scopes')}`],
    ...asked === '' ? [] : [[labels.offline, `${asked} (${words.onlyWith('--no-offline')})`] as Row],
    ...dialect.refresh === false ? [[labels.refresh, words.none] as Row] : [],
  ]
}

function claimRows({ dialect = {} }: Preset, words: Catalogue['provider']): Row[] {
  const claims = Object.entries(dialect.claims ?? {})
  return claims.length === 0 ? [['sub, name, email, picture', words.standardClaims]] : claims
}

/** A heading over indented lines; nothing where there are none. */
function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map(line => `  ${line}`)]
}

function align(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(([label]) => columnsOf(label)))
  return rows.map(([label, value]) => `${padColumns(label, width)}  ${value}`)
}
