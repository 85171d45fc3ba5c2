import { gzipSync } from 'node:zlib'
import type { FailureRow } from '../../support/failing.ts'
import { metadataOf } from '../../support/stub-answers.ts'
import type { Stub } from '../../support/stub-provider.ts'
import { publishing } from '../failures/start.ts'

const unsent = { asked: { discovery: 0 } } as const
const discovery = { step: 'start', asked: { discovery: 1 } } as const

/** Metadata in which one endpoint is made of the stub's own address. */
function endpoint(name: string, make: (stub: Stub, port: string) => unknown) {
  return publishing((good, stub) => ({ ...good, [name]: make(stub, new URL(stub.issuer).port) }))
}

function loginAt(issuer: string) {
  return { command: () => ['login', issuer, '--client-id', 'x'], visit: 'nobody' } as const
}

const redirectTo = (uri: string) => ({
  ...unsent, step: null, words: ['--redirect-uri', uri], visit: 'nobody' as const,
})

/** Hostile cases of our own: addresses and metadata. */
export const ownStartFailures: FailureRow[] = [
  {
    code: 'issuer-insecure', name: 'own-01 http to a name that begins like this machine’s', exit: 2, step: 'start',
    ...unsent, ...loginAt('http://localhost.evil.example'),
  },
  {
    code: 'issuer-insecure', name: 'own-02 http to a name that begins like a loopback address', exit: 2, step: 'start',
    ...unsent, ...loginAt('http://127.0.0.1.evil.example'),
  },
  {
    code: 'issuer-insecure', name: 'own-03 an ideographic full stop that becomes a dot', exit: 2, step: 'start',
    ...unsent, ...loginAt('http://localhost。evil.example'),
  },
  {
    code: 'setting-invalid', name: 'own-04 an issuer with a user name before the @', exit: 2, ...unsent,
    ...loginAt('https://accounts.example@evil.example'),
  },
  {
    code: 'issuer-insecure', name: 'own-05 http to every address of this machine', exit: 2, step: 'start', ...unsent,
    ...loginAt('http://0.0.0.0:1'),
  },
  {
    code: 'endpoints-safe', name: 'own-06 an endpoint with the loopback address as its user name', exit: 4,
    ...discovery, handlers: endpoint('token_endpoint', () => 'http://127.0.0.1@evil.example/token'),
  },
  {
    code: 'endpoints-safe', name: 'own-07 an endpoint at an IPv4 address in the form of IPv6', exit: 4, ...discovery,
    handlers: endpoint('token_endpoint', (_, port) => `http://[::ffff:127.0.0.1]:${port}/token`),
  },
  {
    code: 'endpoints-safe', name: 'own-08 an endpoint under an address that means any', exit: 4, ...discovery,
    handlers: endpoint('userinfo_endpoint', (_, port) => `http://0.0.0.0:${port}/userinfo`),
  },
  {
    code: 'endpoints-safe', name: 'own-09 an endpoint whose host goes on behind localhost', exit: 4, ...discovery,
    handlers: endpoint('jwks_uri', (_, port) => `http://localhost.evil.example:${port}/jwks`),
  },
  {
    code: 'endpoints-safe', name: 'own-10 an endpoint that is given twice, the bad one last', exit: 4, ...discovery,
    handlers: {
      discovery: (_, stub) => ({
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(metadataOf(stub)).replace(/\}$/, ',"token_endpoint":"http://evil.example/token"}'),
      }),
    },
  },
  {
    code: 'endpoints-safe', name: 'own-11 an endpoint with a parameter of ours under an encoded name', exit: 4,
    step: 'redirect', asked: { discovery: 1, authorize: 0 },
    handlers: endpoint('authorization_endpoint', ({ issuer }) => `${issuer}/authorize?%73tate=theirs`),
  },
  {
    code: 'endpoints-safe', name: 'own-12 an endpoint that already says where to redirect', exit: 4, step: 'redirect',
    asked: { discovery: 1, authorize: 0 },
    handlers: endpoint('authorization_endpoint', ({ issuer }) =>
      `${issuer}/authorize?redirect_uri=https://evil.example/`),
  },
  {
    code: 'issuer-identical', name: 'own-13 an issuer with a zero-width character behind it', exit: 4, ...discovery,
    handlers: endpoint('issuer', ({ issuer }) => `${issuer}\u200b`),
  },
  {
    code: 'issuer-identical', name: 'own-14 an issuer with a NUL behind it', exit: 4, ...discovery,
    handlers: endpoint('issuer', ({ issuer }) => `${issuer}\u0000`),
  },
  {
    code: 'issuer-identical', name: 'own-15 an issuer in a list of one', exit: 4, ...discovery,
    handlers: endpoint('issuer', ({ issuer }) => [issuer]),
  },
  { code: 'unreadable-answer', name: 'own-16 gzip of two parts, each a document', exit: 3, ...discovery, handlers: {
    discovery: (_, stub) => {
      const part = gzipSync(JSON.stringify(metadataOf(stub)))
      return {
        headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' }, body: Buffer.concat([part, part]),
      }
    },
  } },
  {
    code: 'redirect-uri-unusable', name: 'own-17 a redirect URI whose host goes on behind localhost', exit: 2,
    ...redirectTo('http://localhost.evil.example/callback'),
  },
  {
    code: 'redirect-uri-unusable', name: 'own-18 a redirect URI with the loopback address as its user name', exit: 2,
    ...redirectTo('http://127.0.0.1:8765@evil.example/callback'),
  },
  {
    code: 'redirect-uri-unusable', name: 'own-19 a redirect URI at an IPv4 address in the form of IPv6', exit: 2,
    ...redirectTo('http://[::ffff:127.0.0.1]:8765/callback'),
  },
  {
    code: 'parameter-protected', name: 'own-20 a whole request object by hand', exit: 2, step: 'redirect',
    asked: { discovery: 1, authorize: 0 }, words: ['--param', 'request_uri=https://evil.example/request.jwt'],
    visit: 'nobody',
  },
]
