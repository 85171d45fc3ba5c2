import { readJwt } from './recognise/jwt.ts'
import type { Pairs, Seen, SeenRequest, SeenResponse, Unread } from './record.ts'

/** The values of a name, in the order in which they stand. */
export function valuesIn(pairs: Pairs | undefined, name: string): string[] {
  return pairs?.flatMap(([each, value]) => each === name ? [value] : []) ?? []
}

/** The first value of a header field; its name is lower case. */
export function headerOf(message: SeenRequest | SeenResponse | undefined, name: string): string | undefined {
  return message?.headers.find(([each]) => each === name)?.[1]
}

const known = new WeakMap<Seen, { pairs: Pairs, first: ReadonlyMap<string, string> }>()

/** What many readers ask of each message is found once. */
function lookUp(seen: Seen): { pairs: Pairs, first: ReadonlyMap<string, string> } {
  const before = known.get(seen)
  if (before) return before
  const { request } = seen
  const pairs = request ? [...request.query, ...request.fragment, ...request.form] : []
  const found = { pairs, first: new Map([...signedIn(seen.kind, pairs), ...[...pairs].reverse()]) }
  known.set(seen, found)
  return found
}

/** What an answer brings, by the names of the standard (RFC 6749, section 4.1.2; RFC 9207, section 2). */
const ofAnswers = ['code', 'state', 'error', 'error_description', 'error_uri', 'iss']

/** What a signed answer brings in its JWT, as an address would (JARM, section 2.1). */
export function signedIn(kind: Seen['kind'], pairs: Pairs): Pairs {
  const response = kind === 'authorization-response' ? pairs.find(([name]) => name === 'response')?.[1] : undefined
  const claims = response === undefined ? undefined : readJwt(response, 'authorization_response', undefined)?.claims
  return ofAnswers.flatMap((name): Pairs => {
    const value = claims?.[name]
    return typeof value === 'string' ? [[name, value]] : []
  })
}

/** Tells whether an answer is within a JWT that is not readable here: encrypted, cut, or a placeholder for it. */
export function isSealedAnswer(seen: Seen): boolean {
  const response = parameterOf(seen, 'response')
  return response !== undefined && readJwt(response, 'authorization_response', undefined)?.claims === undefined
}

/** All parameters of a request: those of its address, behind `?` and behind `#`, and those of its form. */
export function parametersOf(seen: Seen): Pairs {
  return lookUp(seen).pairs
}

const ofExchange = ['grant_type', 'code', 'refresh_token']

/** Tells whether a request sends more of a part than is in the input, as the command that sends it says. */
export function hides(seen: Seen | undefined, part: Unread['part']): boolean {
  return seen?.request?.unread?.some(one => one.part === part) ?? false
}

/** Tells whether a request is seen to lack a parameter: no part of it that may have it is elsewhere. */
export function lacks(seen: Seen, name: string): boolean {
  return parameterOf(seen, name) === undefined && !hides(seen, 'parameters')
}

/**
 * Tells whether what a request sends is in the input: logs and recordings often leave the body out, and commands take
 * it from files. Nothing is known then of what it lacks.
 */
export function showsParameters(seen: Seen): boolean {
  const { request } = seen
  return request !== undefined
    && !hides(seen, 'parameters')
    && (request.form.length > 0 || ofExchange.some(name => valuesIn(request.query, name).length > 0))
}

/** Tells whether the header fields of a request are in the input: a proof of the client may stand among them. */
export function showsHeaders(seen: Seen): boolean {
  return (seen.request?.headers.length ?? 0) > 0 && !hides(seen, 'headers')
}

/** The first value of a parameter, wherever in the request it stands; in a signed answer, within its JWT. */
export function parameterOf(seen: Seen, name: string): string | undefined {
  return lookUp(seen).first.get(name)
}

/** The names by which providers know what the standard calls `client_id`. */
const clientNames = ['client_id', 'appid', 'app_id', 'client_key']

/** The client id of a request, by whichever of its names. */
export function clientOf(seen: Seen): string | undefined {
  return clientNames.map(name => parameterOf(seen, name)).find(value => value !== undefined) ?? basicOf(seen)?.id
}

/**
 * What a Basic header says, each part as it stands there, before its form decoding (RFC 6749 2.3.1); nothing where it
 * can't be read.
 */
export function basicOf({ request }: Seen): { id: string, secret: string } | undefined {
  const [, encoded = ''] = /^basic +([\w+/=-]+)$/i.exec(headerOf(request, 'authorization') ?? '') ?? []
  const [, id, secret] = /^([^:]*):([^]*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

/** Decodes what is percent-encoded, once; what is no encoding stays as it is. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Decodes a value of a form; what is no encoding stays as it is. */
export function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** A member of an answer that is a text. */
export function memberOf({ response }: Seen, name: string): string | undefined {
  const value = response?.members?.[name]
  return typeof value === 'string' ? value : undefined
}

/** The error that an answer names: of a body, or of what the browser brings back. */
export function errorOf(seen: Seen): string | undefined {
  return memberOf(seen, 'error') ?? (seen.kind === 'authorization-response' ? parameterOf(seen, 'error') : undefined)
}

/** The provider's own words for it. */
export function descriptionOf(seen: Seen): string {
  return memberOf(seen, 'error_description')
    ?? memberOf(seen, 'message')
    ?? parameterOf(seen, 'error_description')
    ?? ''
}

/**
 * Tells whether a server asks for its own nonce in the DPoP proof: it took nothing of the request, which is sent once
 * more (RFC 9449, sections 8 and 9).
 */
export function wantsProofNonce(seen: Seen): boolean {
  return errorOf(seen) === 'use_dpop_nonce'
    || /\buse_dpop_nonce\b/.test(headerOf(seen.response, 'www-authenticate') ?? '')
}

/**
 * Tells whether a request is seen to have been refused: an error in its answer, or a status that says so. Where a nonce
 * is asked for, nothing was judged yet.
 */
export function isRefused(seen: Seen): boolean {
  const { response } = seen
  return response !== undefined
    && (response.members?.['error'] !== undefined || (response.status ?? 0) >= 400)
    && !wantsProofNonce(seen)
}

/** Tells whether a request is seen to have been granted: an answer with a token. */
export function isGranted({ response }: Seen): boolean {
  return response?.members?.['access_token'] !== undefined || response?.members?.['id_token'] !== undefined
}
