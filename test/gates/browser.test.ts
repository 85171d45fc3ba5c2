import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { inWords } from '../../src/messages/text.ts'
import { enValues } from '../../src/messages/en/values.ts'
import { zhValues } from '../../src/messages/zh/values.ts'
import { openInBrowser } from '../../src/transport/browser.ts'
import { argumentsOf, readBrowserOption, readBrowserVariable } from '../../src/transport/browser-command.ts'
import { failureOf } from '../transport/support.ts'

const url = 'https://op.example/authorize?a=%25s&b=%20c'
const start = 'http://127.0.0.1:1/start'

/** A program in a folder with a blank in its name that writes down its arguments. */
function makeBrowser(): { path: string, seen: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk my browser-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'browser')
  writeFileSync(
    path,
    `#!${process.execPath}\nrequire('fs').writeFileSync(__filename + '.seen', JSON.stringify(process.argv.slice(2)))\n`,
  )
  chmodSync(path, 0o755)
  return { path, seen: () => JSON.parse(readFileSync(`${path}.seen`, 'utf8')) as string[] }
}

const open = async (variable: string) =>
  openInBrowser(url, readBrowserVariable(variable), { PATH: process.env['PATH'] })

describe('browser: BROWSER', () => {
  test.each([
    ['x %s', [start]], ['x', [start]], ['x --new "a b"', ['--new', 'a b', start]],
    ['x -remote "openURL(%s,new-window)"', [`-remote`, `openURL(${start},new-window)`]],
    ['x %%s', ['%s', start]], ['x 100%% %s', ['100%', start]], ['x --at=a%cb %s', ['--at=a:b', start]],
    ['x %s &', [start]], ['x {url}', [url]], ['x {start} %d', [start, '%d']],
  ])('%s is read as Python and xdg-open read it', (text, expected) => {
    expect(readBrowserVariable(text).map(command => argumentsOf(command, { url, start }))).toEqual([expected])
  })

  test.each([
    ['a:b %s:c', [['a'], ['b', '%s'], ['c']]], [':a::b:', [['a'], ['b']]],
    ['\'/x y/b:c\' %s:d', [['/x y/b:c', '%s'], ['d']]], [' a : b ', [['a'], ['b']]],
  ])('%s is a list', (text, expected) => {
    expect(readBrowserVariable(text).map(({ words }) => words)).toEqual(expected)
  })

  test('a path with a blank is a program, quoted or not, also behind programs that are missing or fail', async () => {
    for (const variable of [
      '"PATH"', 'PATH', '\'PATH\' %s', 'no-such-program:PATH', 'no-such %s:false:"PATH" %s:no-such',
    ]) {
      const { path, seen } = makeBrowser()
      await open(variable.replace('PATH', path))
      expect(seen(), variable).toEqual([url])
    }
  })

  test('names the programs that are not installed, in both languages', async () => {
    const one = await failureOf(
      open('/no where/fire fox %s'.replace('/no where/fire fox', '"/no where/fire fox"')), 'browser-not-opened',
    )
    expect(inWords(enValues, one.details['reason'])).toBe('BROWSER names /no where/fire fox, which is not installed')
    const two = await failureOf(open('no-such-a:no-such-b %s'), 'browser-not-opened')
    expect(inWords(zhValues, two.details['reason'])).toBe('BROWSER 指定的 no-such-a, no-such-b 没有安装')
    expect((await failureOf(open('no-such-a:false'), 'browser-not-opened')).details['reason']).toBe('ended with 1')
  })
})

test('browser: --browser takes {url} and {start}, and leaves % as it is', () => {
  const take = (text: string) => readBrowserOption(text).map(command => argumentsOf(command, { url, start }))
  expect(take('x:y %s %% %c')).toEqual([['%s', '%%', '%c', url]])
  expect(take('x --app={url} {start}')).toEqual([[`--app=${url}`, start]])
})
