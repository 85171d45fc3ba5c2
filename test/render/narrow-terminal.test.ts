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

describe.runIf(hasPseudoTerminal)('a narrow terminal', () => {
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
