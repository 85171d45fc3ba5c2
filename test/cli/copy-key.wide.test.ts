import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clipboardSequence, mostCopied } from '../../src/text/clipboard.ts'
import { hasPseudoTerminal } from '../support/pseudo-terminal.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { loginInTerminal } from '../support/terminal-login.ts'
import { visit } from '../support/user-agent.mjs'
import { sampled } from '../support/wide.ts'

const [escape, bell] = ['\u001B', '\u0007']
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** The addresses that a terminal was asked to copy, as it would read them itself. */
function copiedIn(shown: string): string[] {
  return [...shown.matchAll(new RegExp(`${escape}\\]52;c;([A-Za-z0-9+/=]+)${bell}`, 'g'))].map(([, data = '']) =>
    Buffer.from(data, 'base64').toString())
}

describe('the sequence for the clipboard', () => {
  const address = `https://op.example/authorize?a=${'b'.repeat(200)}`
  const plain = `${escape}]52;c;${base64(address)}${bell}`

  test('is OSC 52 in base64, and nothing else', () => {
    expect(clipboardSequence(address, undefined)).toBe(plain)
  })

  test('is said to tmux, and again for it to pass on', () => {
    expect(clipboardSequence(address, 'tmux')).toBe(`${plain}${escape}Ptmux;${escape}${plain}${escape}\\`)
  })

  test('goes through screen in pieces, which together are the sequence', () => {
    const pieces = clipboardSequence(address, 'screen').split(`${escape}\\`).slice(0, -1)
    expect(pieces.every(piece => piece.startsWith(`${escape}P`) && piece.length <= 80)).toBe(true)
    expect(pieces.map(piece => piece.slice(2)).join('')).toBe(plain)
  })

  test.each([
    ['too long', `https://op.example/${'a'.repeat(mostCopied)}`], ['of two lines', 'https://op.example/\nrm'],
    ['with an escape', `https://op.example/${bell}`], ['not ASCII', 'https://op.example/é'], ['empty', ''],
  ])('is none for an address that is %s', (_what, wrong) => {
    expect(clipboardSequence(wrong, 'tmux')).toBe('')
  })
})

describe.runIf(hasPseudoTerminal)('the key that copies the address', () => {
  let stub: Stub
  beforeAll(async () => {
    stub = await startStub()
  })
  afterAll(async () => stub.close())
  beforeEach(() => stub.reset())

  const overSsh = { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22', DISPLAY: ':0' }
  const offer = /Press c to copy the address[^]*?\n/
  const done = /was asked to copy the address/

  test('over SSH copies what the story shows, as often as it is pressed, and the answer may be pasted after it', async () => {
    const session = await loginInTerminal(stub, '--port 0', overSsh)
    const [, address = ''] = await session.sees(/ (http\S+\?\S*response_type\S+)\r?\n/)
    const port = new URL(new URL(address).searchParams.get('redirect_uri') ?? '').port
    await session.sees(
      new RegExp(`run this there first:\\s+ssh -L ${port}:127\\.0\\.0\\.1:${port} \\S+@192\\.0\\.2\\.2\\r`),
    )
    await session.answer(offer, 'c')
    await session.answer(done, 'C')
    await session.sees(done)
    await session.type(`${(await visit({ cookies: [], visited: [] }, { url: address })).location ?? ''}\r`)
    const shown = await session.shown
    expect(shown).toMatch(/Signed in as[^]*status 0\r\nrestored/)
    expect(copiedIn(shown)).toEqual([address, address])
  })

  test.each<[string, string, string, string, NodeJS.ProcessEnv]>(sampled([
    ['Ctrl-C', '\u0003', '130', '', overSsh], ['the timeout', '', '5', '--timeout 2', overSsh],
    ['Ctrl-C, where nothing can be pasted', '\u0003', '130', '--response-mode form_post', overSsh],
    ['Ctrl-C, without a display', '\u0003', '130', '', {}],
    ['Ctrl-C, with a question', '\u0003', '130', '--paste', overSsh],
  ], 2))('leaves the terminal as it was: %s', async (_end, typed, status, words, environment) => {
    const session = await loginInTerminal(stub, `--port 0 ${words}`, environment)
    const [, address = ''] = await session.sees(/ (http\S+\?\S*response_type\S+)\r?\n/)
    await session.answer(offer, 'c')
    await session.answer(done, typed)
    const shown = await session.shown
    expect(shown).toMatch(new RegExp(`status ${status}\\r\\nrestored`))
    expect(copiedIn(shown)).toEqual([address])
  })

  test('with --listen copies the start address, and a browser that begins there ends the wait', async () => {
    const session = await loginInTerminal(stub, '--port 0 --listen 0.0.0.0', {
      TMUX: '/tmp/tmux,1,0', TERM: 'screen-256color',
    })
    const [, start = ''] = await session.sees(
      /on the machine that publishes[^]*?(http:\/\/127\.0\.0\.1:\d+\/[\w-]{32})\r?\n/,
    )
    await session.answer(offer, 'c')
    const browser = { cookies: [], visited: [] }
    const { location: there = '' } = await visit(browser, { url: start })
    await session.sees(done)
    const { location: back = '' } = await visit(browser, { url: there })
    expect((await visit(browser, { url: back })).page).toContain('You are signed in')
    const shown = await session.shown
    expect(shown).toMatch(/status 0\r\nrestored/)
    // Once plain, and once for tmux to pass on.
    expect(copiedIn(shown)).toEqual([start, start])
  })

  test.each<[string, string, NodeJS.ProcessEnv, string]>(sampled([
    ['a terminal that would show it', '', { TERM: 'dumb' }, 'trap : INT'],
    ['the console of Linux', '', { TERM: 'linux' }, 'trap : INT'],
    ['a terminal of no kind', '', { TERM: '' }, 'trap : INT'],
    ['--quiet', '--quiet', {}, 'trap : INT'], ['a job in the background', '& wait', {}, 'set -m'],
    ['input from elsewhere', '< /dev/null', {}, 'trap : INT'],
    ['a story that goes to a file', '2> /dev/null', {}, 'trap : INT'],
    ['a browser of this machine', '', { SSH_CONNECTION: '', DISPLAY: ':0' }, 'trap : INT'],
  ], 4))('is not offered, and does nothing: %s', async (_what, words, environment, shell) => {
    const session = await loginInTerminal(stub, `--port 0 --timeout 1 ${words}`, { ...overSsh, ...environment }, shell)
    await session.type('c')
    const shown = await session.shown
    expect(shown).not.toMatch(offer)
    expect(shown).not.toContain(`${escape}]52`)
  })
})
