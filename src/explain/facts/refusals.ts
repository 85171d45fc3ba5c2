import type { FailureCode } from '../../codes/failure.ts'
import { readChallenges } from '../../protocol/answer/challenge.ts'
import { isObject } from '../../protocol/answer/json.ts'
import { findWords } from '../../protocol/answer/words.ts'
import type { Seen, WalkRecord } from '../record.ts'
import { isTokenAnswer } from './answers.ts'
import { besideLogin } from './foreign.ts'
import { authorizationOf, headerOf, sentAs } from './messages.ts'
import { providerBySay } from './provider-by-say.ts'
import { providerIn, providerOf } from './provider.ts'
import { mayTell } from './said.ts'
import { decodeForm } from '../parameters.ts'

/**
 * An error as somebody sent it, in whatever form: JSON, a form, the address of a callback, a challenge, a page, a line
 * of a log.
 */
export interface SeenRefusal {
  /** The code, as the provider writes it. */
  error: string | undefined
  /** The code and numbers beside it. */
  codes: readonly string[]
  description: string
  /** The server's own words in a line that somebody else wrote around them; nothing where it has none. */
  quoted?: string
  status: number | undefined
  /** The preset of whoever answered. */
  provider: string | undefined
  /** What a walk would call it. */
  failure: FailureCode
  in: Seen | undefined
}

/** No more of a page or a line is looked at, and no more lines. */
const [longest, mostLines] = [4000, 500]

/** The errors of an input, those of answers first; of words and pages also what may be one, without a code. */
export function refusalsIn(record: WalkRecord): SeenRefusal[] {
  const named = providerIn(record)
  const beside = besideLogin(record)
  const answers = record.seen.filter(seen => !beside.has(seen)).flatMap(seen =>
    [ofBody, ofChallenge, ofCallback, ofPage].flatMap(read => read(seen, named)))
  return [...answers, ...record.words.slice(0, mostLines).flatMap(line => ofLine(line, named))]
}

function ofBody(seen: Seen, named: string | undefined): SeenRefusal[] {
  const { members, status } = seen.response ?? {}
  if (members === undefined || !isRefusal(seen)) return []
  const { error, error_description: said, numbers } = findWords(members, status ?? 400)
  const description = (said ?? (typeof members['data'] === 'string' ? members['data'] : notesOf(members)))
    .slice(0, longest)
  const codes = [error, ...numbers, ...subCodes(members)].filter(code => code !== undefined)
  if (codes.length === 0 && description === '') return []
  const provider = providerOf(seen) ?? providerBySay(members, description) ?? named
  return [{ error, codes, description, status, provider, failure: failureOf(seen), in: seen }]
}

/** What an answer adds in a list: Slack's warnings. */
function notesOf({ response_metadata: more }: Readonly<Record<string, unknown>>): string {
  const notes = isObject(more) && Array.isArray(more['messages']) ? more['messages'] as unknown[] : []
  return notes.filter(note => typeof note === 'string').slice(0, 5).join(' ')
}

/** Whether a JSON answer is an error: by its status, or by members that only errors have. */
function isRefusal({ response, kind }: Seen): boolean {
  const { members = {}, status } = response ?? {}
  if (kind === 'metadata-request' || kind === 'keys-request' || kind === 'introspection-request') return false
  if (status !== undefined && status >= 400) return true
  return !isTokenAnswer({ response } as Seen) && saysError(members)
}

/** Members that only errors have, each alone or beside the other. */
const ofErrors = [
  ['error'], ['errcode'], ['error_code'], ['errorCode'], ['error_message'], ['error_response'], ['serviceErrorCode'],
  ['sub_code'], ['__type', 'message'], ['ret', 'msg'],
]

function saysError(members: Readonly<Record<string, unknown>>): boolean {
  const { code, data, ok } = members
  const has = (name: string) => !isNone(members[name])
  const isNumbered = typeof code === 'number'
    && code !== 0
    && code !== 200
    && (has('msg') || has('message') || has('error') || typeof data === 'string')
  return ofErrors.some(names => names.every(has))
    || ok === false
    || isNumbered
    || (typeof code === 'string' && has('message') && /[a-z]/i.test(code))
    || (isObject(data) && typeof data['error_code'] === 'number' && data['error_code'] !== 0)
}

/** How a server says that there is no error, beside leaving the member out. */
function isNone(value: unknown): boolean {
  return value === undefined || value === null || value === 0 || value === '0' || value === ''
}

/** A code beside the code: Alipay's `sub_code`, Google's details. */
function subCodes(members: Readonly<Record<string, unknown>>): string[] {
  const inner = Object.values(members).filter(isObject)
  return [members, ...inner].flatMap(one => ['sub_code', 'sub_error', 'error_code', 'errorCode', 'suberror'].flatMap(
    name => typeof one[name] === 'string' || typeof one[name] === 'number' ? [String(one[name])] : [],
  ))
}

function failureOf({ kind, request }: Seen): FailureCode {
  if (kind === 'refresh-request' || sentAs(request, 'grant_type') === 'refresh_token') return 'refresh-refused'
  if (kind === 'userinfo-request') return 'userinfo-refused'
  if (kind === 'resource-request' || authorizationOf(request)?.scheme === 'bearer') return 'resource-refused'
  if (kind === 'authorization-request' || kind === 'authorization-response' || kind === 'page' || kind === 'sign-in')
    return 'authorization-refused'
  if (kind === 'pushed-request') return 'push-refused'
  return kind === 'device-request' || kind === 'device-poll' ? 'device-refused' : 'token-refused'
}

/** Errors of a challenge that have readings of their own. */
const ownReadings = new Set(['insufficient_scope', 'insufficient_user_authentication'])

function ofChallenge(seen: Seen, named: string | undefined): SeenRefusal[] {
  return readChallenges(headerOf(seen.response, 'www-authenticate')).filter(({ parameters }) =>
    parameters.has('error') && !ownReadings.has(parameters.get('error') ?? '')).map(({ parameters }) => ({
    error: parameters.get('error'), codes: [parameters.get('error') ?? ''],
    description: parameters.get('error_description') ?? '', status: seen.response?.status,
    provider: providerOf(seen) ?? named,
    failure: seen.kind === 'userinfo-request' ? 'userinfo-refused' : 'resource-refused', in: seen,
  }))
}

function ofCallback(seen: Seen, named: string | undefined): SeenRefusal[] {
  const error = sentAs(seen.request, 'error')
  // Some providers stay on a page of their own, and name the error in its address.
  const isOwnPage = ['other', 'page', 'sign-in', 'authorization-request'].includes(seen.kind)
    && providerOf(seen) !== undefined
  if (error === undefined || (seen.kind !== 'authorization-response' && !isOwnPage)) return []
  const description = [sentAs(seen.request, 'error_description'), sentAs(seen.request, 'error_subcode')].filter(
    text => text !== undefined,
  ).join(' ')
  const numbers = [sentAs(seen.request, 'error_code')].filter(code => code !== undefined)
  return [
    {
      error, codes: [error, ...numbers], description, status: undefined,
      provider: providerOf(seen) ?? providerBySay({}, description) ?? named, failure: 'authorization-refused', in: seen,
    },
  ]
}

function ofPage(seen: Seen, named: string | undefined): SeenRefusal[] {
  const text = seen.response?.text?.slice(0, longest)
  if (text === undefined || text === '') return []
  return fromWords(text, {
    provider: providerOf(seen) ?? providerBySay({}, text) ?? named, status: seen.response?.status,
    failure: 'authorization-refused', in: seen,
  })
}

function ofLine(line: string, named: string | undefined): SeenRefusal[] {
  const text = line.slice(0, longest)
  return fromWords(text, {
    provider: providerBySay({}, text) ?? named, status: undefined, failure: 'token-refused', in: undefined,
  }).map(refusal => answered.test(text) && !ownEvent.test(text) ? { ...refusal, quoted: quotedIn(text) } : refusal)
}

/** An answer in a line; what a library makes a sentence of has none, and is told whole. */
const answered = /\berror(?:\\{0,4}["']\s{0,4}:|=)/
/** An event of the server's own log (Keycloak): all of it is the server's. */
const ownEvent = /\btype=[A-Z]+(?:_[A-Z]+){0,8}_ERROR\b/
const inJson = /\berror_description\\{0,4}["']\s{0,4}:\s{0,4}\\{0,4}"([^"\\]{1,400})/
const inForm = /\berror_description=["']?([^\s&"'<>]{1,400})/

/** What the server said in a line of a log: the rest of the line is the program's. */
function quotedIn(line: string): string {
  return inJson.exec(line)?.[1] ?? decodeForm(inForm.exec(line)?.[1] ?? '')
}

/** Codes that nobody writes who does not mean them. */
const telling = /\b(?:AADSTS\d{4,8}|AADB2C\d{4,6}|KOE\d{3}|E00000\d{2}|errcode["': =]+-?\d+|error[_ ]?code["': =]+\d+|(?:invalid|unauthorized|unsupported|access|redirect|disallowed|admin|org|deleted|login|consent|interaction|insufficient|bad|incorrect)_[a-z_]{4,30}|redirect_uri_mismatch|origin_mismatch)\b|(?<=error["'\\]{0,4}[=:]\s?["'\\]{0,4})(?:server_error|temporarily_unavailable|expired_token|slow_down)\b|错误码[:： ]{1,3}\d+/g
/** Names of fields begin as some codes do. */
const field = /^(?:access|login|consent|redirect|admin|org)_[a-z_]*(?:tokens?|type|hint|challenge|verifier|uris?|urls?|keys?|ids?|names?|level|endpoint|code|session|scopes?|page|path)$/

function fromWords(text: string, rest: Pick<SeenRefusal, 'provider' | 'status' | 'failure' | 'in'>): SeenRefusal[] {
  if (!mayTell(text)) return []
  const found = [...new Set(text.match(telling))].filter(code => !field.test(code)).slice(0, 5)
  const codes = found.map(code =>
    /\d$/.test(code) && !/^(?:AADSTS|AADB2C|KOE|E00)/.test(code) ? /-?(?<!\d)\d+$/.exec(code)?.[0] ?? code : code)
  return [{ error: codes[0], codes, description: text, ...rest }]
}
