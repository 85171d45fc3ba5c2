import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { harOf, type Entry } from './har.ts'

const at = '2026-11-28T10:00:30Z'
const [code, state, verifier] = ['code-f3Kq81vXz0', 'state-7mWq92hTb5', 'vQ9sXw2Zr8LmN5bYc1HdJ7fGpA4eU6iOoR0tWqVxkT3']

/** A login of another program, which names another redirect URI when it redeems the code than when it asked for it. */
function entriesOf(client: string, app: string, repeated: string): Entry[] {
  const uri = `${app}/cb`
  const asked = new URLSearchParams({
    response_type: 'code', client_id: client, redirect_uri: uri, scope: 'openid', state, nonce: 'nonce-92hTb5',
    code_challenge: 'mkPGwxZVXLXVKBsQeWVFzTE4Tke1a0BpFMdx4kFBYZE', code_challenge_method: 'S256',
  })
  const callback = `${uri}?code=${code}&state=${state}`
  return [
    {
      url: `https://id.example.com/authorize?${asked.toString()}`,
      answer: { status: 302, headers: { Location: callback } },
    },
    { url: callback, answer: { status: 200 } },
    {
      method: 'POST', url: 'https://id.example.com/token',
      form: {
        grant_type: 'authorization_code', client_id: client, code, redirect_uri: repeated, code_verifier: verifier,
      },
      answer: { status: 400, headers: { 'Content-Type': 'application/json' }, json: { error: 'invalid_grant' } },
    },
  ]
}

const faulty = entriesOf('web', 'https://app.example.com', 'https://app.example.com/cb/')
const cause = /redirect_uri in the token request is https:\/\/app\.example\.com\/cb\//

async function save(home: string, name: string, entries: readonly Entry[]): Promise<string> {
  const [har, saved] = [join(home, `${name}.har`), join(home, `${name}.json`)]
  writeFileSync(har, harOf(entries))
  const { status, stderr } = await runInside(['explain', har, '--at', at, '--save', saved], { home })
  expect(status, stderr).toBe(0)
  return saved
}

test('what was found is saved, told again first in either language, and hides what it hid', async () => {
  const home = freshHome()
  const saved = await save(home, 'faulty', faulty)
  const told = await runInside(['report', saved], { home })
  expect(told.stdout.search(cause)).toBeGreaterThan(-1)
  expect(told.stdout.search(cause)).toBeLessThan(told.stdout.indexOf('1  You start'))
  expect(told.stdout).not.toMatch(/oauth-walk login|likely cause/)
  expect((await runInside(['report', saved, '--lang', 'zh'], { home })).stdout).toContain('令牌请求中的 redirect_uri 是')
  const page = (await runInside(['report', saved, '--html', '-'], { home })).stdout
  expect(page.search(cause)).toBeGreaterThan(-1)
  expect(page.search(cause)).toBeLessThan(page.indexOf('id="failure"'))
  for (const text of [
    readFileSync(saved, 'utf8'), told.stdout, page,
  ]) for (const secret of [code, state, verifier]) expect(text).not.toContain(secret)
})

test('what a newer version found is left out, and what no version writes is refused', async () => {
  const home = freshHome()
  const saved = await save(home, 'faulty', faulty)
  const walk = JSON.parse(readFileSync(saved, 'utf8')) as { findings: { name: string, details: object }[] }
  const [finding] = walk.findings
  if (!finding) throw new Error('nothing was found')
  writeFileSync(saved, JSON.stringify({ ...walk, findings: [{ ...finding, name: 'of-another-century' }, finding] }))
  expect((await runInside(['report', saved], { home })).stdout).toMatch(cause)
  writeFileSync(saved, JSON.stringify({ ...walk, findings: [{ ...finding, details: { how: { nested: true } } }] }))
  expect((await runInside(['report', saved], { home })).status).toBe(2)
})

test('the verdict stands ahead of the steps, and alone where that is wanted', async () => {
  const input = harOf(faulty)
  const { stdout } = await run(['explain', '-', '--at', at], { home: freshHome(), input })
  expect(stdout.search(cause)).toBeLessThan(stdout.indexOf('1  You start'))
  expect(stdout).toContain('There is no such step: the login ended before it, without a token.')
  const alone = (await run(['explain', '-', '--at', at, '--quiet'], { home: freshHome(), input })).stdout
  expect(alone).toMatch(cause)
  expect(alone).not.toMatch(/You start|token request {2}POST/)
})

test('diff names the fault first, and takes two applications for two', async () => {
  const home = freshHome()
  const [one, other] = [
    await save(home, 'faulty', faulty),
    await save(home, 'other', entriesOf('phone', 'https://other.example.com', 'https://other.example.com/cb')),
  ]
  const { stdout } = await runInside(['diff', one, other], { home })
  expect(stdout.split('\n')[0]).toMatch(/^✗ A: redirect_uri in the token request is/)
  expect(stdout).toContain('Different, as the clients are two: client id, redirect URI.')
  expect(stdout).not.toContain('The client id differs')
})

test('diff names what weakens a login where nothing ended it, and nothing that is only worth knowing', async () => {
  const home = freshHome()
  const [one, other] = [await save(home, 'faulty', faulty), await save(home, 'other', faulty)]
  const walk = JSON.parse(readFileSync(one, 'utf8')) as { findings: { gravity: string }[] }
  const first = async (gravity: string) => {
    writeFileSync(other, JSON.stringify({ ...walk, findings: walk.findings.map(finding => ({ ...finding, gravity })) }))
    return (await runInside(['diff', one, other], { home })).stdout.split('\n')[1]
  }
  expect(await first('weak')).toMatch(/^! B: redirect_uri in the token request is/)
  expect(await first('note')).not.toMatch(/^[^\w]* ?B: /)
})

test('of a recording that ends before the tokens nobody says that it signed in', async () => {
  const home = freshHome()
  const saved = await save(home, 'cut', faulty.slice(0, 2))
  const mine = join(home, 'mine.json')
  expect(
    (await runInside(
      ['login', 'sandbox', '--auto', '--quiet', '--no-save', '--port', '0', '--save', mine], { home },
    )).status,
  ).toBe(0)
  const [told, page, chinese] = await Promise.all([[], ['--html', '-'], ['--lang', 'zh']].map(async words =>
    (await runInside(['report', saved, ...words], { home })).stdout))
  for (const text of [told, page]) expect(text).toContain('The recording ends after step 4')
  for (const text of [told, page]) expect(text).not.toMatch(/Signed in|All six steps are done/)
  expect(chinese).toContain('录制到第 4 步为止')
  const { stdout: document } = await runInside(['report', saved, '--json'], { home })
  expect(JSON.parse(document)).toMatchObject({ ok: false, recorded_to: 4 })
  expect((await runInside(['report', saved, '--curl', '-'], { home })).stderr).toMatch(/^! \S/)
  const { stdout } = await runInside(['diff', saved, mine], { home })
  expect(stdout).toContain('A is recorded up to step 4; B signed in.')
  expect(stdout).not.toMatch(/Both signed in|The target differs/)
  expect((await runInside(['diff', saved, saved], { home })).stdout).not.toContain('signed in')
}, 30_000)

test('diff leaves out what a recording does not hold, names it at the end, and tells the client once', async () => {
  const home = freshHome()
  const [asked, back] = faulty
  const saved = await save(home, 'cut', [asked, back].filter(entry => entry !== undefined))
  const mine = join(home, 'mine.json')
  expect(
    (await runInside(
      ['login', 'sandbox', '--auto', '--quiet', '--no-save', '--port', '0', '--save', mine], { home },
    )).status,
  ).toBe(0)
  const { stdout } = await runInside(['diff', saved, mine], { home })
  expect(stdout).toContain('The beginning\n  target: changed\n')
  expect(stdout).not.toMatch(/^1 {2}|^ {2}check |note not-recorded|only in B/m)
  expect(stdout)
    .toContain('as one of the recordings does not hold it: The code becomes tokens; The token opens the resource.')
  expect(stdout).toMatch(
    /^Not checked in the recording, .*: The metadata is about the issuer that was asked; Every endpoint is https.*; The answer names the issuer that was asked\.$/m,
  )
  const { not_compared: left }
    = JSON.parse((await runInside(['diff', mine, saved, '--json'], { home })).stdout) as { not_compared: object[] }
  expect(left).toContainEqual({ name: 'issuer-identical', reason: 'check-not-made' })
})

test('diff says a refusal without an error code by its status', async () => {
  const home = freshHome()
  const [, , redeemed] = faulty
  const refusing = faulty.map(entry =>
    entry === redeemed ? { ...redeemed, answer: { ...redeemed.answer, status: 401, json: {} } } : entry)
  const { stdout } = await runInside(
    ['diff', await save(home, 'silent', refusing), await save(home, 'faulty', faulty)], { home },
  )
  expect(stdout).toContain('A was refused at step 5 (401)')
})

test('another program’s login is told as one, in nouns, with how many faults stand below', async () => {
  const [home, many] = [freshHome(), join(freshHome(), 'many.json')]
  const saved = await save(home, 'faulty', faulty)
  for (const { stdout } of [
    await runInside(['explain', join(home, 'faulty.har'), '--at', at], { home }),
    await runInside(['report', saved], { home }),
  ]) {
    expect(stdout).toContain('\nAnother program’s login with id.example.com, as it was recorded\n')
    expect(stdout).toMatch(/^3 faults$/m)
    expect(stdout).not.toMatch(/Walking|more, told below/)
  }
  const request = 'https://id.example.com/authorize?response_type=code&client_id=&redirect_uri=https%253A%252F%252Fa.example%252Fcb&code_challenge=x&code_challenge_method=S256&nonce=&state=undefined'
  const { stdout } = await runInside(
    ['explain', `https://a.example/cb?code=${code}&state=other`, '--request', request, '--save', many], { home },
  )
  const [, faults = ''] = /^(\d) faults/m.exec(stdout) ?? []
  expect(Number(faults)).toBeGreaterThan(3)
  expect(stdout).toContain(`\n… and ${Number(faults) - 3} more, told below\n`)
})

test('report and diff have what was found in their documents, as explain has it', async () => {
  const home = freshHome()
  const saved = await save(home, 'faulty', faulty)
  const json = async (...words: string[]) =>
    JSON.parse((await runInside([...words, '--json'], { home })).stdout) as Record<string, unknown>
  const [explained, reported, alike] = [
    await json('explain', join(home, 'faulty.har'), '--at', at), await json('report', saved),
    await json('diff', saved, saved),
  ]
  expect(reported).toMatchObject({ ok: false, explained: explained['findings'] })
  expect(alike).toMatchObject({
    ok: true, same: true, explained: { a: explained['findings'], b: explained['findings'] },
  })
  expect((explained['findings'] as { name: string }[])[0]?.name).toBe('redirect-uri-differs')
})

test('a step in which a check failed is named once, since the story goes on behind it', async () => {
  const home = freshHome()
  const [request, saved] = [
    entriesOf('web', 'https://app.example.com', '')[0]?.url ?? '', join(home, 'other-state.json'),
  ]
  const answer = `https://app.example.com/cb?code=${code}&state=of-another-login`
  const told = await runInside(['explain', answer, '--request', request], { home })
  expect((await runInside(['explain', answer, '--request', request, '--save', saved], { home })).status).toBe(0)
  for (const { stdout } of [told, await runInside(['report', saved], { home })]) {
    expect(stdout.match(/^4 {2}The code comes back/gm)).toHaveLength(1)
    expect(stdout)
      .toMatch(/✗ The state is not the one that was sent\n[^\n]*\n(?:[^\n]+\n)?\n5 {2}The code becomes tokens/)
  }
})
