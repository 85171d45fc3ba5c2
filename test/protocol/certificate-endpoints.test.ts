import { expect, test } from 'vitest'
import { withAliases } from '../../src/protocol/certificate-endpoints.ts'

const metadata = {
  issuer: 'https://op.example', authorization_endpoint: 'https://op.example/auth',
  token_endpoint: 'https://op.example/token', jwks_uri: 'https://op.example/jwks',
}

test('a client with a certificate uses the endpoints for such clients, and those of the browser as before', () => {
  const mtls_endpoint_aliases = {
    token_endpoint: 'https://mtls.op.example/token', authorization_endpoint: 'https://evil.example',
    jwks_uri: 'https://evil.example', __proto__x: 'y',
  }
  const { usable, findings } = withAliases({ ...metadata, mtls_endpoint_aliases })
  expect(usable).toEqual({ ...metadata, mtls_endpoint_aliases, token_endpoint: 'https://mtls.op.example/token' })
  expect(findings).toEqual([
    { code: 'certificate-endpoints', details: { endpoints: ['token_endpoint'], hosts: ['mtls.op.example'] } },
  ])
})

test.each([undefined, null, 'x', [], {}])('%j as aliases changes nothing', (mtls_endpoint_aliases) => {
  const own = { ...metadata, mtls_endpoint_aliases }
  expect(withAliases(own)).toEqual({ usable: own, findings: [] })
})
