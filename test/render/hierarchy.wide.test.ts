import xterm from '@xterm/headless'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { tellStory } from '../../src/render/terminal.ts'
import type { Terminal } from '../../src/render/terminal-means.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { plainWriter } from '../../src/text/terminal.ts'
import type { WalkEvent } from '../../src/walk/events.ts'
import { freshHome, program, run } from '../support/cli.ts'
import { hasPseudoTerminal, startInTerminal, type InTerminal } from '../support/pseudo-terminal.ts'
import { sampled } from '../support/wide.ts'

const catalogues = { en, zh }
type Language = keyof typeof catalogues

function startWalk(words: string, columns = 80, more: NodeJS.ProcessEnv = {}): InTerminal {
  const home = freshHome()
  const command = `stty columns ${columns} rows 24; "${process.execPath}" "${program}" login sandbox --port 0 ${words}`
  return startInTerminal(command, {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/sh',
    OAUTH_WALK_HOME: home, ...more,
  })
}

const usuals = new Map<Language, Promise<string>>()

/** What a walk without a flag shows; it is taken once in a language, and looked at by more than one test. */
async function usual(language: Language): Promise<string> {
  const shown = usuals.get(language) ?? startWalk(`--auto --lang ${language}`).shown
  usuals.set(language, shown)
  return shown
}

/** The rows of a screen that is high enough for everything, as a terminal shows them in the end. */
async function rowsOf(shown: string, columns = 80): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows: 300, scrollback: 0, allowProposedApi: true })
  await new Promise<void>(resolve => terminal.write(shown, resolve))
  const { active } = terminal.buffer
  return Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
}

/** How a part of a row is painted: its colour of the sixteen, whether it is bold or dim. */
async function looksOf(
  shown: string, text: string,
): Promise<{ colour: number | undefined, bold: boolean, dim: boolean }> {
  const terminal = new xterm.Terminal({ cols: 80, rows: 300, scrollback: 0, allowProposedApi: true })
  await new Promise<void>(resolve => terminal.write(shown, resolve))
  const { active } = terminal.buffer
  const rows = Array.from({ length: active.length }, (_, row) => active.getLine(row))
  const row = rows.findLast(line => line?.translateToString(true).includes(text))
  const found = row?.getCell(row.translateToString(true).indexOf(text))
  if (!found) throw new Error(`nothing shows ${text}`)
  return {
    colour: found.isFgPalette() ? found.getFgColor() : undefined, bold: found.isBold() !== 0, dim: found.isDim() !== 0,
  }
}

const [red, magenta, cyan] = [1, 5, 6]
const full = { colour: undefined, bold: false, dim: false }

describe.runIf(hasPseudoTerminal)('a walk in a terminal', () => {
  test.each<Language>(sampled([
    'en', 'zh',
  ], 2))('in %s says each thing once: the claims, what a placeholder is, the checks of a step', async (language) => {
    const rows = await rowsOf(await usual(language))
    const { telling, checkWords, report } = catalogues[language]
    const linesWith = (text: string) => rows.filter(row => row.includes(text))
    expect(linesWith('zhangsan@oauth-walk.example')).toEqual(['  "email": "zhangsan@oauth-walk.example",'])
    expect(linesWith(telling.placeholder('')).length).toBe(1)
    const checks = rows.filter(row => row.startsWith('   ✓'))
    expect(checks.map(row => Number(/\d+/.exec(row)?.[0]))).toEqual([2, 5, 11, 1])
    expect(checks[2]).toContain([
      checkWords['id-token-signature'].noun, checkWords['id-token-issuer'].noun, checkWords['id-token-audience'].noun,
    ].join(telling.enumeration))
    expect(rows.join('\n')).not.toMatch(/RFC|OIDC|id-token-/)
    expect([
      linesWith(`[${report.channels.front.name}]`).length, linesWith(`[${report.channels.back.name}]`).length,
    ]).toEqual(
      [2, 4],
    )
  })

  test('paints the channels, names, values and explanations each in its way', async () => {
    const shown = await usual('en')
    const looks = async (text: string) => looksOf(shown, text)
    expect([
      (await looks('→ authorization request')).colour, (await looks('[front channel]')).colour,
      (await looks('code_challenge ')).colour,
    ]).toEqual([magenta, magenta, magenta])
    expect([
      (await looks('→ token request')).colour, (await looks('[back channel]')).colour,
      (await looks('code_verifier ')).colour,
    ]).toEqual([cyan, cyan, cyan])
    expect(await looks('<code_verifier#')).toEqual(full)
    expect(await looks('— the secret behind')).toEqual({ ...full, dim: true })
  })

  test.each(sampled([
    ['', 'usual'], ['--explain', 'all'], ['--brief', 'brief'],
  ], 3))('with %s tells a failed check once, in red by what is wrong, its values in full contrast', async (flag) => {
    const shown = await startWalk(`--auto ${flag} --misbehave invalid-iss`).shown
    const text = (await rowsOf(shown)).join('\n')
    expect(text.match(/The ID token names another issuer/g)).toHaveLength(1)
    expect(text.match(/came.* https:\/\/other\.example/g)).toHaveLength(1)
    expect(text).toMatch(
      /\n {2}expected: http:\/\/127\.0\.0\.1:\d+\n {2}came: https:\/\/other\.example\n {2}rule: OIDC Core 3\.1\.3\.7\(2\)\n {2}likely cause: /,
    )
    expect(await looksOf(shown, 'https://other.example')).toEqual(full)
    expect(await looksOf(shown, '✗ The ID token names another issuer  (Failed')).toMatchObject({ colour: red })
    expect(await looksOf(shown, 'The ID token names another issuer  (Failed')).toEqual({
      colour: red, bold: true, dim: false,
    })
    if (flag === '--explain') expect(text).toMatch(/\n {3}✗ issuer\n {5}prevents: /)
  })

  test('paints a refusal in red: its status, and what was refused with the step', async () => {
    const shown = await startWalk('--auto --misbehave h57-401-basic-challenge').shown
    expect(await looksOf(shown, '401  [back channel]')).toMatchObject({ colour: red })
    expect(await looksOf(shown, 'The provider refused')).toEqual({ colour: red, bold: true, dim: false })
    expect((await rowsOf(shown)).join(' '))
      .toMatch(/✗ The provider refused[^(]*\(Failed at\s+step 5 The code becomes tokens\)/)
  })

  test('with --explain shows every check with its values and its rule, in groups with a blank line before each', async () => {
    const rows = await rowsOf(await startWalk('--auto --explain', 120).shown, 120)
    expect(rows.filter(row => row.startsWith('   ✓')).length).toBe(19)
    expect(rows.join('').match(/\((?:RFC \d+|OIDC Core) [\w.]+(?:\(\d+\))?\)/g)?.length).toBe(19)
    for (const beginning of [
      '   → token request', '   ← token response', '   The ID token, decoded', '   ✓ The state is',
      '   ✓ The ID token’s algorithm',
    ]) {
      expect(rows[rows.findIndex(row => row.startsWith(beginning)) - 1]).toBe('')
    }
  })

  test('says the channels in words where there is no colour', async () => {
    expect(await startWalk('--auto', 80, { NO_COLOR: '1' }).shown)
      .toMatch(/→ token request {2}POST \S+ {2}\[back channel\]/)
  })

  test('a spinner leaves the cursor where the next line begins', async () => {
    const shown = await startWalk('--no-open --timeout 1').shown
    expect(shown).toContain('Waiting for you to sign in')
    // eslint-disable-next-line no-control-regex
    expect(shown).not.toMatch(/\u001b\[(?!1G)\d+G/)
  })

  test.each<Language>(sampled([
    'en', 'zh',
  ], 2))('--step in %s has room in 40 columns, and keeps each key with what it does', async (language) => {
    const { telling } = catalogues[language]
    const terminal = startWalk(`--auto --step --lang ${language}`, 40, { NO_COLOR: '1' })
    await terminal.answer(/ > $/, '?\n')
    await terminal.answer(/ > $/, 'q\n')
    const lines = (await terminal.shown).replaceAll('\r', '').split('\n')
    // A command stays in one piece, so that it can be copied.
    expect(lines.filter(line => stringWidth(line) > 40 && !line.includes('oauth-walk login'))).toEqual([])
    for (const key of telling.keys.split('   ')) expect(lines.filter(line => line.includes(key)).length).toBe(2)
  })
})

test('what is no terminal gets the claims in the story too, and the channels in words', async () => {
  const { stdout, stderr } = await run(
    ['login', 'sandbox', '--auto', '--port', '0', '--explain'], { home: freshHome() },
  )
  expect([stdout, stderr]).toEqual([expect.stringContaining('zhangsan@'), expect.stringContaining('zhangsan@')])
  expect(stderr).toMatch(/→ authorization request.*\[front channel\]\n/)
})

describe('a wait', () => {
  const waits = async (ways: readonly ('listener' | 'paste')[]) => {
    const started: string[] = []
    const terminal: Terminal = {
      write: () => undefined, writer: plainWriter, catalogue: en, detail: 'usual', verbosity: 0, opening: 'browser',
      beforeAddress: '',
      progress: { start: text => void started.push(text), stop: () => undefined }, remind: async () => ['Nothing yet.'],
    }
    const tell = tellStory(terminal)
    const happens = async (event: object) => tell(asItIs(
      {
        at: '2026-01-31T09:30:00.000Z', step: 'consent', n: 3, redirect_uri: 'http://127.0.0.1/cb', ...event,
      } as WalkEvent,
    ))
    await happens({ type: 'waiting', timeout_seconds: 300, ways })
    await happens({ type: 'still-waiting', seconds: 10, reminder: 1 })
    return started.length
  }

  test('has a spinner, again after a reminder, where somebody listens, and none on the line of a prompt', async () => {
    expect([await waits(['listener']), await waits(['listener', 'paste']), await waits(['paste'])]).toEqual([2, 2, 0])
  })
})
