import { expect, test } from 'vitest'
import { ask } from '../transport/support.ts'
import { freshStub, get, startWaiting } from '../support/waiting-walk.ts'
import { freshHome } from '../support/cli.ts'
import { startAtDoor } from '../support/door.ts'

test('who opens the callback under another host is told which one is meant, and only a navigation is', async () => {
  const { running, redirectUri, host, port, signIn } = await startWaiting(await freshStub())
  const other = { headers: { host: `localhost:${port}`, accept: 'text/html,application/xhtml+xml;q=0.9' } }
  const told = await ask(redirectUri, other)
  expect([told.status, told.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
  expect(told.body).toContain(`Open the same address with ${host}.`)
  for (const unasked of [
    { ...other, method: 'POST' }, { headers: { ...other.headers, accept: '*/*' } },
    { headers: { ...other.headers, 'sec-fetch-mode': 'cors' } },
  ]) {
    const { status, body } = await ask(redirectUri, unasked)
    expect([status, body]).toEqual([403, ''])
  }
  expect((await get((await signIn()).url)).page).toContain('You are signed in')
  expect((await running.ended).status).toBe(0)
})

test('a browser that did not open leaves the way free for any other one, and the story says nothing else', async () => {
  const stub = await freshStub()
  const words = ['login', stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--explain']
  const login = startAtDoor(words, {
    home: freshHome(),
    environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, DISPLAY: ':9', PATH: '/nowhere' },
  })
  await login.sees('stderr', /From then on only that browser can bring the answer back/)
  await login.sees('stderr', /Open the address above in any browser/)
})
