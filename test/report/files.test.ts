import {
  chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, run, start } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { documentOf } from '../support/walks.ts'
import { everyExport, names } from './written.ts'

const login = (...words: string[]) => ['login', 'sandbox', '--auto', '--port', '0', ...words]
const isRoot = process.getuid?.() === 0

interface Saved { secrets: string, failure?: { code: string, exit_code: number }, events: { type: string }[] }
const readSaved = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Saved

/** That a path is refused before anything is sent, and left as it was. */
async function expectRefused(words: string[], home: string, reason: RegExp): Promise<void> {
  const before = readdirSync(home)
  const ended = await runInside([...login('--json'), ...words], { home })
  expect(documentOf(ended)).toMatchObject({
    ok: false, error: { code: 'file-unwritable', exit_code: 2, message: expect.stringMatching(reason) as string },
  })
  expect(ended.stderr).not.toContain('http://')
  expect(readdirSync(home)).toEqual(before)
}

describe('before the browser opens', () => {
  test('a path that can’t be written is told', async () => {
    const home = freshHome()
    mkdirSync(join(home, 'folder'))
    await expectRefused(['--save', join(home, 'missing', 'walk.json')], home, /ENOENT/)
    await expectRefused(['--har', join(home, 'folder')], home, /EISDIR/)
  })

  test.skipIf(isRoot)('a folder without the right to write is told (root has every right)', async () => {
    const home = freshHome()
    mkdirSync(join(home, 'closed'))
    chmodSync(join(home, 'closed'), 0o500)
    await expectRefused(['--html', join(home, 'closed', 'walk.html')], home, /EACCES/)
  })

  test('a link is not followed, and what it leads to stays as it is', async () => {
    const home = freshHome()
    const [target, link] = [join(home, 'target'), join(home, 'link.html')]
    writeFileSync(target, 'precious')
    symlinkSync(target, link)
    await expectRefused(['--html', link], home, /symbolic link/)
    expect([readFileSync(target, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['precious', true])
  })

  test('two files of one name, and two documents for stdout, are refused', async () => {
    const home = freshHome()
    for (const words of [
      ['--html', 'a', '--har', 'a'], ['--html', '-', '--json'], ['--mermaid', '-', '--save', '-'],
      ['--curl', '-', '--events'],
    ]) {
      const ended = await runInside([...login(), ...words], { home, cwd: home })
      expect([ended.status, ended.stderr.includes('must be')], words.join(' ')).toEqual([2, true])
    }
    expect(readdirSync(home)).toEqual([])
  })
})

describe('a file', () => {
  test('is readable by its owner only, replaces what was there, and leaves nothing beside it; with --no-save no session either', async () => {
    const home = freshHome()
    const path = join(home, 'walk.json')
    writeFileSync(path, 'old', { mode: 0o644 })
    const ended = await runInside(login('--no-save', '--save', path), { home })
    expect(ended.status, ended.stderr).toBe(0)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readSaved(path).secrets).toBe('hidden')
    expect(readdirSync(home).filter(name => name.includes('tmp') || name.startsWith('t-'))).toEqual([])
  })

  test('of --show-secrets holds them, with a warning then and whenever it is read', async () => {
    const home = freshHome()
    const path = join(home, 'walk.json')
    const { stderr } = await runInside(login('--show-secrets', '--save', path), { home })
    expect(stderr).toContain('Secrets are shown')
    expect([statSync(path).mode & 0o777, readSaved(path).secrets]).toEqual([0o600, 'shown'])
    expect(readFileSync(path, 'utf8')).not.toMatch(/<access_token#/)
    const html = await runInside(['report', path, '--html', '-'], { home })
    expect(html.stderr).toContain('secrets in plain text')
    expect(html.stdout).toContain('Do not pass it on')
  })

  test('for stdout takes the place of the claims there', async () => {
    const { stdout, status } = await runInside(login('--mermaid', '-'), { home: freshHome() })
    expect([status, stdout.split('\n')[0], stdout.includes('"sub"')]).toEqual([0, 'sequenceDiagram', false])
  })

  test.skipIf(
    !existsSync('/dev/full'),
  )('that fails in the end loses neither session nor result, and is told (skipped where there is no /dev/full)', async () => {
    const home = freshHome()
    const ended = await runInside(login('--json', '--har', '/dev/full'), { home })
    expect([
      ended.status, documentOf(ended)['ok'], readdirSync(home).filter(name => name.startsWith('t-')).length,
    ]).toEqual(
      [2, true, 1],
    )
    expect(ended.stderr).toMatch(/\/dev\/full can’t be written \(ENOSPC\)/)
    const failed = await runInside(login('--json', '--har', '/dev/full', '--misbehave', 'invalid-iss'), { home })
    expect([failed.status, documentOf(failed)]).toMatchObject([4, { ok: false, error: { code: 'id-token-issuer' } }])
    expect(failed.stderr).toMatch(/! \/dev\/full can’t be written/)
  })

  test('is written of a walk that the user stopped', async () => {
    const home = freshHome()
    const path = join(home, 'walk.json')
    const running = start(['login', 'sandbox', '--no-open', '--port', '0', '--save', path], { home })
    await running.sees('stderr', /Waiting at/)
    running.child.kill('SIGINT')
    expect((await running.ended).status).toBe(130)
    expect(readSaved(path).failure).toMatchObject({ code: 'interrupted', exit_code: 130 })
  })

  test('is written of a walk that the user denied', async () => {
    const home = freshHome()
    const path = join(home, 'walk.json')
    const ended = await walkInside(['sandbox', '--port', '0', '--save', path], { home }, { deny: true })
    expect(ended.status).toBe(3)
    expect(readSaved(path).failure).toMatchObject({ code: 'access-denied', exit_code: 3 })
  })
})

describe('report', () => {
  test('refuses what is no saved walk, and loses nothing', async () => {
    const home = freshHome()
    const target = join(home, 'out.html')
    writeFileSync(target, 'precious')
    const head
      = '{"format":"oauth-walk-transcript","version":1,"program":"x","secrets":"hidden","document":{"ok":true},"events":'
    const texts = [
      '', '{"format":"oauth-walk-transcript","version":2}', `${head}[{"type":"http","at":"2026-01-01T00:00:00.000Z"}]}`,
      `${head}[{"type":"check","at":"yesterday"}]}`,
      `${head}[],"failure":{"code":"of-the-future","step":null,"details":{},"exit_code":1}}`,
      `${head}${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    ]
    for (const text of texts) {
      const ended = await run(['report', '-', '--html', target, '--quiet'], { home, input: text })
      expect([ended.status, /is no saved walk/.test(ended.stderr)], text.slice(0, 200)).toEqual([2, true])
      expect(readFileSync(target, 'utf8')).toBe('precious')
    }
  })

  test('names the file that is not there', async () => {
    const home = freshHome()
    expect(await runInside(['report', 'walk.json', '--json'], { home, cwd: home })).toMatchObject({
      status: 2, stderr: expect.stringContaining('ENOENT') as string,
    })
    expect(await runInside(['report'], { home })).toMatchObject({ status: 2 })
  })

  test('shows a walk of events that it does not know, and of none', async () => {
    const home = freshHome()
    const head
      = '{"format":"oauth-walk-transcript","version":1,"program":"x","secrets":"hidden","document":{"ok":true},"events":'
    for (const events of ['[]', '[{"type":"of-the-future","at":"2026-01-01T00:00:00.000Z","step":"start","n":1}]']) {
      const ended = await run(['report', '-', ...everyExport(home).slice(0, -2)], { home, input: `${head}${events}}` })
      expect(ended.status, `${events} ${ended.stderr}`).toBe(0)
      expect(readdirSync(home).sort()).toEqual(Object.values(names).filter(name => name !== names.save).sort())
    }
  })
})
