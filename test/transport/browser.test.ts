import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openInBrowser } from '../../src/transport/browser.ts'
import { readBrowserOption } from '../../src/transport/browser-command.ts'
import { failureOf } from './support.ts'

const address = 'https://op.example/authorize?a=1&b=%24%28touch%20x%29'

/** A command in a folder with a blank in its name that writes down its arguments and its environment. */
function makeCommand(): {
  folder: string
  command: string
  seen: () => string[]
  environment: () => NodeJS.ProcessEnv
} {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk browser-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const command = join(folder, 'my browser')
  const write = `require('fs').writeFileSync(${JSON.stringify(
    join(folder, 'seen'),
  )}, JSON.stringify([process.argv.slice(2), process.env]))`
  writeFileSync(command, `#!${process.execPath}\n${write}\n`)
  chmodSync(command, 0o755)
  const read = () => JSON.parse(readFileSync(join(folder, 'seen'), 'utf8')) as [string[], NodeJS.ProcessEnv]
  return { folder, command, seen: () => read()[0], environment: () => read()[1] }
}

describe('a browser command', () => {
  test.each([
    ['\'COMMAND\'', [address]],
    ['"COMMAND" --new-window', ['--new-window', address]],
    ['\'COMMAND\' -P \'my profile\' "a \\"b\\""', ['-P', 'my profile', 'a "b"', address]],
    ['\'COMMAND\' {url} --after', [address, '--after']],
    ['\'COMMAND\' --app={url} \'{url}\'', [`--app=${address}`, address]],
    ['\'COMMAND\' \'\' "x  y"', ['', 'x  y', address]],
    ['\'COMMAND\' $HOME ~ * ; & | > out', ['$HOME', '~', '*', ';', '&', '|', '>', 'out', address]],
  ])('%s is split as a shell splits it', async (template, expected) => {
    const { command, seen } = makeCommand()
    await openInBrowser(address, readBrowserOption(template.replace('COMMAND', command)), { PATH: process.env['PATH'] })
    expect(seen()).toEqual(expected)
  })

  test.each([
    '$(touch TRACE)', '`touch TRACE`', '; touch TRACE', '| touch TRACE', '" ; touch TRACE ; "', '\' ; touch TRACE ; \'',
    '\n touch TRACE',
  ])('nothing of %j in an address is run', async (payload) => {
    const { folder, command, seen } = makeCommand()
    const trace = join(folder, 'trace')
    const hostile = `https://op.example/?x=${payload.replace('TRACE', trace)}`
    await openInBrowser(hostile, readBrowserOption(`'${command}' {url}`), { PATH: process.env['PATH'] })
    expect([seen(), existsSync(trace)]).toEqual([[hostile], false])
  })

  test('is looked for in PATH and gets the environment that it was given, no other', async () => {
    const { folder, seen, environment } = makeCommand()
    await openInBrowser(address, readBrowserOption('\'my browser\''), { PATH: folder, GIVEN: 'yes' })
    expect([seen(), environment()]).toEqual([[address], { PATH: folder, GIVEN: 'yes' }])
  })

  test.each([
    ['/nowhere/browser', '(program-missing --browser /nowhere/browser)'], ['false', 'ended with 1'], ['\'\'', ''],
    ['"unfinished', ''], [' ', ''],
  ])('%j that can’t be run is browser-not-opened with a reason', async (command, reason) => {
    const open = async (text: string) => openInBrowser(address, readBrowserOption(text), { PATH: process.env['PATH'] })
    const failure = await failureOf(open(command), 'browser-not-opened')
    expect(failure.details['reason']).toEqual(expect.stringMatching(/\S/))
    expect(failure.details['reason']).toContain(reason)
  })
})

describe('an address', () => {
  test.each([
    'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', 'ms-msdt:/id', 'smb://host/share',
    '\\\\host\\share', '--flag', '',
    'http://op.example/', 'ftp://127.0.0.1/', 'http://127.0.0.1.evil.example/', 'http://localhost.evil.example/', ' ',
  ])('D20: %j is never given to a browser', async (wrong) => {
    const { folder, command } = makeCommand()
    await failureOf(
      openInBrowser(wrong, readBrowserOption(`'${command}'`), { PATH: process.env['PATH'] }), 'browser-not-opened',
    )
    expect(existsSync(join(folder, 'seen'))).toBe(false)
  })

  test.each([
    'http://127.0.0.1:1/', 'http://[::1]:1/', 'http://localhost/', 'https://op.example/',
  ])('%s is', async (right) => {
    const { command, seen } = makeCommand()
    await openInBrowser(right, readBrowserOption(`'${command}'`), { PATH: process.env['PATH'] })
    expect(seen()).toEqual([right])
  })
})
