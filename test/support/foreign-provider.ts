import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { createServer, type RequestListener } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { afterAll, vi } from 'vitest'
import type { Certified } from './certified.ts'
import { newEcdsaPair } from './key-pairs.ts'
import { listen, release } from './ports.ts'

/**
 * An oidc-provider by somebody else's habits: a plain address for browsers, and one over TLS that knows clients by
 * their certificates.
 */
export interface ForeignProvider {
  /** Its issuer, and where browsers go. */
  issuer: string
  front: string
  /** Where clients with a certificate go; also the port behind any name that a proxy leads there. */
  secure: string
  asked: { path: string, host: string, body: string }[]
}

const socketOf = (context: KoaContextWithOIDC) => context.req.socket as TLSSocket
const peerOf = (context: KoaContextWithOIDC) =>
  context.req.socket instanceof Object && 'getPeerX509Certificate' in context.req.socket
    ? socketOf(context).getPeerX509Certificate()
    : undefined

/**
 * Starts it for these clients; with `name`, its issuer is at that name over TLS, and only browsers come to the plain
 * address.
 */
export async function startForeignProvider(
  { server: { cert, key }, authority }: Certified, clients: ClientMetadata[], name?: string,
): Promise<ForeignProvider> {
  const front = createServer()
  const plain = await listen(front)
  const back = createTlsServer({ cert, key, ca: readFileSync(authority), requestCert: true, rejectUnauthorized: false })
  await new Promise<void>(resolve => back.listen(0, '127.0.0.1', resolve))
  const secure = `https://localhost:${(back.address() as AddressInfo).port}`
  const issuer = name === undefined ? plain : `https://${name}`
  const quiet = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'info')].map(spy =>
    spy.mockImplementation(() => undefined))
  const { default: Library } = await import('oidc-provider')
  const provider = new Library(issuer, configuration(clients, name === undefined ? secure : undefined))
  const asked: ForeignProvider['asked'] = []
  const answer = provider.callback()
  const listener: RequestListener = (request, response) => {
    const entry = { path: (request.url ?? '').split('?')[0] ?? '', host: request.headers.host ?? '', body: '' }
    asked.push(entry)
    request.on('data', (chunk: Buffer) => void (entry.body += chunk.toString()))
    void answer(request, response)
  }
  for (const server of [front, back]) server.on('request', listener)
  afterAll(async () => {
    for (const spy of quiet) spy.mockRestore()
    await Promise.all([release(front), release(back)])
  })
  return { issuer, front: plain, secure, asked }
}

function configuration(clients: ClientMetadata[], aliased: string | undefined): Configuration {
  const aliases = {
    token_endpoint: '/token', pushed_authorization_request_endpoint: '/request', userinfo_endpoint: '/me',
    revocation_endpoint: '/token/revocation',
  }
  return {
    clients,
    jwks: {
      keys: [{ ...newEcdsaPair().privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'foreign' }],
    },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name'] },
    issueRefreshToken: async () => true,
    clientAuthMethods: [
      'client_secret_basic', 'client_secret_jwt', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth',
    ],
    findAccount: async (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, name: 'Zhang San' }) }),
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], authorizationSigningAlgValues: ['ES256'] },
    ...aliased === undefined
      ? {}
      : {
          discovery: {
            mtls_endpoint_aliases: Object.fromEntries(
              Object.entries(aliases).map(([member, path]) => [member, aliased + path]),
            ),
          },
        },
    features: {
      devInteractions: { enabled: true }, revocation: { enabled: true }, dPoP: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      requestObjects: { enabled: true }, jwtResponseModes: { enabled: true }, encryption: { enabled: false },
      fapi: { enabled: true, profile: (_context, client) => client.clientId.startsWith('fapi-') ? '2.0' : undefined },
      mTLS: {
        enabled: true, certificateBoundAccessTokens: true, tlsClientAuth: true, selfSignedTlsClientAuth: true,
        getCertificate: context => peerOf(context) ?? (undefined),
        certificateAuthorized: context => socketOf(context).authorized,
        certificateSubjectMatches: (context, property, expected) => property === 'tls_client_auth_subject_dn'
          && (peerOf(context)?.subject ?? '').split('\n').reverse().join(',') === expected,
      },
      resourceIndicators: {
        enabled: true, useGrantedResource: async () => true,
        getResourceServerInfo: async () => ({
          scope: 'read', audience: 'https://api.example', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  }
}

/** A proxy that makes tunnels, each to the port where the provider really is; it remembers for whom. */
export async function startTunnels(port: number): Promise<{ address: string, asked: string[] }> {
  const asked: string[] = []
  const server = createServer((_request, response) => response.writeHead(502).end())
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    for (const end of [onward, socket]) end.on('error', () => void (onward.destroy(), socket.destroy()))
  })
  const address = await listen(server)
  afterAll(async () => release(server))
  return { address, asked }
}
