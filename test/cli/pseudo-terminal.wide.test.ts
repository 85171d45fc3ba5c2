import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compiled, freshHome, program } from '../support/cli.ts'
import { runTo } from './support.ts'
import { sampled } from '../support/wide.ts'

/** util-linux's `script` gives a command a terminal of its own; elsewhere there is none, or one with other flags. */
const hasScript = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux')
  } catch {
    process.stdout.write('test/cli/pseudo-terminal: skipped, there is no script of util-linux here\n')
    return false
  }
})()

interface Screen {
  status: number | null
  text: string
}

interface Terminal {
  environment?: NodeJS.ProcessEnv
  home?: string
  /** What the person answers to each question. */
  typed?: string
  columns?: number
}

/** Runs the program in a terminal, whose settings must be the same afterwards. */
async function runInTerminal(
  words: string, { environment = {}, home = freshHome(), typed = '', columns = 80 }: Terminal = {},
): Promise<Screen> {
  const file = join(home, 'settings-of-the-terminal')
  const settings = (when: string) => `stty -g > "${file}.${when}"`
  const run = `timeout --foreground -s KILL 25 "${process.execPath}" "${program}" ${words}`
  const command
    = `stty columns ${columns} rows 24; ${settings('before')}; ${run}; status=$?; ${settings('after')}; exit $status`
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: {
      PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/sh',
      OAUTH_WALK_HOME: home, ...compiled, ...environment,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  let answered = 0
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    const asked = text.split('q Enter: leave > ').length - 1
    if (asked > answered && typed !== '') child.stdin.write(typed)
    answered = asked
  })
  const status = await new Promise<number | null>(resolve => child.once('close', resolve))
  expect(existsSync(`${file}.after`)).toBe(true)
  expect(readFileSync(`${file}.after`, 'utf8')).toBe(readFileSync(`${file}.before`, 'utf8'))
  return { status, text }
}

// eslint-disable-next-line no-control-regex
const colour = /\u001b\[(?!0?m)(?:3[0-7]|9[0-7]|1|2)m/
const cursorIsShown = (text: string) => text.lastIndexOf('\u001b[?25h') >= text.lastIndexOf('\u001b[?25l')

describe.runIf(hasScript)('in a terminal', () => {
  test('the story has colour and teaches, and the terminal is restored', async () => {
    const { status, text } = await runInTerminal('login sandbox --auto')
    expect([status, colour.test(text), cursorIsShown(text)]).toEqual([0, true, true])
    expect(text).toContain('must come back unchanged')
    expect(text).toContain('"name": "张三"')
  })

  test.each([20, 33])('the end of a login is broken at %i columns', async (columns) => {
    const { text } = await runInTerminal('login sandbox --auto --brief --no-color', { columns })
    const lines = text.slice(text.lastIndexOf('Signed')).split(/\r?\n/)
    const end = lines.findIndex(line => line.endsWith(').'))
    expect(lines.slice(0, end + 1).join(' ')).toBe('Signed in as 123456 (profile "sandbox").')
    expect(lines.slice(0, end + 1).filter(line => line.length > columns)).toEqual([])
  })

  test('a preset is shown within 80 columns, but for what is to be copied', async () => {
    const { text } = await runInTerminal('provider show github --no-color')
    const lines = text.split(/\r?\n/)
    expect(lines.filter(line => line.length > 80 && !/^ *\S+$/.test(line))).toEqual([])
    expect(text).toMatch(/^ {2}- The token endpoint answers [^\n]*\n {4}\S/m)
    expect(text).toMatch(/^ {7}oauth-walk login github --redirect-uri http:\/\/localhost:8765\/callback\r?$/m)
  })

  test('a login that nobody finishes shows a spinner, and takes it away', async () => {
    const { status, text } = await runInTerminal('login sandbox --no-open --timeout 1')
    expect([status, text.includes('\u001b[?25l'), cursorIsShown(text)]).toEqual([5, true, true])
  })

  test('a terminal that does not know its width does not hang it', async () => {
    const { status, text } = await runInTerminal('login sandbox --no-open --timeout 1', { columns: 0 })
    expect([status, cursorIsShown(text)]).toEqual([5, true])
  })

  test.each(sampled([
    ['NO_COLOR', '', { NO_COLOR: '1' }], ['--no-color', '--no-color', {}], ['TERM=dumb', '', { TERM: 'dumb' }],
  ], 2))('%s leaves every colour out: of the story, the spinner and the failure', async (_name, flag, environment) => {
    const { status, text } = await runInTerminal(`login sandbox --no-open --timeout 1 ${flag}`, { environment })
    expect([status, colour.exec(text)]).toEqual([5, null])
  })

  test('a failure has colour', async () => {
    const { status, text } = await runInTerminal('token')
    expect([status, colour.test(text)]).toEqual([7, true])
  })

  test('--step waits for Enter before each step', async () => {
    const { status, text } = await runInTerminal('login sandbox --auto --step', { typed: '\n' })
    expect([status, text.match(/(?<=\[Step )\d(?= of 6)/g)]).toEqual([0, ['1', '2', '3', '4', '5', '6']])
  })

  test('q leaves: exit 130, nothing stored', async () => {
    const home = freshHome()
    expect(await runInTerminal('login sandbox --auto --step', { home, typed: 'q\n' })).toMatchObject({ status: 130 })
    await runTo(7, ['token'], { home })
  })

  test('token says on stderr that it is a secret, and --json is indented', async () => {
    const home = freshHome()
    await runTo(0, ['login', 'sandbox', '--auto', '--quiet'], { home })
    expect((await runInTerminal('token', { home })).text).toContain('TOKEN=$(oauth-walk token)')
    expect((await runInTerminal('token --json', { home })).text).toContain('\n  "ok": true,')
  })

  test('--quiet leaves the result alone', async () => {
    const { text } = await runInTerminal('login sandbox --auto --quiet')
    expect(colour.test(text)).toBe(false)
    expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({ sub: '123456' })
  })
})
