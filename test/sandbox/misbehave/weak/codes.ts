import { later, type Question, type Stand } from './stand.ts'

const naked = { code_challenge: undefined, code_challenge_method: undefined }
const said = ({ status, body }: { status: number, body: Record<string, unknown> }) =>
  status === 200 ? 'token' : body['error']
const taken = async ({ client, code }: Stand, more: Record<string, string>) =>
  said(await client.exchange(await code(), more))

/** What holds a code to its request. */
export const codes: Question[] = [
  {
    name: 'pkce-wrong-verifier', well: 'invalid_grant', weak: 'token',
    ask: async stand => taken(stand, { code_verifier: 'w'.repeat(43) }),
  },
  {
    name: 'pkce-no-verifier', well: 'invalid_grant', weak: 'token',
    ask: async stand => taken(stand, { code_verifier: '' }),
  },
  {
    name: 'pkce-downgrade', well: 'invalid_grant', weak: 'token',
    ask: async ({ client, code }) => said(await client.exchange(await code(naked))),
  },
  {
    name: 'pkce-plain', well: ['invalid_request', 'invalid_request'], weak: ['login_required', 'invalid_request'],
    ask: async ({ ask }) =>
      Promise.all(['plain', undefined].map(async method => (await ask({ code_challenge_method: method })).error)),
  },
  {
    name: 'pkce-required', well: 'invalid_request', weak: 'login_required',
    ask: async ({ ask }) => (await ask({ ...naked, client_id: 'oauth-walk-public' })).error,
  },
  {
    name: 'redirect-mismatch-at-token', well: 'invalid_grant', weak: 'token',
    ask: async stand => taken(stand, { redirect_uri: 'http://localhost/callback' }),
  },
  {
    name: 'code-other-client', well: 'invalid_grant', weak: 'token',
    ask: async ({ as, client, code }) =>
      said(await as('oauth-walk-public').exchange(await code(), { code_verifier: client.verifier })),
  },
  {
    name: 'client-auth-wrong', well: ['invalid_client', 'invalid_client'], weak: ['token', 'invalid_client'],
    ask: async ({ client, code }) => {
      const params = async () => ({
        grant_type: 'authorization_code', code: await code(), redirect_uri: client.redirectUri,
        code_verifier: client.verifier,
      })
      const wrong = await client.post('/token', await params(), 'wrong-secret')
      const none = await fetch(`${client.sandbox.issuer}/token`, {
        method: 'POST', body: new URLSearchParams({ client_id: 'oauth-walk', ...await params() }),
      })
      return [said(wrong), said({ status: none.status, body: await none.json() as Record<string, unknown> })]
    },
  },
  {
    name: 'code-replay', well: ['token', 'invalid_grant', 'invalid_grant', 401], weak: ['token', 'token', 'token', 200],
    ask: async ({ client, code }) => {
      const one = await code()
      const first = await client.exchange(one)
      later(1)
      const second = said(await client.exchange(one))
      later(30)
      return [
        said(first), second, said(await client.exchange(one)),
        (await client.userinfo(first.body['access_token'])).status,
      ]
    },
  },
  {
    name: 'code-lifetime', well: 'invalid_grant', weak: 'token',
    ask: async ({ client, code }) => {
      const one = await code()
      later(11 * 60)
      return said(await client.exchange(one))
    },
  },
  {
    name: 'code-in-parallel', well: 1, weak: 5,
    ask: async ({ client, code }) => {
      const one = await code()
      const answers = await Promise.all(Array.from({ length: 5 }, async () => client.exchange(one)))
      return answers.filter(({ status }) => status === 200).length
    },
  },
]
