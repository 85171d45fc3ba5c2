import { describe, expect, test } from 'vitest'
import {
  isThisMachine, requireAnswerable, requireLoopbackAddresses, requireWebAddress,
} from '../../src/providers/redirect-uri.ts'

function refused(reason: string): Error {
  return expect.objectContaining({
    code: 'redirect-uri-unusable', details: expect.objectContaining({ reason }) as unknown,
  }) as Error
}

describe('a redirect URI that is pasted', () => {
  test.each([
    'http://127.0.0.1:8765/callback', 'https://your.example/callback', 'http://192.168.1.5/cb',
    'https://your.example/cb?x=1',
  ])('%s may be anywhere', (uri) => {
    expect(requireWebAddress(uri).href).toBe(uri)
  })

  test.each([
    'myapp://callback', 'callback', '', 'urn:ietf:wg:oauth:2.0:oob', 'javascript:alert(1)',
  ])('%j is no web address', (uri) => {
    expect(() => requireWebAddress(uri)).toThrow(refused('not-web'))
  })

  test.each([
    ['https://user:word@your.example/', 'user-name'], ['http://127.0.0.1@your.example/cb', 'user-name'],
    ['http://127.0.0.1:99999/cb', 'port'], ['http://[::1]:x/cb', 'port'], ['http://127.0.0.1 /cb', 'not-web'],
    ['http://a b:1/cb', 'not-web'],
  ])('%s is refused for its %s', (uri, reason) => {
    expect(() => requireWebAddress(uri)).toThrow(refused(reason))
  })

  test.each([['::ffff:127.0.0.1', 'mapped'], ['::ffff:7f00:1', 'mapped'], ['::ffff:8.8.8.8', 'elsewhere']])(
    'an address of IPv4 in the form of IPv6, %s, is told as such: %s', (address, reason) => {
      expect(() => requireLoopbackAddresses(`http://[${address}]/cb`, [address])).toThrow(refused(reason))
    },
  )

  test.each(['https://your.example/#x', 'http://127.0.0.1/cb#'])('%s has a fragment', (uri) => {
    expect(() => requireWebAddress(uri)).toThrow(refused('fragment'))
  })
})

describe('a redirect URI that a listener answers', () => {
  test.each([
    'http://127.0.0.1/callback', 'http://localhost/', 'http://[::1]:1/x', 'http://127.9.9.9/x',
    'http://dev.example/callback',
  ])('%s', (uri) => {
    expect(requireAnswerable(uri, false).href).toBe(uri)
  })

  test('has no query', () =>
    expect(() => requireAnswerable('http://127.0.0.1/cb?x=1', false)).toThrow(refused('query')))

  test('needs a certificate for https', () => {
    expect(() => requireAnswerable('https://localhost/cb', false)).toThrow(refused('certificate-missing'))
    expect(() => requireAnswerable('https://dev.example/cb', false)).toThrow(refused('https'))
    expect(requireAnswerable('https://dev.example/cb', true).hostname).toBe('dev.example')
  })
})

describe('L08 what a name means', () => {
  test.each(['127.0.0.1', '127.9.9.9', '[::1]', 'localhost', 'a.localhost'])('%s is this machine', host =>
    expect(isThisMachine(host)).toBe(true))

  test.each([
    '127.0.0.1.evil.example', 'localhost.evil.example', '0.0.0.0', '[::]', 'notlocalhost', '192.168.1.5',
  ])('%s must be asked for', (host) => {
    expect(isThisMachine(host)).toBe(false)
  })

  test.each([[['127.0.0.1']], [['127.0.0.1', '::1']], [['127.8.9.1']]])('%j is loopback', (addresses) => {
    expect(() => requireLoopbackAddresses('http://dev.example/', addresses)).not.toThrow()
  })

  test.each([
    [['192.0.2.1']], [['127.0.0.1', '192.0.2.1']], [['0.0.0.0']], [['::']], [['::1', '2001:db8::1']],
    [['::ffff:192.0.2.1']],
  ])('%j is not, and not one address may be elsewhere', (addresses) => {
    expect(() => requireLoopbackAddresses('http://dev.example/', addresses)).toThrow(refused('elsewhere'))
  })

  test('a name without an address is unknown', () =>
    expect(() => requireLoopbackAddresses('http://dev.example/', [])).toThrow(refused('unknown-name')))
})
