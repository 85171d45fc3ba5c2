import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, program, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'

/** A saved walk and the story that its login told. */
async function saveWalk(...words: string[]): Promise<{ home: string, saved: string, told: string }> {
  const home = freshHome()
  const saved = join(home, 'walk.json')
  const { stderr } = await runInside(['login', 'sandbox', '--auto', '--port', '0', '--save', saved, ...words], { home })
  return { home, saved, told: stderr }
}

/** But for what is only said while it happens: the address, the file that is written. */
const lasting = (story: string) =>
  story.split('\n').filter(line => !/^Written: |^ {3}http/.test(line)).join('\n')

describe('report without a format tells the story on stdout', () => {
  test.each([
    [['--brief']], [['--explain']], [['-v']], [['--explain', '--misbehave', 'nonce-invalid']],
  ])('as the login told it: %j', async (words) => {
    const { home, saved, told } = await saveWalk(...words)
    const look = words.filter(word => word.startsWith('-') && word !== '--misbehave')
    const { status, stdout, stderr } = await runInside(['report', saved, ...look], { home })
    expect([status, stderr]).toEqual([0, ''])
    expect(lasting(stdout)).toBe(lasting(told))
    expect(stdout).not.toMatch(/[?&]state=[0-9a-f]{64}/)
  })

  test('in the language of this command, from stdin too, and how it ended', async () => {
    const { home, saved } = await saveWalk('--misbehave', 'nonce-invalid')
    const { status, stdout } = await run(['report', '-', '--lang', 'zh'], { home, input: readFileSync(saved, 'utf8') })
    expect([status, stdout]).toEqual([
      0, expect.stringMatching(/^用 (?:(?!✗)[^])*\n✗ ID 令牌.*\n {2}预期：.*\n {2}实际：(?:(?!✗)[^])*$/),
    ])
  })

  test.runIf(hasPseudoTerminal)('on one screen of a terminal with --brief', async () => {
    const { home, saved } = await saveWalk()
    const words = [process.execPath, program, 'report', saved, '--brief'].map(word => `'${word}'`).join(' ')
    const shown = await startInTerminal(`stty rows 24 columns 80; ${words}`, {
      PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm',
    }).shown
    expect(shown).toContain('\u001b[1m1  You start')
    expect(shown.split('\n').length).toBeLessThanOrEqual(24)
  })

  test('and does nothing to a terminal that a stranger’s file asks for', async () => {
    const home = freshHome()
    const device = {
      type: 'device-authorization', at: '2026-01-01T00:00:00.000Z', step: 'redirect', n: 2,
      user_code: 'A\u001b]0;x\u0007', verification_uri: '\u001b[2Jnowhere', expires_in: 60, interval: 5,
    }
    writeFileSync(
      join(home, 'walk.json'),
      JSON.stringify({
        format: 'oauth-walk-transcript', version: 1, program: 'x', secrets: 'hidden', document: { ok: true },
        events: [device],
      }),
    )
    const { status, stdout } = await runInside(['report', join(home, 'walk.json')], { home })
    // eslint-disable-next-line no-control-regex
    expect([status, stdout]).toEqual([0, expect.not.stringMatching(/[\x00-\x09\x0b-\x1f]/)])
  })
})
