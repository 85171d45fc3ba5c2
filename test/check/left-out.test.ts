import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countsText } from '../../src/render/check/table.ts'
import type { Json } from '../support/walks.ts'
import { examinedAll, wordingOf } from './made-up.ts'
import { check } from './support.ts'

test('a client secret that is left in the environment is none of the sandbox’s', async () => {
  const { status } = await check(
    ['sandbox', '--auto', '--probe', 'C19'], { OAUTH_WALK_CLIENT_SECRET: 'of another provider' },
  )
  expect(status).toBe(0)
})

test('where no refresh token came, the scope that brings one is named', async () => {
  const { status, document } = await check(['sandbox', '--auto', '--scope', 'openid', '--probe', 'C34'])
  const { code, hint } = document['error'] as Json
  expect([status, code, hint]).toEqual([
    2, 'rules-untried', expect.stringContaining('--scope \'openid offline_access\''),
  ])
})

test('a known failure is counted as one of the failures', async () => {
  const examined = examinedAll(place => place === 0 ? 'FAIL' : 'PASS').map(one => ({
    ...one, isAccepted: one.verdict === 'FAIL',
  }))
  expect(countsText(examined, await wordingOf('en'))).toBe(`${examined.length - 1} PASS  1 FAIL (1 in the baseline)`)
})

test('each rule has its own time in JUnit', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'oauth-walk-test-')), 'check.xml')
  await check(['sandbox', '--auto', '--probe', 'C11,C19', '--junit', file])
  const times = [...readFileSync(file, 'utf8').matchAll(/<testcase [^>]*time="(\d+\.\d{3})"/g)].map(([, time]) =>
    Number(time))
  expect([times.length, times.every(time => time > 0)]).toEqual([2, true])
})
