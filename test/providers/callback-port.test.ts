import { expect, test } from 'vitest'
import { readDescription } from '../../src/codes/described.ts'
import { Failure } from '../../src/codes/failure.ts'
import { redirectUriOf, resolveSettings, settingsToSave, type Layer } from '../../src/providers/resolve.ts'
import { sources, type LayerSource } from '../../src/providers/resolved.ts'

type Said = Exclude<LayerSource, 'default'>
const layers = sources.filter((source): source is Said => source !== 'default')

/** The settings where one layer has the port and one the redirect URI. */
function resolve(port: Said, uri: Said, written: string, ports = '4711') {
  const of: Record<Said, Layer> = { flag: {}, environment: {}, profile: {}, preset: {} }
  of[uri] = { ...of[uri], 'redirect-uri': written }
  of[port] = { ...of[port], port: ports }
  const environment = Object.fromEntries(Object.entries(of.environment).map(([name, value]) =>
    [`OAUTH_WALK_${name.toUpperCase().replaceAll('-', '_')}`, String(value)]))
  return resolveSettings(of.flag, environment, of.profile, of.preset)
}

/** The redirect URI that is sent, or how two ports are refused. */
function sent(port: Said, uri: Said, written: string, ports?: string): string {
  try {
    return redirectUriOf(resolve(port, uri, written, ports))
  } catch (error) {
    const { details } = error as Failure
    const { code, facts } = readDescription(String(details['expected'])) ?? {}
    return [details['setting'], details['value'], code, ...facts ?? []].join(' ')
  }
}

const own = 'http://127.0.0.1:18771/callback'
const moved = 'http://127.0.0.1:4711/callback'
const nearer = (one: Said, other: Said) => layers.indexOf(one) < layers.indexOf(other)
const pairs = layers.flatMap(port => layers.map((uri): [Said, Said] => [port, uri]))

test.each(pairs)('port by %s, redirect URI with a port by %s: the nearer source has its way', (port, uri) => {
  const both: Partial<Record<Said, string>> = {
    flag: '--port 4711 port-of 18771 --redirect-uri',
    environment: 'OAUTH_WALK_PORT 4711 port-of 18771 OAUTH_WALK_REDIRECT_URI',
  }
  const expected = nearer(uri, port) ? own : port === uri ? both[port] ?? moved : moved
  expect(sent(port, uri, own)).toBe(expected)
})

test.each(pairs)('port by %s, redirect URI of this machine without a port by %s: the port is used', (port, uri) => {
  expect(sent(port, uri, 'http://localhost/cb')).toBe('http://localhost:4711/cb')
})

test.each(pairs)('port by %s, redirect URI of another name by %s: port 80 is a port of its own', (port, uri) => {
  const expected = nearer(uri, port) ? 'http://dev.example/cb' : 'http://dev.example:4711/cb'
  expect(sent(port, uri, 'http://dev.example/cb')).toBe(expected)
})

test.each([
  ['the protocol’s own, which a parser leaves out', 'http://localhost:80/cb'], ['at an IPv6 address', 'http://[::1]:81/'],
  ['at a name', 'https://LOCALHOST:443/cb'], ['with a query', 'http://127.0.0.1:8080?a=:1'],
])('a port is written down: %s', (_, written) => {
  expect(sent('profile', 'flag', written)).toBe(written)
})

test('a list with the port of the redirect URI, or any port of a URI without one, is no contradiction', () => {
  expect(sent('flag', 'flag', own, '18770,18771')).toBe('http://127.0.0.1:18770/callback')
  expect(sent('flag', 'flag', 'http://127.0.0.1/callback', '0')).toBe('http://127.0.0.1/callback')
  expect(sent('flag', 'flag', own, '18770')).toBe('--port 18770 port-of 18771 --redirect-uri')
  expect(sent('flag', 'flag', own, '0')).toBe(own)
})

test('a port that lost is not kept in the profile, and one that won is', () => {
  expect(settingsToSave(resolve('profile', 'flag', own))).toEqual({ 'redirect-uri': own })
  expect(settingsToSave(resolve('flag', 'profile', own))).toEqual({ 'redirect-uri': own, port: [4711] })
  expect(sent('profile', 'profile', own)).toBe(moved)
})
