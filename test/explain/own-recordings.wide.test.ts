import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { sampled, wide } from '../support/wide.ts'

/** Good logins of every kind that the sandbox has. Those of `npm test` each began with findings that were false. */
const common = [
  '--require dpop-nonce', '--require jarm', '--require encrypted-id-token', '--as mcp', '--device',
]
const others = [
  '', '--require par', '--require jar', '--require dpop', '--require private_key_jwt', '--require client_secret_jwt',
  '--require mtls', '--fapi2', '--fapi2=message-signing', '--fapi2 --require mtls', '--fapi2 --require dpop-nonce',
  '--require par,dpop-nonce', '--require par,jar,jarm,dpop,private_key_jwt,encrypted-id-token',
  '--require par,jar,jarm,mtls,encrypted-id-token', '--device --require dpop-nonce',
  '--response-mode form_post', '--response-mode form_post.jwt --require jarm', '--register', '--no-nonce',
  '--max-age 300',
]
const rows = [...common, ...wide ? others : []].flatMap(flags => [[flags], [`${flags} --show-secrets`.trim()]])

interface Told { login?: { error: unknown, checks: { ok: boolean }[] }, findings: Json[] }

async function record(flags: string): Promise<{ file: string, home: string }> {
  const home = freshHome()
  const file = join(home, 'login.har')
  const words = flags === '' ? [] : flags.split(' ')
  const { status, stderr } = await runInside(
    ['login', 'sandbox', '--auto', '--port', '0', '--har', file, '--quiet', ...words], { home },
  )
  expect([status, stderr]).toEqual([0, expect.any(String)])
  return { file, home }
}

test.each(sampled(rows, 2))('a good login has no fault in its recording (%s)', async (flags) => {
  const { file, home } = await record(flags)
  expect(readFileSync(file, 'utf8')).toContain('"entries"')
  const { login, findings } = documentOf(await runInside(['explain', file, '--json'], { home })) as unknown as Told
  expect(findings.filter(({ gravity }) => gravity !== 'note')).toEqual([])
  expect([login?.error ?? null, login?.checks.filter(({ ok }) => !ok) ?? []]).toEqual([null, []])
  const { stdout } = await runInside(['explain', file], { home })
  expect(stdout).not.toMatch(/✗|^ +! /m)
})
