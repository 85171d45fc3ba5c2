import { challengeFor } from '../support/vendor-checks.ts'
import type { Facts } from './doubles/standard.ts'
import type { Said, Speaker, Spoil } from './speaker.ts'

/** One thing said wrong, and the fault that the double must find. */
export interface Spoiling {
  what: string
  fault: string
  say: (speaker: Speaker) => Promise<Said>
}

const elsewhere = 'https://elsewhere.example/callback'

/** Everything that can be said wrong to the vendor of these facts, each once. */
export function listSpoilings(facts: Facts): Spoiling[] {
  return [
    ...spoilAuthorization(facts), ...spoilExchange(facts), ...spoilClient(facts), ...spoilRefresh(facts),
    ...spoilResources(facts),
  ]
}

function spoilAuthorization({ authorize }: Facts): Spoiling[] {
  const { required, fixed = {}, scopes, pkce } = authorize
  const row = (what: string, fault: string, spoil: (query: URLSearchParams) => void): Spoiling => (
    { what: `authorize: ${what}`, fault, say: async speaker => speaker.authorize(({ query }) => spoil(query)) }
  )
  const challenged = (query: URLSearchParams) => {
    query.set('code_challenge', challengeFor('v'.repeat(43)))
    query.set('code_challenge_method', 'S256')
  }
  return [
    row('an unknown parameter', 'parameter-unknown walk', query => query.set('walk', '1')),
    row('a parameter twice', 'parameter-twice client_id', query => query.append('client_id', 'again')),
    ...required.map(name => row(`no ${name}`, `parameter-missing ${name}`, query => query.delete(name))),
    ...Object.keys(fixed).filter(name => required.includes(name)).map(name =>
      row(`another ${name}`, `parameter-wrong ${name}`, query => query.set(name, 'walk'))),
    row('another client', 'client-unknown client_id', query => query.set('client_id', 'stranger')),
    row('a redirect URI elsewhere', 'redirect-uri-wrong redirect_uri', query => query.set('redirect_uri', elsewhere)),
    ...scopes.length === 0 ? [row('a scope', 'parameter-unknown scope', query => query.set('scope', 'openid'))] : [],
    ...scopes.length > 0 ? [row('an unknown scope', 'scope-wrong scope', query => query.set('scope', 'walk'))] : [],
    ...scopes.length > 1
      ? [row('scopes joined wrongly', 'scope-wrong scope', query => query.set('scope', scopes.join(';')))]
      : [],
    ...pkce === 'unknown' ? [row('PKCE', 'parameter-unknown code_challenge', challenged)] : [],
    ...pkce === 'required'
      ? [row('no PKCE', 'challenge-missing code_challenge', (query) => {
          query.delete('code_challenge')
          query.delete('code_challenge_method')
        })]
      : [],
    ...pkce === 'unknown'
      ? []
      : [
          row('a plain challenge', 'challenge-wrong code_challenge_method', query =>
            query.set('code_challenge_method', 'plain')),
          row('a challenge in hex', 'challenge-wrong code_challenge', query =>
            query.set('code_challenge', challengeFor('v'.repeat(43), 'hex'))),
        ],
  ]
}

function spoilExchange({ token, authorize }: Facts): Spoiling[] {
  const row = (what: string, fault: string, spoil: Spoil): Spoiling => (
    {
      what: `token: ${what}`, fault,
      say: async speaker => speaker.exchange((await speaker.authorize()).code ?? '', spoil),
    }
  )
  const set = (name: string, value: string): Spoil => ({ body }) => body?.set(name, value)
  const wrongType = token.encoding === 'json'
    ? 'application/x-www-form-urlencoded'
    : token.encoding === 'either'
      ? 'text/plain'
      : 'application/json'
  return [
    row('by GET', 'method-wrong GET', (message) => {
      message.method = 'GET'
    }),
    row('as another type', `content-type-wrong ${wrongType}`, ({ headers }) => {
      headers['content-type'] = wrongType
    }),
    row('in the query', 'parameter-unknown code', ({ query }) => query.set('code', 'x')),
    row('an unknown parameter', 'parameter-unknown walk', set('walk', '1')),
    row('a code that was never issued', 'code-unknown code', set('code', 'stranger')),
    row('no code', 'parameter-missing code', ({ body }) => body?.delete('code')),
    row('another redirect URI', 'redirect-uri-wrong redirect_uri', set('redirect_uri', elsewhere)),
    row('another grant', 'grant-type-wrong grant_type', set('grant_type', 'password')),
    {
      what: 'token: a code twice', fault: 'code-used code', say: async (speaker) => {
        const code = (await speaker.authorize()).code ?? ''
        await speaker.exchange(code)
        return speaker.exchange(code)
      },
    },
    row('a wrong verifier', 'verifier-wrong code_verifier', set('code_verifier', 'w'.repeat(43))),
    ...authorize.pkce === 'unknown'
      ? []
      : [row('no verifier', 'verifier-missing code_verifier', ({ body }) => body?.delete('code_verifier'))],
    ...Object.keys(token.headers ?? {}).map(name => row(`a common ${name}`, `header-wrong ${name}`, ({ headers }) => {
      headers[name.toLowerCase()] = 'node'
    })),
  ]
}

function spoilClient({ token }: Facts): Spoiling[] {
  const methods = ['basic', 'post', 'none'] as const
  const [own = 'none'] = token.authentication
  const row = (what: string, fault: string, spoil: (speaker: Speaker) => Spoil): Spoiling => (
    {
      what: `client: ${what}`, fault,
      say: async speaker => speaker.exchange((await speaker.authorize()).code ?? '', spoil(speaker)),
    }
  )
  return [
    ...methods.filter(method => !token.authentication.includes(method)).map(method => row(
      `authenticated by ${method}`, `client-authentication-misplaced ${method === 'none' ? 'client_secret' : method}`,
      speaker => message => speaker.authenticate(message, method),
    )),
    ...own === 'none'
      ? []
      : [
          row(
            'another secret', token.checkSecret ? 'signature-wrong client_secret' : 'client-secret-wrong client_secret',
            speaker => message => speaker.authenticate(message, own, token.checkSecret ? 'e30.e30.AAAA' : 'stranger'),
          ),
          row('another id', 'client-unknown client_id', speaker => message =>
            speaker.authenticate(message, own, undefined, 'stranger')),
        ],
  ]
}

function spoilRefresh({ refresh }: Facts): Spoiling[] {
  if (refresh === 'none')
    return [
      { what: 'refresh: at all', fault: 'grant-type-wrong grant_type', say: async speaker => speaker.refresh('x') },
    ]
  const never: Spoiling = {
    what: 'refresh: a token that was never issued', fault: 'refresh-token-unknown',
    say: async speaker => speaker.refresh('stranger'),
  }
  const replay: Spoiling = {
    what: 'refresh: a token that was used up', fault: 'refresh-token-unknown', say: async (speaker) => {
      const { refresh_token } = await signIn(speaker)
      await speaker.refresh(refresh_token ?? '')
      return speaker.refresh(refresh_token ?? '')
    },
  }
  return refresh.rotates ? [never, replay] : [never]
}

function spoilResources({ resources }: Facts): Spoiling[] {
  return Object.entries(resources).flatMap(([path, { method = 'GET', headers = {}, empty }]) => {
    const row = (what: string, fault: string, spoil: Spoil): Spoiling => (
      {
        what: `${path}: ${what}`, fault,
        say: async speaker => speaker.ask(path, (await signIn(speaker)).access_token, spoil),
      }
    )
    const inPath = path.includes('{token}')
    return [
      row('by another method', `method-wrong ${method === 'GET' ? 'PUT' : 'GET'}`, (message) => {
        message.method = method === 'GET' ? 'PUT' : 'GET'
      }),
      {
        what: `${path}: an unknown token`, fault: 'access-token-unknown',
        say: async speaker => speaker.ask(path, 'stranger'),
      },
      ...inPath
        ? [
            row('the token in the header', 'access-token-misplaced', message =>
              Object.assign(message.headers, { authorization: 'Bearer x' })),
          ]
        : [
            row('no token', 'access-token-missing', (message) => {
              delete message.headers['authorization']
            }),
            row('another scheme', 'access-token-missing', (message) => {
              message.headers['authorization'] = 'token x'
            }),
          ],
      ...Object.keys(headers).filter(name => name !== 'User-Agent').map(name =>
        row(`no ${name}`, `header-missing ${name}`, (message) => {
          Reflect.deleteProperty(message.headers, name)
        })),
      ...empty
        ? [
            row('a body', 'body-wrong', ({ headers: given }) =>
              Object.assign(given, { 'content-type': 'application/json' })),
          ]
        : [],
    ]
  })
}

/** A whole walk; the tokens. */
export async function signIn(speaker: Speaker): Promise<{ access_token: string, refresh_token?: string }> {
  const { text } = await speaker.exchange((await speaker.authorize()).code ?? '')
  return JSON.parse(text) as { access_token: string, refresh_token?: string }
}
