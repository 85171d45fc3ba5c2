import xterm from '@xterm/headless'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasPseudoTerminal } from '../support/pseudo-terminal.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { loginInTerminal } from '../support/terminal-login.ts'
import { visit } from '../support/user-agent.mjs'
import { refusedBy } from '../support/waiting-walk.ts'
import { storedSessions } from '../support/walks.ts'
import { sampled } from '../support/wide.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())
beforeEach(() => stub.reset())

const login = async (...words: Tail<Parameters<typeof loginInTerminal>>) => loginInTerminal(stub, ...words)
type Tail<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never

/** The rows of a screen as the terminal shows them in the end. */
async function rowsOf(shown: string): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: 80, rows: 200, scrollback: 0, allowProposedApi: true })
  await new Promise<void>(resolve => terminal.write(shown, resolve))
  const { active } = terminal.buffer
  return Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
}

const codeOf = (address: string) => new Map([['code', new URL(address).searchParams.get('code') ?? '']])

describe.runIf(hasPseudoTerminal)('--paste at a terminal', () => {
  const question = /Address of the page \(not shown\): $/

  test('takes the address without showing it, also one that was wrapped and bracketed', async () => {
    const session = await login('--paste --redirect-uri https://your.example/callback -vvv')
    const address = await session.signIn()
    await session.answer(question, `\u001B[200~${address.slice(0, 40)}\r${address.slice(40)}\u001B[201~\r`)
    const shown = await session.shown
    expect(shown).toMatch(/Signed in as[^]*status 0\r\nrestored/)
    expect(leaksIn(shown, codeOf(address))).toEqual([])
  })

  test('L81: says what is wrong and asks again, five times', async () => {
    const session = await login('--paste')
    const address = await session.signIn()
    const wrong: [string, RegExp][] = [
      [codeOf(address).get('code') ?? '', /A code alone is not enough/],
      [address.replace('/callback', '/other'), /must begin with http:/],
      [address.replace(/state=[^&]+/, 'state=x'), /its state is not/], ['', /the line is empty/],
    ]
    for (const [typed, said] of wrong) {
      await session.answer(question, `${typed}\r`)
      await session.sees(said)
    }
    await session.answer(question, 'http://127.0.0.1:8765/callback\r')
    const shown = await session.shown
    expect(shown).toMatch(/nothing stands behind the redirect URI[^]*status 4\r\nrestored/)
    expect([storedSessions(session.home), stub.counts.token]).toEqual([[], 0])
  })

  test('the fifth may be right', async () => {
    const session = await login('--paste --lang zh')
    const address = await session.signIn()
    for (let wrong = 0; wrong < 4; wrong += 1) {
      await session.answer(/页面地址（输入时不显示）：$/, 'x\r')
      // The question stands there at once, and again below what was wrong.
      await session.sees(/只有授权码是不够的/)
    }
    await session.answer(/页面地址（输入时不显示）：$/, `${address}\r`)
    expect(await session.shown).toMatch(/status 0\r\nrestored/)
  })

  test.each(sampled([
    ['xterm', 1], ['dumb', 2],
  ] as const, 2))('what is told meanwhile stands above the question, in a terminal of type %s', async (
    type, questions,
  ) => {
    const session = await login('--paste', { TERM: type }, undefined, '--browser false')
    const address = await session.signIn()
    await session.sees(/The program that opens the browser failed[^]*waiting\.\r?\n/)
    await session.answer(question, `${address}\r`)
    const shown = await session.shown
    expect(shown).toMatch(/status 0\r\nrestored/)
    const rows = await rowsOf(shown)
    expect(rows.filter(row => row.startsWith('Address of the page (not shown):')).length).toBe(questions)
    expect(rows.filter(row => /\S.*(?:Address of the page|! The browser)/.test(row))).toEqual([])
  })

  test('Ctrl-C leaves, and so does the timeout', async () => {
    const session = await login('--paste')
    await session.answer(question, '\u0003')
    expect(await session.shown).toMatch(/status 130\r\nrestored/)
    expect(await (await login('--paste --timeout 1')).shown).toMatch(/status 5\r\nrestored/)
  })
})

describe.runIf(hasPseudoTerminal)('beside the listener', () => {
  const overSsh = { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22', DISPLAY: ':0' }
  const offer = /Is your browser on another machine\?/

  test.each<[
    string, NodeJS.ProcessEnv,
  ]>(sampled([
    ['over SSH', overSsh], ['without a display', {}],
  ], 2))('%s, a pasted address ends the wait and frees the port', async (
    _name, environment,
  ) => {
    const session = await login('--port 0', environment)
    const address = await session.signIn()
    await session.sees(offer)
    expect(await refusedBy(Number(new URL(address).port), '127.0.0.1')).toBeUndefined()
    await session.answer(/press Enter/, 'nonsense\r')
    await session.answer(/that is not an address/, `${address}\r`)
    const shown = await session.shown
    expect(shown).toMatch(/Signed in as[^]*status 0\r\nrestored/)
    expect(leaksIn(shown, codeOf(address))).toEqual([])
    expect(await refusedBy(Number(new URL(address).port), '127.0.0.1')).toBe('ECONNREFUSED')
  })

  test('the browser may be first, and the terminal is restored', async () => {
    const session = await login('--port 0', overSsh)
    const address = await session.signIn()
    await session.sees(offer)
    expect((await visit({ cookies: [], visited: [] }, { url: address })).page).toContain('You are signed in')
    expect(await session.shown).toMatch(/Signed in as[^]*status 0\r\nrestored/)
  })

  test('Ctrl-C and the timeout end both', async () => {
    const session = await login('--port 0', overSsh)
    const port = Number(new URL(await session.signIn()).port)
    await session.answer(offer, '\u0003')
    expect(await session.shown).toMatch(/status 130\r\nrestored/)
    expect(await refusedBy(port, '127.0.0.1')).toBe('ECONNREFUSED')
    expect(await (await login('--port 0 --timeout 1', overSsh)).shown).toMatch(/status 5\r\nrestored/)
  })

  test.each<[string, string, NodeJS.ProcessEnv]>(sampled([
    ['with a display', '', { DISPLAY: ':0' }], ['with form_post', '--response-mode form_post', overSsh],
  ], 2))('it is not offered %s', async (_name, words, environment) => {
    const session = await login(`--port 0 --timeout 1 ${words}`, environment)
    expect(await session.shown).not.toMatch(offer)
  })

  test('a job in the background does not touch the terminal', async () => {
    const session = await login('--port 0 --timeout 1 & wait', overSsh, 'set -m')
    await session.sees(/Waiting at/)
    expect(await session.shown).not.toMatch(offer)
  })
})
