import type { Deviation } from '../codes/deviation.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Preset } from '../providers/preset.ts'
import { columnsOf, padColumns } from '../text/columns.ts'
import type { Line, Piece } from '../text/terminal.ts'
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
export function presetLines(shown: ShownPreset, catalogue: Catalogue, width = 80): Line[] {
  const { preset, redirectUri } = shown
  const { provider: words, language } = catalogue
  const { headings } = words
  const section = (heading: string, lines: readonly (string | Row[])[]) => sectionWithin(width, heading, lines)
  return [
    line(`${preset.name}${preset.localName === undefined ? '' : ` · ${preset.localName}`} (${preset.id})`),
    line(words.about(words.regions[preset.region], words.confidence[preset.confidence], preset.checked)),
    ...section(headings.registration, describeRegistration(preset, redirectUri, catalogue)),
    ...section(headings.variables, shown.variables.map(({ usage, known }) => words.variable(usage, known))),
    ...section(headings.endpoints, [endpointRows(preset, words)]),
    ...section(headings.client, [clientRows(preset, words)]),
    ...section(headings.claims, [claimRows(preset, words)]),
    ...section(headings.deviations, deviationLines(shown, words)),
    ...section(headings.notes, (preset.notes ?? []).map(note => `- ${note[language]}`)),
    ...section(headings.sources, preset.sources),
    ...section(headings.unconfirmed, preset.unconfirmed),
    line(''), line(words.walk(commandOf(shown))),
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
    ...asked === '' ? [] : [[labels.offline, `${asked}${words.onlyWith('--no-offline')}`] as Row],
    ...dialect.refresh === false ? [[labels.refresh, words.none] as Row] : [],
  ]
}

function claimRows({ dialect = {} }: Preset, words: Catalogue['provider']): Row[] {
  const claims = Object.entries(dialect.claims ?? {})
  return claims.length === 0 ? [['sub, name, email, picture', words.standardClaims]] : claims
}

/** A heading over indented lines; nothing where there are none. */
function sectionWithin(width: number, heading: string, lines: readonly (string | Row[])[]): Line[] {
  const inside = lines.flatMap(one => typeof one === 'string' ? [item(one)] : align(one, width))
  return inside.length === 0 ? [] : [line(''), line(heading), ...inside]
}

function line(text: string): Line {
  return [piecesOf(text)]
}

/** What goes on in the next line stands behind its bullet or its number. */
function item(text: string): Line {
  const [begin = '', mark = ''] = /^ *((?:- |\d+\. )?)/.exec(text) ?? []
  const deep = 2 + begin.length - mark.length
  return [piecesOf(text.trimStart()), { at: deep, hang: deep + (mark.length || 2) }]
}

/** Rows in two columns; a value that goes on does so in its own, unless that begins far to the right. */
function align(rows: readonly Row[], width: number): Line[] {
  const labels = Math.max(0, ...rows.map(([label]) => columnsOf(label)))
  const hang = labels + 4 > width / 3 ? 4 : labels + 4
  return rows.map(([label, value]) => [piecesOf(`${padColumns(label, labels)}  ${value}`), { at: 2, hang }])
}

/** An address is not broken, nor a command at the end: both are copied. */
function piecesOf(text: string): Piece[] {
  if (!text.includes(' ')) return [{ text, whole: true }]
  return text.split(/(https?:\/\/[^\s（）]+|oauth-walk [ -~]+$)/).map((part, at) => ({ text: part, whole: at % 2 === 1 }))
}
