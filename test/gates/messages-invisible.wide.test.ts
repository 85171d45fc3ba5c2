import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInside, startInside } from '../support/inside.ts'
import { freshHome, run } from '../support/cli.ts'
import { idToken } from '../support/stub-answers.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { walk, type Walked } from '../support/walks.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())

/** A walk to a provider whose ID token names its issuer so, written down in this home. */
async function saveWalk(home: string, name: string, iss: string, ...words: string[]): Promise<Walked> {
  stub.reset({ token: idToken(good => ({ ...good, iss })) })
  const exports = ['--save', join(home, `${name}.json`), '--html', join(home, `${name}.html`)]
  return walk([stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--no-save', ...exports, ...words], {
    home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  }, {}, startInside)
}

describe('messages: two values that look alike are seen to differ wherever a check is told', () => {
  test.each<[string, (issuer: string) => string, (issuer: string) => string]>([
    ['a zero-width space', issuer => `${issuer}\u200b`, issuer => `${issuer}⟨U+200B⟩`],
    ['a no-break space', issuer => `${issuer}\u00a0`, issuer => `${issuer}⟨U+00A0⟩`],
    ['a blank behind it', issuer => `${issuer} `, issuer => `${issuer}⟨U+0020⟩`],
    ['a line end behind it', issuer => `${issuer}\n`, issuer => `${issuer}⟨U+000A⟩`],
    ['a byte order mark', issuer => `\ufeff${issuer}`, issuer => `⟨U+FEFF⟩${issuer}`],
    ['a soft hyphen', issuer => issuer.replace('//', '//\u00ad'), issuer => issuer.replace('//', '//⟨U+00AD⟩')],
    ['marks of direction', issuer => `\u202e${issuer}\u200e`, issuer => `⟨U+202E⟩${issuer}⟨U+200E⟩`],
  ])('%s', async (_, change, show) => {
    const home = freshHome()
    const [came, shown] = [change(stub.issuer), show(stub.issuer)]
    const { status, stderr } = await saveWalk(home, 'a', came)
    const told = `  expected: ${stub.issuer}\n  came: ${shown}\n`
    expect([status, stderr]).toEqual([4, expect.stringContaining(told)])
    const retold = await runInside(['report', join(home, 'a.json'), '--lang', 'zh'], { home })
    expect(retold.stdout).toContain(`  预期：${stub.issuer}\n  实际：${shown}\n`)
    const page = await runInside(
      ['report', join(home, 'a.json'), '--html', join(home, 'b.html'), '--lang', 'zh'], { home },
    )
    expect(page.status, page.stderr).toBe(0)
    expect(readFileSync(join(home, 'a.html'), 'utf8'))
      .toContain(`expected: <code>${stub.issuer}</code> · came: <code>${shown}</code>`)
    expect(readFileSync(join(home, 'b.html'), 'utf8'))
      .toContain(`预期：<code>${stub.issuer}</code> · 实际：<code>${shown}</code>`)
  })

  test('a check that failed never says that its values are the same, however long they are', async () => {
    const home = freshHome()
    await saveWalk(home, 'a', 'came')
    const saved = readFileSync(join(home, 'a.json'), 'utf8')
    const long = saved.replaceAll(
      /"expected": "[^"]*",\s*"actual": "came"/g, `"expected": "${'x'.repeat(500)}", "actual": "${'x'.repeat(500)}y"`,
    )
    const { stdout } = await run(['report', '-'], { home, input: long })
    const told = (label: string) => new RegExp(`\n  ${label}: (x[^]*?)\n  \\S`).exec(stdout)?.[1]
    expect(told('expected')).toMatch(/x{40}/)
    expect(told('came')).not.toBe(told('expected'))
  })

  test('diff shows in which invisible character a parameter and a check differ', async () => {
    const home = freshHome()
    await saveWalk(home, 'a', `${stub.issuer}\u200b`, '--param', 'vendor=x')
    await saveWalk(home, 'b', `${stub.issuer}\u2060`, '--param', 'vendor=x\u200by')
    const { stdout } = await run(['diff', 'a.json', 'b.json'], { home, cwd: home })
    expect(stdout).toMatch(/- x\n.*\+ x⟨U\+200B⟩y\n/)
    expect(stdout).toMatch(/- ✗ (\S+) ≠ \1⟨U\+200B⟩\n.*\+ ✗ \1 ≠ \1⟨U\+2060⟩\n/)
  })
})
