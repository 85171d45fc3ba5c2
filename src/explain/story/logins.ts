import { valueOf } from '../recognise/pairs.ts'
import type { Seen, WalkRecord } from '../record.ts'

/** The messages of one login, as far as they are in the record. */
export interface Login {
  /** The first authorization request; where the provider sends the browser on with the same parameters, it is still this one. */
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
  return request && valueOf([...request.query, ...request.fragment, ...request.form], name)
}

/** The text under that name in the answer to a message. */
export function answeredValue({ response }: Seen, name: string): string | undefined {
  const value = response?.members?.[name]
  return typeof value === 'string' ? value : undefined
}

/** Whether nobody was asked: the browser got the answer behind a page's back (OpenID Connect Core 1.0, section 3.1.2.1). */
export function isSilent({ request }: Login): boolean {
  return request !== undefined && (sentValue(request, 'prompt') === 'none' || sentValue(request, 'response_mode') === 'web_message')
}

const nothing = { request: undefined, pushed: undefined, response: undefined, userinfo: undefined }

/** Tells the logins of a record apart: by state, code and token, and where none of them tells, by their order. */
export function loginsIn({ seen }: Pick<WalkRecord, 'seen'>): Login[] {
  const logins: Login[] = []
  let pushed: Seen | undefined
  const open = () => {
    const login: Login = { ...nothing, tokens: [], resources: [], refreshes: [], logouts: [] }
    logins.push(login)
    return login
  }
  for (const one of seen) {
    switch (one.kind) {
      case 'pushed-request': pushed = one
        break
      case 'authorization-request': if (!isContinued(logins, one)) Object.assign(open(), { request: one, pushed: pushedFor(pushed, one) })
        break
      case 'authorization-response': takeResponse(logins, one, open)
        break
      case 'token-request': (ofCode(logins, one) ?? open()).tokens.push(one)
        break
      default: takeLater(logins, one)
    }
  }
  return logins
}

/** A `request_uri` alone tells which request was pushed (RFC 9126, section 4). */
function pushedFor(pushed: Seen | undefined, request: Seen): Seen | undefined {
  const uri = sentValue(request, 'request_uri')
  return uri !== undefined && pushed && (answeredValue(pushed, 'request_uri') ?? uri) === uri ? pushed : undefined
}

/** Providers send the browser on, with the parameters of the request in every address, until somebody has signed in. */
function isContinued(logins: readonly Login[], one: Seen): boolean {
  const same = (name: string) => (login: Login) => login.request !== undefined && sentValue(login.request, name) === sentValue(one, name)
  const [state, challenge] = [sentValue(one, 'state'), sentValue(one, 'code_challenge')]
  return logins.some((login) => {
    if (login.response || !same('client_id')(login)) return false
    if (challenge !== undefined && !same('code_challenge')(login)) return false
    const others = ['redirect_uri', 'request_uri', 'scope']
    return state === undefined ? others.every(name => same(name)(login)) : same('state')(login)
  })
}

function takeResponse(logins: readonly Login[], one: Seen, open: () => Login): void {
  const [code, state] = [sentValue(one, 'code'), sentValue(one, 'state')]
  const isKnown = logins.some(({ response }) => response && code !== undefined && sentValue(response, 'code') === code)
  if (isKnown) return
  const waiting = logins.filter(({ request, response }) => request && !response)
  const login = waiting.findLast(({ request }) => request && state !== undefined && sentValue(request, 'state') === state) ?? waiting.at(-1) ?? open()
  login.response = one
}

/** The login whose code is redeemed; otherwise the last that has none redeemed yet. */
function ofCode(logins: readonly Login[], one: Seen): Login | undefined {
  const code = sentValue(one, 'code')
  const own = code === undefined
    ? undefined
    : logins.findLast(({ response, tokens }) =>
        (response && sentValue(response, 'code') === code) || tokens.some(other => sentValue(other, 'code') === code))
  if (own) return own
  return logins.findLast(({ tokens }) => tokens.length === 0)
}

function takeLater(logins: readonly Login[], one: Seen): void {
  const login = ofToken(logins, one) ?? logins.findLast(({ tokens }) => tokens.length > 0) ?? logins.at(-1)
  if (!login) return
  if (one.kind === 'userinfo-request') login.userinfo ??= one
  else if (one.kind === 'resource-request') login.resources.push(one)
  else if (one.kind === 'refresh-request') login.refreshes.push(one)
  else if (one.kind === 'logout-request' || one.kind === 'logout-token') login.logouts.push(one)
}

/** The login from which the token that is sent came. */
function ofToken(logins: readonly Login[], one: Seen): Login | undefined {
  const sent = tokensSent(one)
  if (sent.length === 0) return undefined
  const brought = ({ tokens, refreshes }: Login) => [...tokens, ...refreshes].flatMap(tokensBrought)
  return logins.findLast(login => brought(login).some(token => sent.includes(token)))
}

const tokenNames = ['access_token', 'refresh_token', 'id_token'] as const

function tokensBrought(message: Seen): string[] {
  return tokenNames.flatMap(name => answeredValue(message, name) ?? [])
}

function tokensSent(one: Seen): string[] {
  const bearer = /^(?:Bearer|DPoP)\s+(\S+)/i.exec(valueOf(one.request?.headers ?? [], 'authorization') ?? '')?.[1]
  const named = ['access_token', 'refresh_token', 'id_token_hint', 'token'].map(name => sentValue(one, name))
  return [bearer, ...named].filter(value => value !== undefined)
}
