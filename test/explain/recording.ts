import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import type { WalkRecord } from '../../src/explain/record.ts'

/** One entry of a recording, by what matters in it. */
export interface Entry {
  method?: string
  url: string
  headers?: Readonly<Record<string, string>>
  form?: Readonly<Record<string, string>>
  status?: number
  answer?: Readonly<Record<string, string>>
  body?: string | object
  failure?: string
}

const listed = (fields: Readonly<Record<string, string>> = {}) =>
  Object.entries(fields).map(([name, value]) => ({ name, value }))

/** A HAR with these entries, as Playwright writes it. */
export function toHar(entries: readonly Entry[]): string {
  return JSON.stringify({
    log: { version: '1.2', creator: { name: 'Playwright', version: '1' }, entries: entries.map(toEntry) },
  })
}

function toEntry(
  { method = 'GET', url, headers, form, status = 200, answer, body, failure }: Entry, place: number,
): unknown {
  const text = typeof body === 'string' ? body : body && JSON.stringify(body)
  return {
    startedDateTime: new Date(1_795_960_000_000 + place * 100).toISOString(),
    request: {
      method, url, headers: listed(headers), queryString: [],
      ...form
      && {
        postData: {
          mimeType: 'application/x-www-form-urlencoded', params: [], text: new URLSearchParams(form).toString(),
        },
      },
    },
    response: failure === undefined
      ? {
          status, headers: listed(answer), content: { mimeType: 'application/json', ...body !== undefined && { text } },
          redirectURL: answer?.['location'] ?? '',
        }
      : {
          status: -1, headers: [], content: { size: -1, mimeType: 'x-unknown' }, redirectURL: '', _failureText: failure,
        },
  }
}

/** What is read into a recording's record. */
export function recordOf(entries: readonly Entry[]): WalkRecord {
  return recognise([toHar(entries)], { issuer: undefined, clientId: undefined, now: 1_795_960_010_000 })
}

/** The names of what is read in it, the gravest first, as `gravity:name`. */
export async function readingsOf(entries: readonly Entry[]): Promise<string[]> {
  return (await readRecord(recordOf(entries))).map(({ gravity, name }) => `${gravity}:${name}`)
}

const challenge = 'mkPGwxZVXLXVKBsQeWVFzTE4Tke1a0BpFMdx4kFBYZE'
const verifier = 'kT3vQ9sXw2Zr8LmN5bYc1HdJ7fGpA4eU6iOoR0tWqVx'

/** A login of an app in the browser in which nothing is wrong, in parts that a test may change. */
export const page = 'http://localhost:8000'
export const provider = 'http://localhost:9000'

function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined))
}

export function asked(own: Readonly<Record<string, string | undefined>> = {}): Entry {
  const all = {
    response_type: 'code', client_id: 'app', redirect_uri: `${page}/callback`, scope: 'openid profile',
    state: 'y1a8GX2mN0qT6r5w', nonce: 'n-0S6_WzA2Mj7Qk1',
    code_challenge: challenge, code_challenge_method: 'S256', ...own,
  }
  return {
    url: `${provider}/auth?${new URLSearchParams(present(all)).toString()}`, status: 303,
    answer: { location: `${provider}/interaction/1` },
  }
}

export function brought(own: Readonly<Record<string, string>> = { code: 'Sk1kYpZ0a7Q2tU8v' }): Entry {
  return {
    url: `${page}/callback?${new URLSearchParams({ ...own, state: 'y1a8GX2mN0qT6r5w' }).toString()}`,
    answer: { 'content-type': 'text/html' }, body: '<!doctype html><p>App</p>',
  }
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const idToken = `${part({ alg: 'RS256', kid: 'k1' })}.${part({
  iss: provider, sub: 'alice', aud: 'app', nonce: 'n-0S6_WzA2Mj7Qk1', iat: 1_795_960_000, exp: 1_795_963_600,
})}.c2lnbmVk`
export const tokens = {
  access_token: 'mF_9.B5f-4.1JqM0', token_type: 'Bearer', expires_in: 3600, scope: 'openid profile', id_token: idToken,
}

export function redeemed(own: Partial<Entry> = {}, form: Readonly<Record<string, string | undefined>> = {}): Entry {
  const all = {
    grant_type: 'authorization_code', code: 'Sk1kYpZ0a7Q2tU8v', redirect_uri: `${page}/callback`, client_id: 'app',
    code_verifier: verifier, ...form,
  }
  return {
    method: 'POST', url: `${provider}/token`,
    headers: { origin: page, referer: `${page}/`, 'content-type': 'application/x-www-form-urlencoded' },
    form: present(all),
    answer: { 'content-type': 'application/json', 'access-control-allow-origin': page, 'cache-control': 'no-store' },
    body: tokens, ...own,
  }
}
