import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { ClientMetadata, Configuration, default as Provider } from 'oidc-provider'
import { vi } from 'vitest'
import { providersRsaPair } from './key-pairs.ts'
import { listen, release } from './ports.ts'

/** A request with which a client authenticated, as the provider got it. */
export interface Proven {
  path: string
  body: Record<string, string>
}

/** A real OpenID provider whose clients prove who they are with an assertion. */
export interface KeyedServer {
  issuer: string
  proven: Proven[]
  close(): Promise<void>
}

/** Starts it with these clients; `algorithms` are those that it takes assertions in. */
export async function startKeyedServer(
  clients: readonly ClientMetadata[], algorithms: readonly string[],
): Promise<KeyedServer> {
  const server = createServer()
  const issuer = await listen(server)
  const proven: Proven[] = []
  const quiet = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'info')].map(spy =>
    spy.mockImplementation(() => undefined))
  const { default: Library } = await import('oidc-provider')
  const provider = new Library(issuer, configure(clients, algorithms))
  provider.use(record(proven))
  server.on('request', (request, response) => void provider.callback()(request, response))
  const close = async () => {
    for (const spy of quiet) spy.mockRestore()
    await release(server)
  }
  return { issuer, proven, close }
}

function configure(clients: readonly ClientMetadata[], algorithms: readonly string[]): Configuration {
  const common = {
    application_type: 'native' as const, redirect_uris: ['http://127.0.0.1/callback'],
    response_types: ['code' as const],
    grant_types: ['authorization_code', 'refresh_token'],
  }
  return {
    clients: clients.map(client => ({ ...common, ...client })),
    jwks: { keys: [{ ...providersRsaPair().privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'provider' }] },
    clientAuthMethods: ['private_key_jwt', 'client_secret_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: algorithms as never },
    features: { revocation: { enabled: true } },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    issueRefreshToken: async () => true,
    findAccount: async (_context, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
  }
}

function record(proven: Proven[]): Parameters<Provider['use']>[0] {
  return async (context, next) => {
    await next()
    const { oidc } = context as unknown as { oidc?: { body?: Record<string, string> } }
    if (oidc?.body?.['client_assertion'] !== undefined) proven.push({ path: context.path, body: { ...oidc.body } })
  }
}
