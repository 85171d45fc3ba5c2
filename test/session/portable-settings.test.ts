import { expect, test } from 'vitest'
import { portable } from '../../src/cli/sessions/portable-settings.ts'
import { settingTable, type SettingName } from '../../src/providers/settings.ts'

/** They name a file, a program, a variable or another profile of one machine, or switch a check off. */
const staysHere: readonly string[] = [
  'assertion-file', 'assertion-from', 'idp', 'idp-client-id', 'id-token-file', 'initial-access-token-file',
  'client-secret-file', 'client-key', 'client-assertion-file', 'client-assertion-from', 'workload-audience',
  'assertion-audience', 'redirect-tls-cert', 'redirect-tls-key', 'no-pkce', 'no-nonce', 'browser', 'open-via-file',
  'ca', 'tls-cert', 'tls-key', 'store',
]

test('of every setting that a profile keeps, it is decided whether it may leave the machine', () => {
  const kept = (Object.keys(settingTable) as SettingName[]).filter(name => settingTable[name].saved)
  const decided = kept.filter(name => portable.has(name) !== staysHere.includes(name))
  expect(kept.filter(name => !decided.includes(name))).toEqual([])
  expect([...portable, ...staysHere].filter(name => !kept.includes(name as SettingName))).toEqual([])
})
