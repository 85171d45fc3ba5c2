import { expect, test } from 'vitest'
import { freshHome, program, start } from '../support/cli.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'
import { openStub, type Stub } from '../support/stub-provider.ts'
import { browse } from '../support/user-agent.mjs'

const words = ({ issuer, client }: Stub) => [
  'login', issuer, '--client-id', client.client_id, '--port', '0', '--no-open', '--scope', 'openid',
]

async function tabOf(address: string): Promise<string> {
  const { callbacks } = await browse(address)
  return callbacks.at(-1)?.answer?.page ?? ''
}

test.runIf(hasPseudoTerminal).each([
  ['that succeeds', {}, 6], ['whose step 6 fails', { userinfo: () => ({ status: 500, body: '' }) }, 6],
])('the tab of a login at a terminal %s ends with its diagram, by a policy that lets its style in, and no secret', async (
  _name, answers, steps,
) => {
  const stub = await openStub()
  stub.reset(answers)
  const home = freshHome()
  const quoted = words(stub).map(word => `'${word}'`).join(' ')
  const environment = {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'dumb', SHELL: '/bin/sh', OAUTH_WALK_HOME: home,
    OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret,
  }
  const { sees, shown } = startInTerminal(
    `stty columns 400 rows 40; "${process.execPath}" "${program}" ${quoted}; echo "status $?"`, environment,
  )
  const [, address = ''] = await sees(/(http:\/\/127\.0\.0\.1:\d+\/\S+response_type=\S+)/)
  const page = await tabOf(address)
  expect(page.match(/<svg class="(?:wide|narrow)"/g)).toHaveLength(2)
  expect(page.match(/<circle class="number/g)).toHaveLength(2 * steps)
  expect(page).not.toContain('href=')
  expect(page).not.toContain(stub.client.client_secret)
  if (steps === 6 && Object.keys(answers).length > 0)
    expect(page).toContain('The tokens passed their checks and are saved; only step 6 failed.')
  expect(await shown).toMatch(/status [03]/)
})

test('the tab of a script shows the six steps alone', async () => {
  const stub = await openStub()
  const running = start(words(stub), {
    home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  })
  const [, address = ''] = await running.sees('stderr', /^ *(https?:\/\/\S+\?\S+)$/m)
  const page = await tabOf(address)
  expect(page.match(/<li class="done"/g)).toHaveLength(6)
  expect(page).not.toContain('<svg')
  expect((await running.ended).status).toBe(0)
})
