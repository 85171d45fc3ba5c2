import { describe, expect, test } from 'vitest'
import stringWidth from 'string-width'
import { freshHome, program } from '../support/cli.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'
import { sampled } from '../support/wide.ts'

const kinds = [60, 80, 120].flatMap(columns => (['en', 'zh'] as const).map(language => ({ columns, language })))

/** What a login of the sandbox's own user looks like in a terminal of that many columns, without the colours. */
async function show(words: string, columns: number): Promise<string> {
  return showCommand(`login sandbox --auto --port 0 ${words}`, columns)
}

async function showCommand(words: string, columns: number, home = freshHome()): Promise<string> {
  const command = `stty columns ${columns} rows 24; "${process.execPath}" "${program}" ${words}`
  const { shown } = startInTerminal(command, {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'dumb', SHELL: '/bin/sh', OAUTH_WALK_HOME: home,
  })
  return (await shown).replaceAll('\r', '')
}

/** The story alone: the result behind it is JSON, as on every stdout. */
const storyIn = (text: string) => text.slice(0, text.search(/^\{/m))

/** Without the spinner, which a busy machine may show for a moment. */
const withoutSpinner = (text: string) =>
  // eslint-disable-next-line no-control-regex
  text.replace(/(?:\u001b\[[?\d;]*[a-zA-Z])+(?: *[⠀-⣿] [^\u001b\n]*)?/g, '').replace(/^ +- .*\n/gm, '')

/**
 * What differs from walk to walk becomes something of the same width, so that the lines still show where they were
 * broken; where its width differs too, as that of "59 min" and "1 h", the whole entry is left out.
 */
function withoutVolatile(text: string): string {
  return text
    .replace(/^( +)(?:exp|iat|updated_at) .*\n(?:\1 +.*\n)*/gm, '$1(a time)\n')
    .replace(/#[\da-f]{4}(?=>)/g, '#0000')
    .replace(/127\.0\.0\.1(:|%3A)\d{5}/g, '127.0.0.1$110000')
    .replace(/\d{4}-\d\d-\d\d(T| )\d\d:\d\d:\d\d/g, '2026-01-01$100:00:00')
    .replace(/\.\d{3}Z/g, '.000Z')
    .replace(/(?<=\s)[\w-]{19}…/g, `${'0'.repeat(19)}…`)
    .replace(/(?<=\s|code_challenge=)[\w-]{43}(?=[\s&])/g, '0'.repeat(43))
    .replace(/(?<=[?&]state=)[\da-f]{64}/g, '0'.repeat(64)).replace(/(?<=[?&]nonce=)[\w-]{43}/g, '0'.repeat(43))
    .replace(/(took|用时) [\d.]+ (ms|s|毫秒|秒)/g, '$1 1 ms')
}

describe.runIf(hasPseudoTerminal)('the story in a terminal', () => {
  test.each(sampled(kinds, 5))('of $columns columns in $language is this, and no line but an address is wider', async ({
    columns, language,
  }) => {
    const story = withoutSpinner(storyIn(await show(`--explain --lang ${language}`, columns)))
    const wide = story.split('\n').filter(line =>
      stringWidth(line) > columns && !/^ *(?:(?:GET|POST) )?https?:\S+$/.test(line))
    expect(wide).toEqual([])
    await expect(withoutVolatile(story)).toMatchFileSnapshot(`snapshots/explain-${language}-${columns}.txt`)
  })

  test('what is told beside the steps is no wider either: the client that registered itself, and the end', async () => {
    const story = withoutSpinner(storyIn(await show('--register --brief --lang en', 60)))
    expect(story).toContain('registered this client')
    expect(story.split('\n').filter(line => stringWidth(line) > 60 && !/^ *https?:\S+$/.test(line))).toEqual([])
  })

  test.each(
    sampled(['en', 'zh'] as const, 2),
  )('without a flag in %s takes three screens of 24 lines and 80 columns, the result included', async (language) => {
    const text = withoutSpinner(await show(`--lang ${language}`, 80))
    const rows = text.trimEnd().split('\n').flatMap(line =>
      Array.from({ length: Math.max(1, Math.ceil(stringWidth(line) / 80)) }))
    expect(rows.length).toBeLessThanOrEqual(72)
    await expect(withoutVolatile(storyIn(text))).toMatchFileSnapshot(`snapshots/usual-${language}-80.txt`)
  })

  test.each(
    sampled(['en', 'zh'] as const, 2),
  )('with --brief in %s takes one screen of 24 lines and 80 columns, the result included', async (language) => {
    const text = withoutSpinner(await show(`--brief --lang ${language}`, 80))
    const rows = text.trimEnd().split('\n').flatMap(line =>
      Array.from({ length: Math.max(1, Math.ceil(stringWidth(line) / 80)) }))
    expect(rows.length).toBeLessThanOrEqual(24)
    expect(text).toMatch(/^\{"sub":"123456",.*\}$/m)
    await expect(withoutVolatile(storyIn(text))).toMatchFileSnapshot(`snapshots/brief-${language}-80.txt`)
  })

  test('of a later command with -v fits too: what was sent is wrapped', async () => {
    const home = freshHome()
    await showCommand('login sandbox --auto --port 0 --quiet', 80, home)
    const story = storyIn(await showCommand('userinfo -v', 60, home))
    expect(story).toMatch(/^ {3}> GET$/m)
    expect(story.split('\n').filter(line => stringWidth(line) > 60 && !/^ *(?:GET )?https?:\S+$/.test(line)))
      .toEqual([])
  })

  test('of the help takes the width that the terminal has', async () => {
    const help = await showCommand('--help', 110)
    const widest = Math.max(...help.split('\n').map(line => stringWidth(line)))
    expect([widest > 80, widest <= 110]).toEqual([true, true])
  })
})
