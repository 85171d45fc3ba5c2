import { cookiesOf, type Question } from './stand.ts'

const odd = `${'s'.repeat(100)}'"<>&+%20 ~-._é|`
const unsigned = (claims: Record<string, unknown>) =>
  `${[{ alg: 'none' }, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`

/** What is asked of the authorization endpoint, and of the token endpoint in the wrong way. */
export const requests: Question[] = [
  {
    name: 'iss-sent', well: 'own', weak: null,
    ask: async ({ ask, sandbox }) =>
      (await ask()).location?.searchParams.get('iss')?.replace(sandbox.issuer, 'own') ?? null,
  },
  {
    name: 'token-get', well: [404, false], weak: [200, true],
    ask: async ({ get, client }) => {
      const { status, body } = await get('/token?grant_type=client_credentials', {
        authorization: `Basic ${Buffer.from(`oauth-walk:${client.secret}`).toString('base64')}`,
      })
      return [status, body.includes('access_token')]
    },
  },
  {
    name: 'authorize-cors', well: null, weak: 'https://evil.example',
    ask: async ({ ask }) =>
      (await ask({}, { origin: 'https://evil.example' })).headers.get('access-control-allow-origin'),
  },
  {
    name: 'login-framing', well: [200, 'DENY', true], weak: [200, null, false],
    ask: async ({ ask, get }) => {
      const started = await ask({ prompt: 'login' })
      const page = await get(started.location?.href ?? '', { cookie: cookiesOf(started) })
      return [
        page.status, page.headers.get('x-frame-options'),
        /frame-ancestors 'none'/.test(page.headers.get('content-security-policy') ?? ''),
      ]
    },
  },
  {
    name: 'response-type', well: ['invalid_request', 'unsupported_response_type', 'unsupported_response_type'],
    weak: ['login_required', 'unsupported_response_type', 'unsupported_response_type'],
    ask: async ({ ask }) =>
      Promise.all([undefined, 'token', 'id_token token'].map(async type => (await ask({ response_type: type })).error)),
  },
  {
    name: 'duplicate-parameters', well: [null, null, 'invalid_request'],
    weak: [null, 'login_required', 'login_required'],
    ask: async ({ client, get }) => {
      const twice = async (name: string, value: string) =>
        get(`${client.authorizationUrl({ prompt: 'none' })}&${new URLSearchParams({ [name]: value }).toString()}`)
      const answers = await Promise.all([
        twice('client_id', 'nobody'), twice('redirect_uri', 'http://localhost/callback'), twice('state', 'other'),
      ])
      return answers.map(({ error }) => error)
    },
  },
  {
    name: 'state-echo', well: odd, weak: `${'s'.repeat(100)}20~-._`,
    ask: async ({ ask }) => (await ask({ state: odd })).location?.searchParams.get('state'),
  },
  {
    name: 'header-injection', well: ['login_required', null], weak: ['login_required', 'yes'],
    ask: async ({ ask }) => {
      const { error, headers } = await ask({ state: 'one\r\nX-Smuggled: yes' })
      return [error, headers.get('x-smuggled')]
    },
  },
  {
    name: 'request-object-unsigned', well: 'invalid_request_object', weak: 'login_required',
    ask: async ({ ask, client }) => (await ask({
      request:
        unsigned({ iss: 'oauth-walk', client_id: 'oauth-walk', redirect_uri: client.redirectUri, nonce: 'other' }),
    })).error,
  },
]
