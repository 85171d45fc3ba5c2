import { expect, test } from 'vitest'
import { diagnose, ownCodes } from '../../src/providers/doctor/index.ts'
import { loadPresets } from '../../src/providers/presets/index.ts'
import type { FailureCode } from '../../src/codes/failure.ts'

const failures: Record<string, FailureCode> = {
  token: 'token-refused', refresh: 'session-ended', userinfo: 'userinfo-refused', poll: 'token-refused',
}

/** Numbers of the providers' global tables that a sign-in may meet, beside those that a preset translates. */
const published: Record<string, (number | string)[]> = {
  wecom: [
    -1, 40001, 40003, 40013, 40014, 40029, 40056, 41001, 41002, 41004, 41008, 42001, 45009, 45033, 48002, 50001, 50002,
    50003, 60011, 60020, 60111,
    301002,
  ],
  alipay: [
    'isv.invalid-signature', 'isv.missing-signature-key', 'isv.invalid-app-id', 'isv.code-invalid',
    'isv.insufficient-isv-permissions', 'aop.invalid-auth-token', 20000, 20001, 40001, 40002, 40006,
  ],
  huawei: [11205, 20002, 20041, 20152, 20153, 20154, 20155, 20156, 20158, 20192, 31202, 31204, 31218],
  feishu: [
    20002, 20003, 20004, 20008, 20009, 20010, 20024, 20026, 20029, 20048, 20049, 20050, 20064, 20065, 20066, 20071,
    20074,
    99991663, 99991668, 99991672, 99991677, 99991679,
  ],
  douyin: [
    10002, 10003, 10004, 10007, 10008, 10010, 10013, 10014, 10020, 2100004, 2190002, 2190003, 2190008, 28001003,
    28001008, 28001014, 28001018,
    28001020,
  ],
  weibo: [10014, 21314, 21315, 21316, 21317, 21319, 21321, 21322, 21323, 21324, 21325, 21326, 21327, 21330, 21332],
  xiaomi: [96001, 96002, 96003, 96004, 96005, 96006, 96007, 96008, 96009, 96010, 96011, 96012, 96013],
  kakao: [-1, -2, -101, -103, -401, -402, -406, 'KOE006', 'KOE010', 'KOE101', 'KOE205', 'KOE303', 'KOE320', 'KOE322'],
  baidu: [2, 4, 6, 100, 101, 110, 111, 'expired_token'],
}

test('numbers: every number or word of its own that a preset translates has its row in the doctor’s table', async () => {
  const missing = (await loadPresets()).flatMap(({ id, dialect }) => (dialect?.errors ?? []).flatMap((
    { in: phases = ['token', 'userinfo'], meanings = {} },
  ) =>
    phases.flatMap(phase => Object.entries(meanings).filter(([code, meaning]) => {
      const failure = failures[phase] ?? 'token-refused'
      const row = ownCodes.find(({ codes, presets, failures: only }) =>
        codes?.some(one => String(one) === code)
        && (presets?.includes(id) ?? true)
        && (only?.includes(failure) ?? true))
      return !row
        && diagnose({ failure, preset: id, codes: [code, meaning], description: '', hasSecret: true }) === undefined
    }).map(([code]) => `${id} ${phase} ${code}`))))
  expect(missing).toEqual([])
})

test.each(Object.entries(published))('numbers: %s', (preset, codes) => {
  const undiagnosed = codes.filter(code => ![...Object.values(failures)].some(failure => ownCodes.some(rule =>
    rule.codes?.some(one => String(one) === String(code))
    && (rule.presets?.includes(preset) ?? true)
    && (rule.failures?.includes(failure) ?? true))))
  expect(undiagnosed).toEqual([])
})

test('numbers: the same number means another thing at another provider, and nothing where nobody knows the provider', () => {
  const at = (preset: string | undefined, failure: FailureCode = 'token-refused') =>
    diagnose({ failure, preset, codes: ['40001'], description: 'invalid credential', hasSecret: true })
  expect([at('wecom'), at('wechat-web'), at('wechat-web', 'userinfo-refused'), at('alipay'), at(undefined)])
    .toEqual(['wecom-secret', 'wechat-secret', 'wechat-access-token', 'request-malformed', undefined])
})
