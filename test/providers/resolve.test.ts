import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import {
  resolveSettings, settingsToSave, textOf, toClient, toLogin, toProvider, type Layer,
} from '../../src/providers/resolve.ts'
import { sources } from '../../src/providers/resolved.ts'
import { environmentName } from '../../src/providers/settings.ts'

const layers = { flag: 'by-flag', environment: 'by-environment', profile: 'by-profile', preset: 'by-preset' } as const

/** Resolves `prompt` where just these layers have it. */
function resolvePrompt(present: readonly string[]) {
  const layer = (name: keyof typeof layers): Layer => present.includes(name) ? { prompt: layers[name] } : {}
  const environment = present.includes('environment') ? { OAUTH_WALK_PROMPT: layers.environment } : {}
  return resolveSettings(layer('flag'), environment, layer('profile'), layer('preset')).prompt
}

describe('precedence', () => {
  const names = Object.keys(layers)
  const combinations = Array.from({ length: 16 }, (_, bits) => names.filter((_name, place) => bits & (1 << place)))

  test.each(combinations.map(present => [present]))('of %j', (present) => {
    const strongest = sources.find(source => present.includes(source))
    expect(resolvePrompt(present)).toEqual(strongest && { value: `by-${strongest}`, source: strongest })
  })

  test('the default is the weakest', () => {
    const resolve = (preset: Layer) => resolveSettings({}, {}, {}, preset)['redirect-uri']
    expect(resolve({})).toEqual({ value: 'http://127.0.0.1:8765/callback', source: 'default' })
    expect(resolve({ 'redirect-uri': 'http://localhost/x' })).toEqual({ value: 'http://localhost/x', source: 'preset' })
  })

  test('a list is replaced as a whole, never mixed', () => {
    expect(resolveSettings({ scope: ['a'] }, {}, { scope: ['b', 'c'] }, {}).scope).toEqual({
      value: ['a'], source: 'flag',
    })
  })

  test('a wrong value is told with its source, and one that loses is not looked at', () => {
    const source = (flags: Layer, environment: Record<string, string>, profile: Layer) => {
      try {
        resolveSettings(flags, environment, profile, {})
        return 'none'
      } catch (error) {
        return (error as Failure).details['source']
      }
    }
    expect([
      source({ port: 'x' }, {}, {}), source({}, { OAUTH_WALK_PORT: 'x' }, {}), source({}, {}, { port: 'x' }),
    ]).toEqual(
      ['flag', 'OAUTH_WALK_PORT', 'profile'],
    )
    expect(source({ port: '1' }, { OAUTH_WALK_PORT: 'x' }, {})).toBe('none')
  })

  test('a switch that a profile has is switched off by its variable', () => {
    expect(resolveSettings({}, { OAUTH_WALK_NO_PKCE: '0' }, { 'no-pkce': true }, {})['no-pkce']).toEqual({
      value: false, source: 'environment',
    })
  })

  test('names that every object has are no settings', () => {
    const profile = JSON.parse('{"__proto__":{"issuer":"https://evil.example"},"constructor":"x"}') as Layer
    expect(resolveSettings({}, {}, profile, {})).not.toHaveProperty('issuer')
    expect(environmentName('issuer')).toBe('OAUTH_WALK_ISSUER')
  })
})

describe('what a profile keeps', () => {
  test('is what was chosen by hand or by environment or kept before, never a default or a preset', () => {
    const resolved = resolveSettings(
      { issuer: 'https://op.example' }, { OAUTH_WALK_SCOPE: 'a b' }, { audience: 'x' }, { prompt: 'consent' },
    )
    expect(settingsToSave(resolved)).toEqual({ issuer: 'https://op.example', scope: ['a', 'b'], audience: 'x' })
  })

  test('is the browser, and nothing that belongs to one run or one network', () => {
    const flags = {
      browser: 'firefox', listen: '0.0.0.0', 'no-open': true, timeout: '5', 'http-timeout': '6',
      issuer: 'https://op.example',
    }
    expect(Object.keys(settingsToSave(resolveSettings(flags, {}, {}, {})))).toEqual(['issuer', 'browser'])
  })

  test('is read back as it was', () => {
    const flags: Layer = {
      issuer: 'https://op.example', scope: 'a b', port: '1,0', param: ['a=b'], 'max-age': '60', 'no-pkce': true,
      'response-mode': 'form_post',
    }
    const kept = settingsToSave(resolveSettings(flags, {}, {}, {}))
    const again = resolveSettings({}, {}, JSON.parse(JSON.stringify(kept)) as Layer, {})
    expect(settingsToSave(again)).toEqual(kept)
  })
})

describe('what a walk needs', () => {
  const resolve = (flags: Layer) => resolveSettings(flags, {}, {}, {})

  test('of the provider', () => {
    expect(toProvider(resolve({ 'token-endpoint': 'https://a/t', 'jwks-uri': 'https://a/j' }))).toEqual({
      issuer: undefined, endpoints: { token_endpoint: 'https://a/t', jwks_uri: 'https://a/j' },
    })
  })

  test('of the client: an id', () => {
    expect(toClient(resolve({ 'client-id': 'c', 'auth-method': 'none' }), undefined, 't')).toEqual({
      clientId: 'c', clientSecret: undefined, authentication: 'none',
    })
    expect(() => toClient(resolve({}), undefined, 'https://op.example')).toThrow(expect.objectContaining({
      code: 'client-id-missing',
      details: { target: 'https://op.example', redirect_uri: 'http://127.0.0.1:8765/callback' },
    }) as Error)
  })

  test('of this login: parameters by their names on the wire, resources in both requests', () => {
    const login = toLogin(resolve({
      param: ['a=b=c'], 'token-param': ['d=e'], resource: ['https://r'], audience: 'x', prompt: 'login',
      'login-hint': 'h', 'acr-values': 'v', 'max-age': '0', 'ui-locales': 'zh',
    }), 't', 'p', undefined)
    expect(login.parameters).toEqual([
      ['audience', 'x'], ['prompt', 'login'], ['login_hint', 'h'], ['acr_values', 'v'], ['max_age', '0'],
      ['ui_locales', 'zh'], ['resource', 'https://r'], ['a', 'b=c'],
    ])
    expect(login.tokenParameters).toEqual([['resource', 'https://r'], ['d', 'e']])
    expect([login.maxAge, login.pkce, login.ports, login.waitSeconds, login.scope]).toEqual([
      0, true, [], 300, undefined,
    ])
  })

  test('textOf gives nothing for what is not set', () => {
    expect(textOf(resolve({}), 'issuer')).toBeUndefined()
  })
})
