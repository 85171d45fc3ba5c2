import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runTo } from './support.ts'
import { startStub } from './stub-provider.ts'

interface Seen { words: string[], page: string, mode: number }

/** A browser that notes its words and the page that it is given, and goes where that page leads, or nowhere. */
function pageBrowser(follows: boolean): { command: string, seen: () => Seen } {
  const folder = freshHome()
  const [script, report] = [join(folder, 'browser.mjs'), join(folder, 'seen.json')]
  writeFileSync(script, `
    import { get, request } from 'node:http'
    import { readFileSync, statSync, writeFileSync } from 'node:fs'
    import { fileURLToPath } from 'node:url'
    const words = process.argv.slice(2)
    const file = fileURLToPath(words.at(-1))
    const page = readFileSync(file, 'utf8')
    writeFileSync(${JSON.stringify(report)}, JSON.stringify({ words, page, mode: statSync(file).mode & 0o777 }))
    const [, target] = /content="0; url=([^"]*)"/.exec(page)
    if (${follows}) get(target, (answer) => {
      const url = new URL(answer.headers.location)
      const back = new URL(url.searchParams.get('redirect_uri'))
      back.search = new URLSearchParams({ code: 'the-code', state: url.searchParams.get('state') }).toString()
      const [cookie] = answer.headers['set-cookie'][0].split(';')
      request(back, { agent: false, headers: { cookie } }, answer => answer.resume()).end()
    })
  `)
  return {
    command: `"${process.execPath}" "${script}" --new-window`,
    seen: () => JSON.parse(readFileSync(report, 'utf8')) as Seen,
  }
}

const pagesIn = (home: string) => readdirSync(home).filter(name => name.endsWith('.html'))

async function prepare(follows = true) {
  const home = freshHome()
  const stub = await startStub()
  const browser = pageBrowser(follows)
  const words = [
    'login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--port', '0', '--no-pkce', '--open-via-file',
    '--browser', browser.command,
  ]
  return { home, browser, words }
}

describe('--open-via-file', () => {
  test('D23: starts the browser with a page of mode 0600 that leads to the start address and names nothing of the request, and removes it afterwards', async () => {
    const { home, browser, words } = await prepare()
    const { stderr } = await runTo(0, [...words, '--timeout', '90'], { home })
    const { words: given, page, mode } = browser.seen()
    expect([given[0], given.length, mode]).toEqual(['--new-window', 2, 0o600])
    expect(given[1]).toMatch(/^file:\/\/\/\S+\/open-[0-9a-f-]{36}\.html$/)
    const [, address = ''] = /^ *(http\S+\?\S+)$/m.exec(stderr) ?? []
    const asked = new URL(address).searchParams
    expect(page).toMatch(new RegExp(`content="0; url=${new URL(asked.get('redirect_uri') ?? '').origin}/[\\w-]{32}"`))
    expect(page).not.toContain(asked.get('state'))
    expect(pagesIn(home)).toEqual([])
  })

  test.each(['SIGINT', 'timeout'] as const)('D23: leaves no page when the walk ends by %s', async (end) => {
    const { home, words } = await prepare(false)
    const running = start([...words, '--timeout', end === 'timeout' ? '1' : '60'], { home })
    await running.sees('stderr', /^3 {2}\S[^]*http:/m)
    if (end === 'SIGINT') running.child.kill('SIGINT')
    expect((await running.ended).status).toBe(end === 'SIGINT' ? 130 : 5)
    expect(pagesIn(home)).toEqual([])
  })

  test.runIf(
    existsSync('/proc/self'),
  )('D23: a page that can’t be written is a browser that did not open: the address is printed, and the wait goes on', async () => {
    const { home, words } = await prepare()
    const { stderr } = await runTo(
      5, [...words, '--no-save', '--timeout', '1'], { home, environment: { OAUTH_WALK_HOME: '/proc/oauth-walk' } },
    )
    expect(stderr).toContain('The browser did not open (ENOENT)')
  })
})
