import { randomBytes } from 'node:crypto'
import { challengeFor } from '../support/vendor-checks.ts'
import type { VendorDouble } from '../support/vendor-double.ts'
import type { Authentication, Facts } from './doubles/standard.ts'

/** A message before it is sent; a test spoils one thing of it. */
export interface Message {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  /** The parameters of the body; none: no body. */
  body: URLSearchParams | undefined
}

export type Spoil = (message: Message) => void

/** What the double answered; `code` where the browser would come back with one. */
export interface Said {
  status: number
  text: string
  code: string | undefined
}

/** A client that says to a vendor exactly what the vendor wants to hear. */
export interface Speaker {
  verifier: string
  registered: string
  authorize(spoil?: Spoil): Promise<Said>
  exchange(code: string, spoil?: Spoil): Promise<Said>
  refresh(refreshToken: string, spoil?: Spoil): Promise<Said>
  ask(path: string, accessToken: string, spoil?: Spoil): Promise<Said>
  /** Moves id and secret to where this method wants them. */
  authenticate(message: Message, method: Authentication, secret?: string, id?: string): void
}

// What the vendors want said before they issue a refresh token.
const offline: Record<string, string> = { access_type: 'offline', token_access_type: 'offline', duration: 'permanent' }

export function createSpeaker(
  double: VendorDouble, facts: Facts, registered: string, secretOf: (facts: Facts) => string,
): Speaker {
  const verifier = randomBytes(32).toString('base64url')
  const json = facts.token.encoding === 'json'
  const authenticate: Speaker['authenticate'] = (
    { headers, body }, method, secret = secretOf(facts), id = facts.client.id,
  ) => {
    for (const name of ['client_id', 'client_secret']) body?.delete(name)
    delete headers['authorization']
    const encode = (text: string) => facts.token.decoded === false ? text : encodeURIComponent(text)
    if (method === 'basic') headers['authorization']
      = `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`
    else body?.set('client_id', id)
    if (method === 'post') body?.set('client_secret', secret)
  }
  const send = async (message: Message, spoil: Spoil | undefined) => {
    spoil?.(message)
    const { method, path, query, headers, body } = message
    const text = body && (json ? JSON.stringify(Object.fromEntries(body)) : body.toString())
    const answer = await fetch(`${double.origin}${path}${query.size > 0 ? `?${query.toString()}` : ''}`, {
      method, redirect: 'manual', headers: { 'user-agent': 'walk-test/1', ...headers },
      ...text === undefined || method === 'GET' ? {} : { body: text },
    })
    const page = await answer.text()
    const back = answer.headers.get('location')
    const code = back === null
      ? /name="code" value="([^"]+)"/.exec(page)?.[1]
      : new URL(back, double.origin).searchParams.get('code') ?? undefined
    return { status: answer.status, text: page, code }
  }
  const grant = async (fields: Record<string, string>, spoil: Spoil | undefined) => {
    const body = new URLSearchParams(fields)
    const headers: Record<string, string> = {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded', accept: 'application/json',
    }
    const message = {
      method: 'POST', path: facts.token.path.replace(/\{\w+\}/g, 'v24.0'), query: new URLSearchParams(), headers, body,
    }
    authenticate(message, facts.token.authentication[0] ?? 'none')
    return send(message, spoil)
  }
  return {
    verifier, registered, authenticate,
    authorize: async spoil => send({
      method: 'GET', path: facts.authorize.path.replace(/\{\w+\}/g, 'v24.0'),
      query: requestAuthorization(facts, registered, verifier), headers: {}, body: undefined,
    }, spoil),
    exchange: async (code, spoil) => grant({
      grant_type: 'authorization_code', code, redirect_uri: registered,
      ...facts.authorize.pkce === 'unknown' ? {} : { code_verifier: verifier },
    }, spoil),
    refresh: async (token, spoil) => grant({ grant_type: 'refresh_token', refresh_token: token }, spoil),
    ask: async (path, token, spoil) => send(askResource(facts, path, token), spoil),
  }
}

function requestAuthorization({ authorize, client }: Facts, registered: string, verifier: string): URLSearchParams {
  const { required, optional = [], fixed = {}, scopes, separator = ' ', pkce } = authorize
  const values: Record<string, string> = {
    response_type: 'code', client_id: client.id, redirect_uri: registered, state: randomBytes(16).toString('hex'),
    nonce: randomBytes(16).toString('hex'),
    ...scopes.length > 0 ? { scope: scopes.join(typeof separator === 'string' ? separator : ' ') } : {},
    ...required.includes('scope') || !('response_mode' in fixed) ? {} : { response_mode: 'form_post' }, ...offline,
    ...Object.fromEntries(
      Object.entries(fixed).filter(([, value]) => typeof value === 'string'),
    ) as Record<string, string>,
  }
  const names = [...required, ...optional].filter(name => name in values)
  const challenge = pkce === 'unknown' ? {} : { code_challenge: challengeFor(verifier), code_challenge_method: 'S256' }
  return new URLSearchParams(
    [...names.map(name => [name, values[name] ?? '']), ...Object.entries(challenge)] as [string, string][],
  )
}

function askResource(facts: Facts, path: string, token: string): Message {
  const { method = 'GET', headers = {}, query } = facts.resources[path] ?? { answer: () => undefined }
  const wanted = Object.keys(headers).map(name => [name, name === 'Notion-Version' ? '2022-06-28' : 'walk-test/1'])
  return {
    method, path: path.replace('{token}', token).replace(/\{\w+\}/g, 'v24.0'), body: undefined,
    query: new URLSearchParams((query?.required ?? []).map((name): [string, string] => [name, 'id,name'])),
    headers: {
      ...Object.fromEntries(wanted) as Record<string, string>,
      ...path.includes('{token}') ? {} : { authorization: `Bearer ${token}` },
    },
  }
}
