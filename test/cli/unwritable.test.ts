import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'

const isRoot = process.getuid?.() === 0
const login = (...words: string[]) => ['login', 'sandbox', '--auto', '--port', '0', '--no-save', ...words]
const again = 'oauth-walk login sandbox --auto --no-save --port 0'

describe('what helps where a file can’t be written is true:', () => {
  test.each([
    ['--html', 'walk.html'], ['--har', 'walk.har'], ['--save', 'walk.json'], ['--mermaid', 'walk.mmd'],
    ['--curl', 'walk.sh'],
  ])('%s with a folder is tried in this folder', async (flag, file) => {
    const home = freshHome()
    const error = await runToError(2, login(flag, home), { home })
    expect(error['hint']).toBe(`Name a file in this folder\n${again} ${flag} ${join(home, file)}`)
  })

  test.skipIf(process.platform !== 'linux').each([
    '/proc/x', '/proc/none/walk.html', '/sys/x',
  ])('%s: nobody can make a folder there', async (path) => {
    const error = await runToError(2, login('--html', path), { home: freshHome() })
    expect(error['hint']).not.toContain('mkdir')
    expect(error['hint']).toMatch(/^Name a file elsewhere: .*\n/)
    expect(String(error['hint']).split('\n')[1]).toBe(`${again} --html walk.html`)
  })

  test('another command looks at the folder', async () => {
    const home = freshHome()
    const walk = join(home, 'walk.json')
    await runTo(0, login('--save', walk, '--quiet'), { home })
    const error = await runToError(2, ['report', walk, '--html', home], { home })
    expect(error['hint']).toBe(`Name a file in this folder\nls -ld ${home}`)
  })

  test('what is not there is not looked at', async () => {
    const home = freshHome()
    writeFileSync(join(home, 'file'), '')
    const below = await runToError(2, login('--har', join(home, 'file', 'walk.har')), { home })
    expect(below['hint']).toBe(`ls -ld ${join(home, 'file')}`)
    const missing = await runToError(2, login('--har', join(home, 'a', 'b', 'walk.har')), { home })
    expect(missing['hint']).toBe(`mkdir -p ${join(home, 'a', 'b')}/`)
  })

  test.skipIf(isRoot)('a folder that may not be written to is looked at itself', async () => {
    const home = freshHome()
    const closed = join(home, 'closed')
    mkdirSync(closed)
    chmodSync(closed, 0o500)
    expect(await runToError(2, login('--html', join(closed, 'walk.html')), { home })).toMatchObject({
      hint: `ls -ld ${closed}`,
    })
  })

  test.skipIf(!existsSync('/dev/full'))('a full device is asked what room it has', async () => {
    const { stderr } = await runTo(2, login('--html', '/dev/full', '--quiet'), { home: freshHome() })
    expect(stderr).toContain('next: df /dev/full')
  })
})
