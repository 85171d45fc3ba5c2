import { ownNamesIn } from '../own-names.ts'
import { readJwt } from '../recognise/jwt.ts'
import { valueOf } from '../recognise/pairs.ts'
import type { Seen } from '../record.ts'

/** The messages of one login, as far as they are in the record. */
export interface Login {
  /**
   * The first authorization request; where the provider sends the browser on with the same parameters, it is still this
   * one.
   */
  request: Seen | undefined
  pushed: Seen | undefined
  /** What came back through the browser; a second one with the same answer is the same. */
  response: Seen | undefined
  /** Requests for tokens with this login's code, in their order; a second one is a fault that a reading tells. */
  tokens: Seen[]
  userinfo: Seen | undefined
  resources: Seen[]
  refreshes: Seen[]
  logouts: Seen[]
}

/** The value of the first pair of that name in what a message sends, or brings back. */
export function sentValue({ request }: Seen, name: string): string | undefined {
  const parts = [request?.query ?? [], request?.fragment ?? [], request?.form ?? []]
  const plain = parts.map(pairs => valueOf(pairs, name)).find(value => value !== undefined)
  if (plain !== undefined || (name !== 'client_id' && name !== 'code')) return plain
  const [own] = Object.entries(ownNamesIn(parts.flat())).find(([, standard]) => standard === name) ?? []
  return own === undefined ? undefined : parts.map(pairs => valueOf(pairs, own)).find(value => value !== undefined)
}

/**
 * What a login asked for under that name: in the address, in what was pushed before (RFC 9126), or in a request object
 * (RFC 9101).
 */
export function askedValue({ request, pushed }: Pick<Login, 'request' | 'pushed'>, name: string): string | undefined {
  const messages = [request, pushed].filter(message => message !== undefined)
  const plain = messages.map(message => sentValue(message, name)).find(value => value !== undefined)
  if (plain !== undefined) return plain
  const objects = messages.map(message =>
    readJwt(sentValue(message, 'request') ?? '', 'request_object', message)?.claims?.[name])
  return objects.find(value => typeof value === 'string')
}

/** The text under that name in the answer to a message. */
export function answeredValue({ response }: Seen, name: string): string | undefined {
  const value = response?.members?.[name]
  return typeof value === 'string' ? value : undefined
}

/**
 * Whether nobody was asked: the browser got the answer behind a page's back (OpenID Connect Core 1.0, section 3.1.2.1).
 */
export function isSilent({ request }: Login): boolean {
  return request !== undefined
    && (sentValue(request, 'prompt') === 'none' || sentValue(request, 'response_mode') === 'web_message')
}

/** Tells whether a login has several steps in the record, so that it is told as one. */
export function hasSteps({ request, response, tokens, userinfo, resources }: Login): boolean {
  return [request, response, tokens[0], userinfo ?? resources[0]].filter(one => one !== undefined).length > 1
}

/** Tells whether there is more of a login than its request, so that checks of the walk can be made. */
export function isCheckable({ response, tokens }: Login): boolean {
  return response !== undefined || tokens.length > 0
}

const tokenNames = ['access_token', 'refresh_token', 'id_token'] as const

/** The tokens that an answer brings. */
export function tokensBrought(message: Seen): string[] {
  return tokenNames.flatMap(name => answeredValue(message, name) ?? [])
}

/** The tokens that a request sends, in a header field or as parameters. */
export function tokensSent(one: Seen): string[] {
  const bearer = /^(?:Bearer|DPoP)\s+(\S+)/i.exec(valueOf(one.request?.headers ?? [], 'authorization') ?? '')?.[1]
  const named = ['access_token', 'refresh_token', 'id_token_hint', 'token'].map(name => sentValue(one, name))
  return [bearer, ...named].filter(value => value !== undefined)
}
