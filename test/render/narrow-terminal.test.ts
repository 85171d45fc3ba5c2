import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { freshHome, program, run } from '../support/cli.ts'
import { hasPseudoTerminal, startInTerminal, type InTerminal } from '../support/pseudo-terminal.ts'

function startAt(columns: number, words: string, home = freshHome()): InTerminal {
  return startInTerminal(`stty columns ${columns} rows 24; "${process.execPath}" "${program}" ${words}`, {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'dumb', SHELL: '/bin/sh', OAUTH_WALK_HOME: home,
  })
}

const withoutReturns = (text: string) => text.replaceAll('\r', '')

/** The lines that a terminal of that many columns would have to break. */
const tooWide = (text: string, columns: number) => text.split('\n').filter(line => stringWidth(line) > columns)

/** What the sandbox shows until it is stopped. */
async function served(columns: number, language: string): Promise<string> {
  const terminal = startAt(columns, `sandbox --lang ${language}`)
  await terminal.answer(/Ctrl-C/, '\u0003')
  return withoutReturns(await terminal.shown)
}

describe.runIf(hasPseudoTerminal)('a narrow terminal', () => {
  test.each([
    [40, 'en', /^NAME +EXIT CODE\n {5}WHAT IS WRONG/], [80, 'en', /^NAME +EXIT CODE\n {5}WHAT IS WRONG/],
    [40, 'zh', /^名称 +退出码\n {5}错在哪里/],
  ])('of %i columns shows the faults below a heading, in %s', async (columns, language, heading) => {
    const text = withoutReturns(await startAt(columns, `sandbox --misbehave list --lang ${language}`).shown)
    expect(text).toMatch(heading)
    expect(text).toMatch(/^invalid-iss +4\n {5}\S/m)
    expect(tooWide(text, columns)).toEqual([])
  })

  test.each([
    [50, 'en'], [80, 'zh'], [80, 'en'], [120, 'zh'],
  ])('of %i columns shows a block for each client of the sandbox, in %s', async (columns, language) => {
    const text = await served(columns, language)
    const command = / {2}oauth-walk login http:\/\/127\.0\.0\.1:\d+ --client-id oauth-walk-public/
    expect(text).toMatch(command)
    // The command is for copying: it stays in one piece, whatever the width.
    expect(tooWide(text.replace(command, ''), columns)).toEqual([])
    const blocks = text.split(/\n\n/).filter(block => block.startsWith('client '))
    expect(blocks.map(block => block.replace(/\b[\w-]{43}\b/, 'SECRET'))).toMatchObject([
      /^client oauth-walk\n/, /^client oauth-walk-public\n/, /^client oauth-walk-post\n/,
    ].map(pattern => expect.stringMatching(pattern) as string))
    expect(blocks[0]).toMatch(columns === 50 ? /^ {2}client-secret\n {5}[\w-]{43}$/m : /^ {2}client-secret {2}[\w-]{43}$/m)
    expect(blocks[1]).toMatch(/^ {2}redirect-uri {2}http:\/\/127\.0\.0\.1\/callback$/m)
  })

  test('of 50 columns puts a redirect URI below its name, and breaks no date', async () => {
    const home = freshHome()
    const story = withoutReturns(await startAt(50, 'login sandbox --auto', home).shown)
    expect(story).toMatch(/^ {5}redirect_uri\n {10}http:\/\/127\.0\.0\.1:\d+\/callback$/m)
    expect(tooWide(story.slice(0, story.search(/^\{/m)), 50)).toEqual([])
    const refreshed = withoutReturns(await startAt(50, 'token refresh', home).shown)
    expect(refreshed).toMatch(/^expires_at +\S+Z\n {5}→ \S+Z$/m)
    expect(tooWide(refreshed, 50)).toEqual([])
  })

  test.each(['en', 'zh'])('of 50 columns breaks no row of the presets within a cell, in %s', async (language) => {
    const home = freshHome()
    const words = ['provider', 'list', '--lang', language]
    const listed = withoutReturns(await startAt(50, words.join(' '), home).shown)
    expect(tooWide(listed, 50)).toEqual([])
    const { stdout } = await run(words, { home })
    const cells = (text: string) => text.split(/\s{2,}|\n/).filter(cell => cell !== '')
    expect(cells(listed)).toEqual(cells(stdout))
  })
})
