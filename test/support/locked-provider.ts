import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { ClientMetadata, Configuration } from 'oidc-provider'
import { onTestFinished, vi } from 'vitest'
import { providersRsaPair } from './key-pairs.ts'
import { listen, release } from './ports.ts'

/** What the provider was asked, in order. */
export interface Asked {
  method: string
  path: string
  query: string
  headers: NodeJS.Dict<string | string[]>
  body: string
}

export interface LockedProvider {
  issuer: string
  asked: Asked[]
  /** Those that went to one endpoint. */
  at: (path: string) => Asked[]
}

export const client = { client_id: 'locked', client_secret: 'a-secret-of-the-locked-client-0001' }

/** An oidc-provider with one client and the given locks; it is closed with the test. */
export async function startLockedProvider(
  configuration: Configuration = {}, metadata: Partial<ClientMetadata> = {},
): Promise<LockedProvider> {
  const server = createServer()
  const issuer = await listen(server)
  const quiet = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'info')].map(spy =>
    spy.mockImplementation(() => undefined))
  const { default: Library } = await import('oidc-provider')
  const { features, ...rest } = configuration
  const provider = new Library(issuer, {
    clients: [{
      ...client, redirect_uris: ['http://127.0.0.1/callback'], application_type: 'native',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'], token_endpoint_auth_method: 'client_secret_basic', ...metadata,
    }],
    jwks: { keys: [{ ...providersRsaPair().privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'locked-1' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    issueRefreshToken: async () => true,
    findAccount: async (_context, sub) => ({
      accountId: sub, claims: async () => ({ sub, name: 'Zhang San', email: 'z@locked.example' }),
    }),
    features: { revocation: { enabled: true }, ...features },
    ...rest,
  })
  const asked: Asked[] = []
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const entry: Asked = { method: request.method ?? '', path, query, headers: request.headers, body: '' }
    asked.push(entry)
    request.on('data', (chunk: Buffer) => void (entry.body += chunk.toString()))
    void answer(request, response)
  })
  onTestFinished(async () => {
    for (const spy of quiet) spy.mockRestore()
    await release(server)
  })
  return { issuer, asked, at: path => asked.filter(one => one.path === path) }
}
