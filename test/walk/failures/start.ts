import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FailureRow } from '../../support/failing.ts'
import { metadataOf, without } from '../../support/stub-answers.ts'
import type { Handlers, Stub } from '../../support/stub-provider.ts'

export function publishing(
  change: (good: Record<string, unknown>, stub: Stub) => Record<string, unknown>,
): Partial<Handlers> {
  return { discovery: (_, stub) => ({ body: change(metadataOf(stub), stub) }) }
}

export function profileFile(home: string): string {
  return join(home, readdirSync(home).find(name => name.startsWith('p-')) ?? '')
}

const discovery = { step: 'start', asked: { discovery: 1 } } as const
const unsent = { step: null, asked: { discovery: 0 } } as const

/** Failures before the browser is opened: usage, settings, stores, discovery. */
export const startFailures: FailureRow[] = [
  { code: 'usage', name: 'a flag that does not exist', exit: 2, ...unsent, words: ['--nonsense'] },
  {
    code: 'setting-invalid', name: 'a port that is no number', exit: 2, ...unsent, words: ['--port', 'eighty'],
    says: [/--port/, /eighty/],
  },
  {
    code: 'redirect-uri-unusable', name: 'D12: a redirect URI that is not on loopback', exit: 2, ...unsent,
    words: ['--redirect-uri', 'http://192.0.2.1/callback'],
    says: [/192\.0\.2\.1/, /--paste/],
  },
  {
    code: 'redirect-uri-unusable', name: 'https without a certificate', exit: 2, ...unsent,
    words: ['--redirect-uri', 'https://localhost/callback'],
    says: [/--redirect-tls-cert FILE/, /--paste/],
  },
  {
    code: 'paste-impossible', name: 'form_post, which no address bar shows', exit: 2, ...unsent,
    words: ['--paste', '--response-mode', 'form_post'], says: [/body/],
  },
  {
    code: 'paste-impossible', name: 'a secret from the same stdin', exit: 2, ...unsent,
    words: ['--paste', '--client-secret-file', '-'], input: 'secret\n',
  },
  {
    code: 'paste-impossible', name: 'nobody who could paste', exit: 2, ...unsent,
    command: () => ['login', 'sandbox', '--paste', '--auto'],
  },
  {
    code: 'terminal-missing', name: 'a lesson whose questions nobody can answer', exit: 2, ...unsent,
    command: () => ['learn'], says: [/login sandbox --explain/],
  },
  {
    code: 'target-missing', name: 'no target and no profile', exit: 2, ...unsent, home: 'empty',
    command: () => ['login'], says: [/(?:next: .*\n.*){3}/],
  },
  {
    code: 'client-id-missing', name: 'an issuer without a client', exit: 2, ...unsent, asked: { discovery: 1 },
    home: 'empty', command: stub => ['login', stub.issuer],
  },
  {
    code: 'preset-unknown', name: 'a preset that nobody wrote', exit: 2, ...unsent,
    command: () => ['login', '--preset', 'nobody', '--client-id', 'x'],
    says: [/nobody/, /provider list/],
  },
  {
    code: 'variable-missing', name: 'a preset without its tenant’s address', exit: 2, ...unsent,
    command: () => ['login', 'keycloak', '--client-id', 'x'],
    says: [/--base-url|--realm/],
  },
  {
    code: 'profile-unknown', name: 'a profile that was never saved', exit: 2, ...unsent,
    command: () => ['login', 'nowhere'], says: [/nowhere/],
  },
  { code: 'profile-name-invalid', name: 'a name with a slash', exit: 2, ...unsent, words: ['--profile', '../up'] },
  {
    code: 'value-unclean', name: 'a client id with a blank that nobody sees', exit: 2, ...unsent,
    words: ['--client-id', 'a\u200Bb'], says: [/--client-id holds .*U\+200B, at position 2/],
  },
  {
    code: 'issuer-form', name: 'a host without a scheme', exit: 2, ...unsent,
    command: () => ['login', 'accounts.example.com', '--client-id', 'x'],
    says: [/next: oauth-walk login https:\/\/accounts\.example\.com --client-id x/],
  },
  {
    code: 'certificate-unusable', name: 'a CA file that holds a text', exit: 2, ...unsent,
    words: ['--ca', fileURLToPath(import.meta.url)], says: [/no line "-----BEGIN/],
  },
  {
    code: 'proxy-failed', name: 'a proxy that is not there', exit: 5, step: 'start',
    command: () => ['login', 'https://op.example', '--client-id', 'x'],
    environment: () => ({ HTTPS_PROXY: '127.0.0.1:9' }), says: [/The proxy 127\.0\.0\.1:9 did not lead to op\.example/],
  },
  {
    code: 'file-unreadable', name: 'a CA file that is not there', exit: 2, ...unsent,
    words: ['--ca', '/nonexistent/ca.pem'], says: [/ENOENT/, /--ca/],
  },
  {
    code: 'file-unwritable', name: 'a report in a folder that is not there', exit: 2, ...unsent,
    words: ['--html', '/nonexistent/report.html'],
    says: [/ENOENT/, /--html/],
  },
  {
    code: 'transcript-invalid', name: 'a report of a file that no walk wrote', exit: 2, ...unsent,
    command: () => ['report', fileURLToPath(import.meta.url)], says: [/no JSON/, /--save/],
  },
  {
    code: 'tls-checks-off', name: 'NODE_TLS_REJECT_UNAUTHORIZED=0', exit: 2, step: 'start',
    command: () => ['login', 'https://op.example', '--client-id', 'x'],
    environment: () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
  },
  {
    code: 'issuer-insecure', name: 'D01: http to another machine', exit: 2, step: 'start',
    command: () => ['login', 'http://op.example', '--client-id', 'x'],
    says: [/https:\/\/op\.example/],
  },
  {
    code: 'setting-invalid', name: 'D02: an issuer with a query', exit: 2, step: 'start',
    command: () => ['login', 'https://op.example?a=1', '--client-id', 'x'], says: [/a URL without/],
  },
  {
    code: 'setting-invalid', name: 'D02: an issuer with a fragment', exit: 2, step: 'start',
    command: () => ['login', 'https://op.example#a', '--client-id', 'x'], says: [/a URL without/],
  },
  {
    code: 'nobody-came',
    name: 'D06 H08: an authorization endpoint on another host, of look-alike letters, is told in plain ones', exit: 5,
    step: 'consent', visit: 'nobody',
    words: ['--timeout', '1'],
    handlers: publishing(good => ({
      ...good, authorization_endpoint: 'https://\u0430\u0440\u0440\u04cf\u0435.example/authorize',
    })),
    says: [
      /authorization_endpoint is on xn--80ak6aa92e\.example/, /^ *https:\/\/xn--80ak6aa92e\.example\/authorize\?/m,
    ],
  },
  {
    code: 'parameter-protected', name: 'D13: --param state', exit: 2, step: 'redirect',
    words: ['--param', 'state=mine'], says: [/--param may not set state/],
  },
  {
    code: 'endpoints-missing', name: 'metadata without a token endpoint', exit: 2, ...discovery,
    handlers: publishing(good => without(good, 'token_endpoint')),
  },
  {
    code: 'jwks-missing', name: 'OpenID metadata without keys', exit: 2, ...discovery, words: ['--scope', 'openid'],
    handlers: publishing(good => without(good, 'jwks_uri')),
  },
  {
    code: 'issuer-identical', name: 'metadata of somebody else', exit: 4, ...discovery,
    handlers: publishing(good => ({ ...good, issuer: 'https://attacker.example' })),
    says: [/came: https:\/\/attacker\.example/],
  },
  {
    code: 'issuer-identical', name: 'D03: a slash too many', exit: 4, ...discovery,
    handlers: publishing((good, { issuer }) => ({ ...good, issuer: `${issuer}/` })),
  },
  {
    code: 'issuer-identical', name: 'no issuer', exit: 4, ...discovery,
    handlers: publishing(good => without(good, 'issuer')), says: [/\(missing\)/],
  },
  {
    code: 'endpoints-safe', name: 'D05: a javascript: authorization endpoint', exit: 4, ...discovery,
    handlers: publishing(good => ({ ...good, authorization_endpoint: 'javascript:alert(1)' })),
    says: [/javascript:alert\(1\)/],
  },
  {
    code: 'endpoints-safe', name: 'D05: a token endpoint over http elsewhere', exit: 4, ...discovery,
    handlers: publishing(good => ({ ...good, token_endpoint: 'http://op.example/token' })),
  },
  {
    code: 'endpoints-safe', name: 'an endpoint whose toString is no function', exit: 4, ...discovery,
    handlers: publishing(good => ({ ...good, token_endpoint: { toString: false } })),
  },
  {
    code: 'endpoints-safe', name: 'an endpoint that is a list', exit: 4, ...discovery,
    handlers: publishing(good => ({ ...good, token_endpoint: [good['token_endpoint']] })),
  },
  {
    code: 'endpoints-safe', name: 'an endpoint with a parameter of ours', exit: 4, step: 'redirect',
    handlers: publishing((good, { issuer }) => ({ ...good, authorization_endpoint: `${issuer}/authorize?state=mine` })),
  },
  { code: 'discovery-refused', name: 'no metadata by either standard', exit: 3, step: 'start', handlers: {
    discovery: () => ({ status: 404 }),
  }, // It might have been a resource.
  asked: { discovery: 1, metadata: 1, elsewhere: 5 },
  says: [/openid-configuration \(404\) and http\S+oauth-authorization-server \(404\)/] },
  {
    code: 'discovery-refused', name: 'status 500', exit: 3, ...discovery,
    handlers: { discovery: () => ({ status: 500 }) }, says: [/status 500/],
  },
  {
    code: 'unreadable-answer', name: 'a login page instead of metadata', exit: 3, ...discovery,
    handlers: { discovery: () => ({ body: '<title>Please log in</title>' }) }, says: [/Please log in/],
  },
  {
    code: 'unreadable-answer', name: 'JSON that is nested too deeply', exit: 3, ...discovery,
    handlers: { discovery: () => ({ body: '['.repeat(100_000) }) },
  },
  {
    code: 'redirect-refused', name: 'D04: metadata that moved', exit: 3, ...discovery,
    handlers: { discovery: (_, { issuer }) => ({ status: 302, headers: { location: `${issuer}/moved` } }) },
    says: [/\/moved/],
  },
  {
    code: 'answer-too-large', name: 'metadata of 600 KB', exit: 5, ...discovery,
    handlers: { discovery: () => ({ body: { filler: 'x'.repeat(600_000) } }) }, says: [/524288/],
  },
  {
    code: 'network-failed', name: 'the connection is cut', exit: 5, ...discovery, handlers: { discovery: () => 'drop' },
  },
  {
    code: 'network-timeout', name: 'no answer within --http-timeout', exit: 5, ...discovery,
    words: ['--http-timeout', '1'], handlers: { discovery: () => 'hang' }, says: [/within 1 s/],
  },
  {
    code: 'push-refused', name: 'a pushed request that the provider does not take', exit: 3, step: 'redirect',
    asked: { push: 1, authorize: 0 },
    handlers: {
      ...publishing((good, { issuer }) => ({
        ...good, require_pushed_authorization_requests: true, pushed_authorization_request_endpoint: `${issuer}/push`,
      })),
      push: () => ({ status: 400, body: { error: 'invalid_request', error_description: 'too much' } }),
    },
    provider: { error: 'invalid_request', error_description: 'too much', status: 400 },
  },
  {
    code: 'store-unreadable', name: 'a home whose name no system can take', exit: 6, ...unsent,
    environment: home => ({ OAUTH_WALK_HOME: join(home, 'x'.repeat(300)) }), says: [/ENAMETOOLONG/],
  },
  {
    code: 'store-corrupt', name: 'a profile that is no JSON', exit: 6, ...unsent,
    prepare: home => writeFileSync(profileFile(home), '{"v":1,'),
  },
  {
    code: 'store-unsafe', name: 'a profile that is a link', exit: 6, ...unsent, prepare: (home) => {
      const file = profileFile(home)
      rmSync(file)
      writeFileSync(join(home, 'target.json'), '{}')
      symlinkSync(join(home, 'target.json'), file)
    },
  },
]
