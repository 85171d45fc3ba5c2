import type { Catalogue } from '../messages/catalogue.ts'
import { scriptDocument, scriptWord } from '../text/shell.ts'
import type { DocumentText } from '../text/written.ts'
import type { WireRequest } from '../wire.ts'
import { arrange, beginning, lastAsked, type Scene, type Told } from './saved/scenes.ts'
import type { TlsFiles, Transcript } from './saved/transcript.ts'
import {
  needsProof, preparing, proofHelpers, signedByClient, signingFunctions, signingHelpers, wantsNonce, withKeyHash,
} from './curl-proof.ts'
import { quoteWithVariables, variablesIn } from './shell.ts'
import { ownFields } from './short-command.ts'

interface Named {
  name: string
  request: WireRequest
  /** The walk went on although this was refused. */
  wentOn: boolean
}

/**
 * The back channel of a walk as a script for bash. What is secret comes from variables, which reach curl by pipes: its
 * words can be read by every user of the machine.
 */
export function toCurl(transcript: Transcript, { report: { script }, parameters }: Catalogue): DocumentText {
  const tls = tlsWords(transcript.tls)
  const scenes = lastAsked(arrange(transcript)).flatMap(act => act.scenes)
  const requests = nameRequests(scenes.flatMap(exchangesOf))
  const known = [...new Set(requests.flatMap(({ request }) => variablesIn(JSON.stringify(request))))]
  const signed = signedByClient(scenes)
  const isProven = requests.some(({ request }) => needsProof(request))
  return scriptDocument([
    '#!/usr/bin/env bash',
    `# ${script.head}`,
    ...requests.length === 0
      ? [`# ${script.noRequest}`]
      : [`# ${script.usage}`, `#   ${requests.map(({ name }) => name).join(' ')}`],
    ...known.length === 0
      ? []
      : [`# ${script.variables}`, ...known.map(name => `#   ${name}: ${parameters[name.toLowerCase()] ?? ''}`)],
    ...known.includes('CODE') ? [`# ${script.code}`] : [],
    ...signed.size === 0 ? [] : [`# ${script.clientKey([...signed.keys()])}`],
    ...isProven ? [`# ${script.proof}`] : [],
    'set -euo pipefail', '',
    `CLIENT_ID=${scriptWord(beginning(transcript).client_id)}`, '',
    helpers, '',
    ...signed.size > 0 || isProven ? [signingHelpers, ''] : [], ...isProven ? [proofHelpers, ''] : [],
    ...signingFunctions(signed),
    ...requests.flatMap(one => [...functionsFor(one, tls, signed), '']),
    runner(requests),
  ])
}

/** One request as a command of the script; with the words that TLS needs of its files. */
function scriptCommand({ url, method, headers, body }: WireRequest, tls: readonly string[]): string {
  const fields = Object.entries(headers).filter(([name]) => /^[\w-]+$/.test(name) && !ownFields.includes(name))
  const secret = fields.filter(([, value]) => variablesIn(value).length > 0).map(([name, value]) =>
    headerFromPipe(name, value))
  const open = fields.filter(([, value]) => variablesIn(value).length === 0).map(([name, value]) =>
    `--header ${scriptWord(`${name}: ${value}`)}`)
  const words = [
    'curl --silent --show-error --include --fail-with-body --globoff --proto =http,https',
    `--request ${scriptWord(method)}`, ...tls, ...open, ...secret,
    ...body === undefined ? [] : ['--data-binary @-'], urlWords(url),
  ]
  const command = words.join(' \\\n    ')
  const encoding = /json/i.test(headers['content-type'] ?? '') ? 'plain' : 'form'
  return body === undefined ? command : `printf %s ${quoteWithVariables(body, encoding)} |\n  ${command}`
}

function headerFromPipe(name: string, value: string): string {
  return `--header @<(printf '%s: %s\\n' ${scriptWord(name)} ${quoteWithVariables(value, 'plain')})`
}

/**
 * An address with a secret in it goes through a pipe too; in the file that curl reads, only quotes and backslashes mean
 * anything.
 */
function urlWords(url: string): string {
  if (variablesIn(url).length === 0) return `--url ${scriptWord(url)}`
  const escaped = url.replace(/["\\\r\n\t]/g, sign => encodeURIComponent(sign))
  return `--config <(printf 'url = "%s"\\n' ${quoteWithVariables(escaped, 'form')})`
}

const helpers = `# Every byte percent-encoded, as a form or an address takes it.
form() { printf %s "$1" | od -An -v -tx1 | tr -d ' \\n' | sed 's/../%&/g'; }

# Client id and secret as RFC 6749 2.3.1 wants them in a header.
basic() { printf '%s:%s' "$(sparing "$CLIENT_ID")" "$(sparing "$CLIENT_SECRET")" | base64 | tr -d '\\n'; }

# As form, but plain letters and digits stay: not every server decodes them.
sparing() { case $1 in *[!A-Za-z0-9._~-]*) form "$1" ;; *) printf %s "$1" ;; esac; }`

/**
 * The walk's own authorities, certificate and key: without them the script would be refused, or refuse the provider.
 */
function tlsWords({ ca, certificate, key }: TlsFiles = {}): string[] {
  const flags = [['--cacert', ca], ['--cert', certificate], ['--key', key]] as const
  return flags.flatMap(([flag, file]) => file === undefined ? [] : [`${flag} ${scriptWord(file)}`])
}

type Signed = ReturnType<typeof signedByClient>

function functionsFor({ name, request }: Named, tls: readonly string[], signed: Signed): string[] {
  const sent = request.body === undefined ? request : { ...request, body: withKeyHash(request.body) }
  const needed = preparing(sent, variablesIn(JSON.stringify(sent)), signed)
  const once = needsProof(request) ? `${name}_once` : name
  const lines = [`${once}() {`, ...needed, `  ${scriptCommand(sent, tls)}`, '}']
  return [...lines, ...once === name ? [] : [`${name}() { with_nonce ${once}; }`]]
}

/**
 * Run as a whole, the script takes the access token out of the token endpoint's answer, unless one is given, and goes
 * on past an answer that the walk went on past: another discovery document was asked for.
 */
function runner(requests: readonly Named[]): string {
  const names = requests.map(({ name }) => name)
  const take = `ACCESS_TOKEN=\${ACCESS_TOKEN:-$(sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p' <<<"$answer")}`
  const all = requests.map(({ name, wentOn }) =>
    name === 'token'
      ? `    answer=$(token) || { printf '%s\\n' "$answer"; exit 1; }\n    printf '%s\\n' "$answer"\n    ${take}`
      : `    ${name}${wentOn ? ' || :' : ''}; echo`)
  return [
    'case ${1:-all} in', '  all)', ...all.length === 0 ? ['    :'] : all, '    ;;',
    ...names.length === 0 ? [] : [`  ${names.join(' | ')}) "$1" ;;`], '  *) echo "$0: $1?" >&2; exit 2 ;;', 'esac', '',
  ].join('\n')
}

function exchangesOf(scene: Scene): Told<'http'>[] {
  return [...scene.exchange && scene.message.name.endsWith('-request') ? [scene.exchange] : [], ...scene.others]
}

/** Each request by its purpose; the second of the same purpose is `userinfo_2`. */
function nameRequests(exchanges: Told<'http'>[]): Named[] {
  const seen = new Map<string, number>()
  const last = exchanges.filter(({ request, response }) => !(needsProof(request) && wantsNonce(response)))
  return [...last].sort((a, b) => a.at.localeCompare(b.at)).map(({ purpose, request, response }) => {
    const count = (seen.get(purpose) ?? 0) + 1
    seen.set(purpose, count)
    return {
      name: count === 1 ? purpose : `${purpose}_${count}`, request,
      wentOn: purpose === 'discovery' && response.status >= 400,
    }
  })
}
