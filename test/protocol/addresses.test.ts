import { describe, expect, test } from 'vitest'
import { isLoopbackHost, isLoopbackHttp } from '../../src/addresses/loopback.ts'
import { checkEndpoints, checkIssuer, checkReach, requireUsableIssuer } from '../../src/protocol/metadata.ts'

describe('loopback', () => {
  test.each(['localhost', '127.0.0.1', '127.255.255.254', '[::1]', '::1'])('%s is this machine', (host) => {
    expect(isLoopbackHost(host)).toBe(true)
  })

  test.each([
    '', '0.0.0.0', '128.0.0.1', '127.0.0.1.nip.io', 'localhost.', 'localhost.example', 'xlocalhost', '127.1', '[::]',
    '[::ffff:127.0.0.1]', '::2', '10.0.0.1',
    '169.254.169.254',
  ])('%s is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false)
  })

  test.each([
    { address: 'http://127.0.0.1:1/x', is: true }, { address: 'http://LOCALHOST/', is: true },
    { address: 'http://[::1]:9/', is: true },
    { address: 'http://0x7f.1/', is: true }, { address: 'https://127.0.0.1/', is: false },
    { address: 'http://127.0.0.1@evil.example/', is: false },
    { address: 'http://op.example/', is: false }, { address: 'no address', is: false },
  ])('$address', ({ address, is }) => {
    expect(isLoopbackHttp(address)).toBe(is)
  })
})

describe('the issuer', () => {
  test.each([
    'https://op.example', 'https://op.example/tenant/one', 'http://127.0.0.1:8080', 'http://localhost:1/x',
    'http://[::1]:1',
  ])('%s is usable', (issuer) => {
    expect(requireUsableIssuer(issuer).href).toContain(new URL(issuer).host)
  })

  test.each([
    { issuer: 'http://op.example', code: 'issuer-insecure' },
    { issuer: 'http://127.0.0.1.nip.io', code: 'issuer-insecure' },
    { issuer: 'https://op.example?a=b', code: 'setting-invalid' },
    { issuer: 'https://op.example?', code: 'setting-invalid' },
    { issuer: 'https://op.example#a', code: 'setting-invalid' },
    { issuer: 'https://user@op.example', code: 'setting-invalid' },
    { issuer: 'ftp://op.example', code: 'issuer-form' }, { issuer: 'javascript:x', code: 'setting-invalid' },
    { issuer: 'op.example', code: 'issuer-form' },
    { issuer: '', code: 'setting-invalid' },
  ])('$issuer is $code', ({ issuer, code }) => {
    expect(() => requireUsableIssuer(issuer)).toThrow(expect.objectContaining({ code }))
  })

  test.each([
    { published: 'https://op.example', ok: true }, { published: 'https://op.example/', ok: false },
    { published: 'HTTPS://OP.example:443', ok: false },
    { published: 'https://OP.example', ok: false }, { published: undefined, ok: false }, { published: 5, ok: false },
    { published: ['https://op.example'], ok: false },
  ])('published as $published', ({ published, ok }) => {
    expect(checkIssuer('https://op.example', { issuer: published })).toMatchObject({ name: 'issuer-identical', ok })
  })
})

describe('H22: endpoints of a provider elsewhere', () => {
  const reach = (issuer: string, endpoint: string) =>
    checkReach(issuer, { token_endpoint: endpoint }).map(({ name, ok, actual }) => ({ name, ok, actual }))

  test.each([
    'https://127.0.0.1/token', 'http://127.0.0.1:8080/token', 'https://[::1]/token', 'https://localhost/token',
    'https://x.localhost/token', 'https://169.254.169.254/latest',
    'https://10.1.2.3/', 'https://172.16.0.1/', 'https://172.31.255.1/', 'https://192.168.0.1/', 'https://0.0.0.0/',
    'https://[fd00::1]/', 'https://[fe80::1]/',
    'https://[::ffff:10.0.0.1]/', 'https://0x7f.1/', 'https://2130706433/',
  ])('H22: %s is refused', (endpoint) => {
    expect(reach('https://op.example', endpoint)).toEqual([
      { name: 'endpoints-safe', ok: false, actual: `token_endpoint=${endpoint}` },
    ])
  })

  test.each([
    'https://op.example/token', 'https://172.32.0.1/', 'https://localhost.example/',
  ])('H22: %s is not', (endpoint) => {
    expect(reach('https://op.example', endpoint)).toEqual([])
  })

  test('H22: a provider in a private network may name them', () => {
    expect(reach('http://127.0.0.1:8080', 'http://127.0.0.1:8080/token')).toEqual([])
    expect(reach('https://10.0.0.5', 'https://10.0.0.6/token')).toEqual([])
  })
})

describe('endpoints', () => {
  const names = [
    'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'revocation_endpoint',
    'end_session_endpoint',
  ]

  test.each(names)('%s may be https, or http on loopback', (name) => {
    for (const address of ['https://op.example/x', 'https://other.example/x?a=b', 'http://127.0.0.1:1/x']) {
      expect(checkEndpoints({ [name]: address }).ok).toBe(true)
    }
  })

  test.each(names)('%s may be nothing else', (name) => {
    const unsafe = [
      'http://op.example/x', 'javascript:x', 'data:,x', 'file:///x', 'ms-msdt:/x', '//op.example/x', '/x', '', 5, null,
      ['https://op.example/x'], {},
      'https://user@op.example/x', 'https://op.example/x#y', '\\\\host\\share', '--flag',
    ]
    for (const address of unsafe) {
      expect(
        checkEndpoints({ token_endpoint: 'https://op.example/token', [name]: address }), JSON.stringify(address),
      ).toMatchObject(
        { ok: false },
      )
    }
  })
})
