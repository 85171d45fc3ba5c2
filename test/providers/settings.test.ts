import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { environmentName, parseSetting, settingNames, type SettingName } from '../../src/providers/settings.ts'

const good: [SettingName, unknown, unknown][] = [
  ['issuer', 'https://op.example', 'https://op.example'],
  ['scope', 'openid  email,profile', ['openid', 'email', 'profile']],
  ['scope', ['openid', 'email profile'], ['openid', 'email', 'profile']],
  ['param', ['a=b', 'c=d=e', 'f='], ['a=b', 'c=d=e', 'f=']],
  ['resource', ['https://a', 'https://b'], ['https://a', 'https://b']],
  ['client-id', ['first', 'last'], 'last'],
  ['timeout', '0', 0], ['timeout', '007', 7], ['timeout', 60, 60], ['max-age', '1000000', 1_000_000],
  ['port', '0', [0]], ['port', '8765,0', [8765, 0]], ['port', [8765, 0], [8765, 0]], ['port', '65535', [65_535]],
  ['response-mode', 'form_post', 'form_post'], ['auth-method', 'none', 'none'],
  ['no-pkce', true, true], ['no-pkce', '1', true], ['no-pkce', 'true', true], ['no-pkce', '0', false],
  ['no-pkce', 'false', false],
]

const bad: [SettingName, unknown][] = [
  ['issuer', ''], ['issuer', 7n], ['issuer', {}], ['issuer', null], ['client-id', ['']],
  ['timeout', '-1'], ['timeout', '1.5'], ['timeout', '1e3'], ['timeout', '1 1'], ['timeout', '1y'],
  ['timeout', '1000001'], ['timeout', '٣'], ['http-timeout', '0x10'],
  ['port', '65536'], ['port', ''], ['port', ','], ['port', '1,'], ['port', '80 81'], ['port', 'http'],
  ['param', 'novalue'], ['param', '=x'], ['token-param', ['a=b', 'c']],
  ['response-mode', 'fragment'], ['response-mode', ['query']], ['auth-method', 'None'], ['auth-method', 'signature'],
]

describe('parseSetting', () => {
  test.each(good)('%s of %j is %j', (name, value, expected) => {
    expect(parseSetting(name, value, 'flag')).toEqual(expected)
  })

  test.each(bad)('%s can’t be %s', (name, value) => {
    const parse = () => parseSetting(name, value, 'OAUTH_WALK_X')
    expect(parse).toThrow(Failure)
    expect(parse).toThrow(
      expect.objectContaining({
        code: 'setting-invalid',
        details: expect.objectContaining({ setting: 'OAUTH_WALK_X', source: 'OAUTH_WALK_X' }) as unknown,
      }) as Error,
    )
  })
})

describe('environmentName', () => {
  test('is the flag in upper snake case, and no two are the same', () => {
    expect(environmentName('client-id')).toBe('OAUTH_WALK_CLIENT_ID')
    const names = settingNames.map(environmentName)
    expect([new Set(names).size, names.filter(name => !/^OAUTH_WALK_[A-Z0-9_]+$/.test(name))]).toEqual([
      settingNames.length, [],
    ])
  })

  test('is none of the variables that mean something else', () => {
    const taken = ['OAUTH_WALK_HOME', 'OAUTH_WALK_PROFILE', 'OAUTH_WALK_REFRESH_TOKEN', 'OAUTH_WALK_CLIENT_SECRET']
    expect(settingNames.map(environmentName).filter(name => taken.includes(name))).toEqual([])
  })
})
