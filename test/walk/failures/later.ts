import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FailureRow } from '../../support/failing.ts'
import { claims, subject, without } from '../../support/stub-answers.ts'
import type { Handler, Stub } from '../../support/stub-provider.ts'

const refresh = { command: () => ['token', 'refresh'], asked: { token: 1, userinfo: 0, authorize: 0 } } as const
const unsent = { asked: { discovery: 0, token: 0, userinfo: 0 } } as const

function refusing(error: string, status: number): { handlers: { token: Handler } } {
  return { handlers: { token: () => ({ status, body: { error } }) } }
}

/** A refresh that brings new tokens with an ID token of these claims. */
function refreshed(change: Record<string, unknown>): { handlers: { token: Handler } } {
  const token: Handler = async (_, stub: Stub) => {
    const now = Math.floor(Date.now() / 1000)
    const id_token = await stub.keys.sign({
      iss: stub.issuer, sub: subject, aud: stub.client.client_id, iat: now, exp: now + 300, ...change,
    })
    return {
      body: {
        access_token: 'refreshed-access-token', token_type: 'Bearer', expires_in: 60,
        refresh_token: 'next-refresh-token', id_token,
      },
    }
  }
  return { handlers: { token } }
}

export function editSession(
  change: (session: Record<string, unknown>) => Record<string, unknown>,
): (home: string) => void {
  return (home) => {
    const file = join(home, readdirSync(home).find(name => /^t-.*\.json$/.test(name)) ?? '')
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)))
  }
}

const handed = (words: string[]) => ({ command: () => ['credential', ...words], asked: { token: 0, userinfo: 0 } })

const execInfo = (server: string) => ({
  KUBERNETES_EXEC_INFO: JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential',
    spec: { interactive: false, cluster: { server } },
  }),
})

/** Binds the stored profile to a host: 127.0.0.1 stands for the stub, whose port is in the profile. */
function bindTo(
  host: string, change: (session: Record<string, unknown>) => Record<string, unknown> = session => session,
): (home: string) => void {
  return (home) => {
    const file = join(home, readdirSync(home).find(name => /^p-.*\.json$/.test(name)) ?? '')
    const profile = JSON.parse(readFileSync(file, 'utf8')) as { settings: Record<string, string> }
    profile.settings['host'] = host === '127.0.0.1' ? new URL(profile.settings['issuer'] ?? '').host : host
    writeFileSync(file, JSON.stringify(profile))
    editSession(change)(home)
  }
}

/** Failures of the commands that use what a walk has stored: the same codes, the same care for the session. */
export const laterFailures: FailureRow[] = [
  {
    code: 'no-session', name: 'nobody has signed in', exit: 7, step: null, home: 'empty', command: () => ['token'],
    ...unsent,
  },
  {
    code: 'not-refreshable', name: 'the provider gave no refresh token', exit: 7, step: null,
    command: () => ['token', 'refresh'], ...unsent,
    prepare: editSession(session => without(session, 'refresh_token')), says: [/offline_access/],
  },
  {
    code: 'profile-bound-elsewhere', name: 'D64: another issuer for a stored session', exit: 2, step: null,
    command: () => ['userinfo', '--issuer', 'https://attacker.example'], ...unsent, says: [/attacker\.example/],
  },
  {
    code: 'origin-not-allowed', name: 'the token would go to an origin that nobody allowed', exit: 2, step: null,
    command: () => ['api', 'https://attacker.example/'], asked: { discovery: 1, token: 0, userinfo: 0 },
    says: [/attacker\.example/, /--allow-origin/],
  },
  {
    code: 'resource-refused', name: 'a resource that is not there', exit: 3, step: null,
    command: stub => ['api', `${stub.issuer}/userinfo`],
    asked: { discovery: 0, token: 0, userinfo: 1 },
    handlers: { userinfo: () => ({ status: 404, body: { error: 'gone' } }) }, provider: { error: 'gone', status: 404 },
  },
  {
    code: 'session-ended', name: 'the refresh token is no longer valid', exit: 7, ...refresh,
    ...refusing('invalid_grant', 400), session: 'removed',
  },
  ...['interaction_required', 'login_required', 'consent_required'].map((error): FailureRow => ({
    code: 'refresh-refused', name: `a person must come: ${error}`, exit: 7, ...refresh, ...refusing(error, 400),
    provider: { error, status: 400 },
  })),
  {
    code: 'refresh-refused', name: 'the client is no longer known', exit: 3, ...refresh,
    ...refusing('invalid_client', 401), provider: { error: 'invalid_client', status: 401 },
  },
  {
    code: 'redirect-refused', name: 'D04: the refresh token would go elsewhere', exit: 4, ...refresh,
    handlers: { token: () => ({ status: 308, headers: { location: 'https://attacker.example/' } }) },
  },
  { code: 'refreshed-subject', name: 'D72: another user', exit: 4, ...refresh, ...refreshed({ sub: 'somebody-else' }) },
  {
    code: 'refreshed-audience', name: 'D72: another client', exit: 4, ...refresh,
    ...refreshed({ aud: 'somebody-else' }),
  },
  { code: 'refreshed-auth-time', name: 'D72: another sign-in', exit: 4, ...refresh, ...refreshed({ auth_time: 1 }) },
  {
    code: 'refreshed-authorized-party', name: 'an authorized party that the first ID token did not name', exit: 4,
    ...refresh, ...refreshed({ azp: 'somebody-else' }), says: [/came: somebody-else/],
  },
  {
    code: 'refreshed-nonce', name: 'the nonce of another sign-in', exit: 4, ...refresh,
    ...refreshed({ nonce: 'another-nonce' }),
  },
  {
    code: 'id-token-access-token-hash', name: 'D55 D57: at_hash of another access token at the refresh', exit: 4,
    ...refresh, ...refreshed({ at_hash: 'AAAA' }), says: [/came: AAAA/],
  },
  {
    code: 'id-token-issued-at', name: 'a refreshed ID token that will be issued tomorrow', exit: 4, ...refresh,
    ...refreshed({ iat: Math.floor(Date.now() / 1000) + 90_000 }),
  },
  {
    code: 'id-token-expiry', name: 'a refreshed ID token that has expired', exit: 4, ...refresh,
    ...refreshed({ exp: 1_700_000_000 }), says: [/came: 2023-11-14/],
  },
  {
    code: 'id-token-issuer', name: 'D72: another issuer at the refresh', exit: 4, ...refresh,
    ...refreshed({ iss: 'https://attacker.example' }),
  },
  {
    code: 'userinfo-subject', name: 'userinfo about another user', exit: 4, step: 'userinfo',
    command: () => ['userinfo'], asked: { token: 0, userinfo: 1 },
    handlers: { userinfo: () => ({ body: { ...claims, sub: 'somebody-else' } }) },
  },
  {
    code: 'host-not-bound', name: 'git asks for a host that was never named', exit: 2, step: null,
    ...handed(['git', 'get']), input: 'protocol=https\nhost=git.example\n\n',
    says: [/profile bind \S+ --host git\.example/],
  },
  {
    code: 'tool-request-invalid', name: 'a carriage return in what git sends', exit: 2, step: null,
    ...handed(['git', 'get']), input: 'protocol=https\nhost=git.example\rhost=evil.example\n\n',
  },
  {
    code: 'id-token-unusable', name: 'kubectl wants an ID token, and there is none', exit: 7, step: null,
    ...handed(['kubectl']), prepare: bindTo('k8s.example', session => without(session, 'id_token')),
    environment: () => execInfo('https://k8s.example'),
  },
  {
    code: 'audience-differs', name: 'a token that is meant for nobody in particular', exit: 2, step: null,
    ...handed(['kubectl', '--token-type', 'access_token', '--audience', 'k8s']), prepare: bindTo('k8s.example'),
    environment: () => execInfo('https://k8s.example'), says: [/k8s/],
  },
  {
    code: 'sts-refused', name: 'the role does not trust the provider', exit: 3, step: null,
    asked: { token: 0, userinfo: 1 },
    command: stub => [
      'credential', 'aws', '--role-arn', 'arn:aws:iam::1:role/r', '--token-type', 'access_token', '--sts-endpoint',
      `${stub.issuer}/userinfo`,
    ],
    prepare: home => bindTo('127.0.0.1')(home),
    handlers: {
      userinfo: () => ({
        status: 400, headers: { 'content-type': 'text/xml' },
        body: '<ErrorResponse><Error><Code>InvalidIdentityToken</Code><Message>no</Message></Error></ErrorResponse>',
      }),
    },
    provider: { error: 'InvalidIdentityToken', error_description: 'no', status: 400 },
  },
]
