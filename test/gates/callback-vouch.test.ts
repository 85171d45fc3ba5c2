import { describe, expect, onTestFinished, test } from 'vitest'
import { zhihu } from '../providers/doubles/zhihu.ts'
import { freshHome, program } from '../support/cli.ts'
import { freePort } from '../support/ports.ts'
import { hasPseudoTerminal, startInTerminal, type InTerminal } from '../support/pseudo-terminal.ts'
import { deliver, openAtVendor, type Delivery } from '../support/vendor-browser.ts'
import { startVendor, type VendorDouble } from '../support/vendor-double.ts'

interface Session extends InTerminal { double: VendorDouble, back: Delivery }

/** A login at Zhihu in a terminal; the vendor sends the browser back without a state. */
async function login(words: string, environment: NodeJS.ProcessEnv): Promise<Session> {
  const redirectUri = zhihu.redirectUri.replace('PORT', String(await freePort()))
  const double = await startVendor(origin => zhihu.build(redirectUri, origin))
  onTestFinished(async () => double.close())
  const home = freshHome()
  const command = `"${process.execPath}" "${program}" login zhihu --provider-origin ${double.origin} --client-id ${zhihu.client.id} --redirect-uri ${redirectUri} ${words}; echo "status $?"`
  const terminal = startInTerminal(command, {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1', SHELL: '/bin/sh',
    OAUTH_WALK_HOME: home,
    OAUTH_WALK_CLIENT_SECRET: zhihu.client.secret, ...environment,
  })
  const [, address = ''] = await terminal.sees(/ (http\S+\?\S*response_type\S+)\r?\n/)
  await terminal.sees(/Waiting at/)
  return { ...terminal, double, back: await openAtVendor(address) as Delivery }
}

const question = /zhihu may leave out[^]*\[y\/N\]/

describe.runIf(hasPseudoTerminal)('an answer without a state, at a terminal', () => {
  test.each<[string, NodeJS.ProcessEnv]>([
    ['with a display', { DISPLAY: ':0' }], ['where an address may be pasted too', {}],
  ])('%s: counts when the person says yes', async (_where, environment) => {
    const session = await login('--no-open', environment)
    void deliver(session.back).catch(() => undefined)
    await session.answer(question, 'y\r')
    expect(await session.shown).toMatch(/Signed in as[^]*status 0/)
  })

  test('does not count when the person says no, and the wait goes on', async () => {
    const session = await login('--no-open --timeout 6', { DISPLAY: ':0' })
    void deliver(session.back).catch(() => undefined)
    await session.answer(question, '\r')
    expect(await session.shown).toMatch(/it has no state[^]*status 5/)
    expect(session.double.at('/access_token')).toEqual([])
  })
})
