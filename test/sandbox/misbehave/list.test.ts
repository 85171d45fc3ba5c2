import { describe, expect, test } from 'vitest'
import { closeNames, findVariant, listMisbehaviours, shortName, variants } from '../../../src/sandbox/misbehave/index.ts'
import { listMisbehaviours as throughTheFront, settingsToMisbehave } from '../../../src/sandbox/index.ts'

const names = variants.map(({ name }) => name)
const basic = [
  '', '-invalid-iss', '-missing-sub', '-invalid-aud', '-missing-iat', '-kid-absent-single-jwks',
  '-kid-absent-multiple-jwks', '-idtoken-sig-rs256',
  '-idtoken-sig-none', '-invalid-sig-rs256', '-userinfo-invalid-sub', '-nonce-invalid', '-scope-userinfo-claims',
  '-client-secret-basic',
].map(name => `oidcc-client-test${name}`)
const others = [
  'discovery-openid-config', 'discovery-jwks-uri-keys', 'discovery-issuer-mismatch', 'idtoken-sig-none',
  'signing-key-rotation-just-before-signing',
  'signing-key-rotation', 'refresh-token', 'refresh-token-invalid-issuer', 'refresh-token-invalid-sub', 'missing-aud',
  'invalid-sig-es256',
  'invalid-sig-hs256', 'userinfo-bearer-header', 'form-post-error', 'userinfo-signed',
].map(name => `oidcc-client-test-${name}`)
const fapi = [
  'invalid-secondary-aud', 'invalid-null-alg', 'invalid-alternate-alg', 'invalid-expired-exp', 'invalid-missing-exp',
  'invalid-missing-aud',
  'invalid-missing-iss', 'valid-aud-as-array', 'invalid-nonce', 'invalid-missing-nonce',
  'invalid-authorization-response-iss',
  'remove-authorization-response-iss', 'ensure-authorization-response-with-invalid-state-fails',
  'token-endpoint-response-without-expires_in',
  'ensure-authorization-response-with-invalid-missing-state-fails', 'token-type-case-insensitivity',
  'happy-path', 'happy-path-no-dpop-nonce', 'discovery-issuer-mismatch', 'invalid-iss', 'invalid-aud',
  'rs-dpop-auth-scheme-case-insensitivity',
].map(name => `fapi2-security-profile-final-client-test-${name}`)
const signing = [
  'without-iss-fails', 'with-invalid-iss-fails', 'without-aud-fails', 'with-invalid-aud-fails', 'without-exp-fails',
  'with-expired-exp-fails',
  'with-invalid-sig-fails', 'signature-is-not-none',
].map(name => `fapi2-security-profile-final-client-test-ensure-jarm-${name}`)
const hostile = [
  'H01', 'H02', 'H03', 'H04', 'H05', 'H06', 'H09', 'H10', 'H11', 'H12', 'H14', 'H15', 'H16', 'H18', 'H19', 'H20', 'H21',
  'H23', 'H24', 'H30', 'H31', 'H33', 'H34',
  'H35', 'H37', 'H38', 'H39', 'H40', 'H45', 'H47', 'H48', 'H49', 'H50', 'H55', 'H56', 'H57', 'H58', 'H59', 'H60', 'H61',
  'H62', 'H64', 'H65', 'H67', 'H68',
  'H69', 'H70', 'H71', 'H72', 'H73', 'H74', 'H75', 'H77', 'H78', 'H80', 'H81', 'H82', 'H83', 'H90', 'H91', 'H92', 'H93',
  'H95', 'H96', 'H97', 'H100', 'H102',
  'H103', 'H107', 'H108',
]

describe('the list of faults', () => {
  test('has every module of the plan Basic RP, also by form_post', () => {
    expect(names).toEqual(expect.arrayContaining([...basic, ...basic.map(name => `formpost:${name}`)]))
    expect(variants.filter(({ plan }) => plan === 'oidcc-client-basic-certification-test-plan')).toHaveLength(14)
    expect(
      variants.filter(({ plan }) => plan === 'oidcc-client-formpost-basic-certification-test-plan'),
    ).toHaveLength(14)
  })

  test('has the modules of the other plans that a command line can pass', () => {
    expect(names).toEqual(expect.arrayContaining([
      ...others, ...fapi, ...signing, 'fapi2-security-profile-final-client-refresh-token-test',
    ]))
  })

  test('plays those of FAPI 2.0 under the flag that a login has for it', () => {
    const under = (plan: string) =>
      variants.filter(variant => variant.plan === plan).map(({ settings }) => settings?.['fapi2'])
    expect(new Set(under('fapi2-security-profile-final-client-test-plan'))).toEqual(new Set(['security']))
    expect(new Set(under('fapi2-message-signing-final-client-test-plan'))).toEqual(new Set(['message-signing']))
  })

  test.each(hostile)('has the case %s of a hostile provider', (number) => {
    expect(variants.filter(variant => variant.case === number)).not.toEqual([])
  })

  test('names nothing twice, and nothing that it does not play', () => {
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
    const { not_applicable } = listMisbehaviours('en')
    expect(not_applicable.filter(({ name }) => names.includes(name))).toEqual([])
    expect(not_applicable.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['h22-private-endpoints-of-a-public-issuer', 'oidcc-client-test-invalid-chash']),
    )
  })

  test('says in two languages what is wrong and what a correct client does', () => {
    const [english, chinese] = [listMisbehaviours('en').misbehaviours, listMisbehaviours('zh').misbehaviours]
    expect(english.filter(({ does }) =>
      !/^[^\u4e00-\u9fff]+: a correct client [a-z0-9 ,]+$/i.test(does)).map(({ name }) => name)).toEqual(
      [],
    )
    expect(
      chinese.filter(({ does }) => !/[\u4e00-\u9fff].*：正确的客户端[\u4e00-\u9fff]/.test(does)).map(({ name }) => name),
    ).toEqual(
      [],
    )
    expect(english.map(({ name }) => name)).toEqual(chinese.map(({ name }) => name))
  })

  test('says of a weakness who finds it', () => {
    const weak = listMisbehaviours('en').misbehaviours.filter(({ name, expected }) =>
      name.startsWith('weak-') && expected.exit_code === 0)
    expect(weak.length).toBeGreaterThan(30)
    expect(
      weak.filter(({ does }) => !does.endsWith('only the command check finds it')).map(({ name }) => name),
    ).toEqual(
      [],
    )
  })

  test('expects of every fault what can be seen from outside', () => {
    for (const { name, expected, run } of variants) {
      expect([0, 2, 3, 4, 5, 7], name).toContain(expected.exit_code)
      expect(expected.code === undefined, name).toBe(expected.exit_code === 0)
      const before = run !== undefined && run !== 'login' && run !== 'two-logins'
      expect(before ? ['kept', 'renewed', 'ended'] : ['saved', 'none'], name).toContain(expected.session)
    }
  })

  test('saves nothing after a failed check, whatever the fault', () => {
    const wrong = variants.filter(({ expected }) =>
      expected.exit_code === 4 && !['none', 'kept'].includes(expected.session))
    expect(wrong).toEqual([])
  })

  test('is plain data', async () => {
    const list = await throughTheFront('en')
    expect(JSON.parse(JSON.stringify(list))).toEqual(list)
    expect(list.misbehaviours[1]).toEqual({
      name: 'oidcc-client-test-invalid-iss', short: 'invalid-iss', plan: 'oidcc-client-basic-certification-test-plan', group: 'suite',
      run: 'login', settings: {},
      does: 'iss in the ID token is another provider’s: a correct client uses no token and saves nothing',
      expected: { exit_code: 4, code: 'id-token-issuer', furthest: 'jwks', session: 'none', requests: { token: 1 } },
    })
  })
})

describe('a name', () => {
  test.each([
    ['invalid-iss', 'oidcc-client-test-invalid-iss'],
    ['test-invalid-iss', 'oidcc-client-test-invalid-iss'],
    ['formpost:invalid-iss', 'formpost:oidcc-client-test-invalid-iss'],
    ['invalid-null-alg', 'fapi2-security-profile-final-client-test-invalid-null-alg'],
    ['h31-unknown-kid', 'h31-unknown-kid'],
  ])('%s means %s', (short, long) => {
    expect(findVariant(short)?.name).toBe(long)
  })

  test.each(['', 'constructor', 'formpost:', 'h99-nothing', 'formpost:h31-unknown-kid'])('%j means nothing', (name) => {
    expect(findVariant(name)).toBeUndefined()
  })

  test.each([
    ['invald-iss', 'invalid-iss'], ['nonce', 'nonce-invalid'], ['gzip', 'h14-gzip-bomb'], ['h31-unkown-kid', 'h31-unknown-kid'],
    ['H31-UNKNOWN-KID', 'h31-unknown-kid'],
  ])('%s is close to %s', (name, close) => {
    expect(closeNames(name)).toContain(close)
    expect(closeNames(name).length).toBeLessThanOrEqual(3)
  })

  test('is as short as it can be typed, and means the same', () => {
    expect(shortName('oidcc-client-test-invalid-iss')).toBe('invalid-iss')
    expect(shortName('formpost:oidcc-client-test-invalid-iss')).toBe('formpost:invalid-iss')
    expect(shortName('oidcc-client-test')).toBe('oidcc-client-test')
    expect(names.map(name => findVariant(shortName(name))?.name)).toEqual(names)
    expect(closeNames('invald-iss').filter(name => name.startsWith('formpost:'))).toEqual([])
  })

  test('that is like nothing has no close ones', () => {
    expect(closeNames('zzzzqqqq')).toEqual([])
  })

  test('says under which settings its fault shows', async () => {
    expect(await settingsToMisbehave('formpost:scope-userinfo-claims')).toEqual({
      scope: 'openid profile email address phone', 'response-mode': 'form_post',
    })
    expect(await settingsToMisbehave('h83-auth-time-too-old')).toEqual({ 'max-age': '60' })
    expect(await settingsToMisbehave('nobody')).toEqual({})
  })
})
