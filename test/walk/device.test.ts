import { describe, expect, test } from 'vitest'
import { signInAsTheUser } from '../../src/sandbox/index.ts'
import { freshHome, program, start, type Running } from '../support/cli.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'
import {
  metadata, refusal, startStub, tokens, type Endpoint, type Said, type StubProvider,
} from '../cli/stub-provider.ts'
import { runTo, runToError } from '../cli/inside.ts'
import { readSession, serveSandbox, sessionPaths } from '../cli/support.ts'
import * as atDoor from '../cli/support.ts'
import { eventsOf } from '../support/walks.ts'

const granted: Said = {
  body: {
    device_code: 'device/+=code', user_code: 'WDJB-MJHT', verification_uri: 'https://op.example/device',
    expires_in: 300, interval: 1,
  },
}

/** A provider with a device endpoint; its token endpoint says one thing after the other, and the last for ever. */
async function startDeviceStub(said: Said[], device: Said = granted): Promise<{ stub: StubProvider, asked: number[] }> {
  const asked: number[] = []
  const token: Endpoint = () => {
    asked.push(Date.now())
    return said[Math.min(asked.length, said.length) - 1] ?? {}
  }
  const stub: StubProvider = await startStub({
    '/.well-known/openid-configuration': () => ({
      body: { ...metadata(stub.issuer), device_authorization_endpoint: `${stub.issuer}/device` },
    }),
    '/device': () => device, '/token': token,
  })
  return { stub, asked }
}

const login = (stub: StubProvider, ...words: string[]) => [
  'login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--device', ...words,
]

describe('login --device', () => {
  test('asks no sooner than the provider says, slows down when told to, and walks all six steps', async () => {
    const home = freshHome()
    const { stub, asked } = await startDeviceStub([
      refusal('authorization_pending'), refusal('slow_down'), { body: tokens(1) },
    ])
    const { stdout, stderr } = await runTo(0, login(stub, '--events'), { home })
    const events = eventsOf({ stdout })
    expect(events.filter(({ type }) => type === 'step-finished').map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6])
    expect(events.find(({ type }) => type === 'device-authorization')).toMatchObject({
      user_code: 'WDJB-MJHT', verification_uri: 'https://op.example/device', interval: 1,
    })
    expect(events.filter(({ type }) => type === 'check').map(({ name }) => name))
      .toEqual(expect.arrayContaining(['access-token-characters', 'token-type']))
    expect(stderr).toContain('W D J B - M J H T')
    expect(stderr.match(/--device: /g)).toHaveLength(4)
    expect(stdout + stderr).not.toContain('device/+=code')
    expect(stub.seenAt('/device')).toMatchObject([{ form: { client_id: 'walker', scope: 'read' } }])
    expect(stub.seenAt('/token')).toMatchObject(Array(3).fill({
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'device/+=code', client_id: 'walker',
      },
    }))
    const [first = 0, second = 0, third = 0] = asked
    // Timers may be a millisecond early, but not more.
    expect([second - first >= 990, third - second >= 5990]).toEqual([true, true])
    expect(readSession(home)).toMatchObject({ access_token: 'stub-access-1/+=' })
  })

  test.each<[string, Said[], Said, number, string, string]>([
    [
      'the user refuses', [refusal('authorization_pending'), refusal('access_denied')], granted, 3, 'access-denied',
      'consent',
    ],
    ['the code expires at the provider', [refusal('expired_token')], granted, 5, 'device-code-expired', 'consent'],
    [
      'the code’s time is over', [refusal('authorization_pending')],
      { body: { ...granted.body as object, expires_in: 1 } }, 5, 'device-code-expired', 'consent',
    ],
    ['another error', [refusal('invalid_grant')], granted, 3, 'device-refused', 'token'],
    ['a token of an unknown type', [{ body: { ...tokens(1), token_type: 'MAC' } }], granted, 4, 'token-type', 'token'],
    ['no code is given', [], refusal('unauthorized_client'), 3, 'device-refused', 'redirect'],
    ['an answer without the user’s code', [], { body: { device_code: 'x' } }, 3, 'unreadable-answer', 'redirect'],
    [
      'a device code in a list', [], { body: { ...granted.body as object, device_code: ['x'] } }, 3,
      'unreadable-answer', 'redirect',
    ],
    [
      'the user would be sent to plain http', [],
      { body: { ...granted.body as object, verification_uri: 'http://op.example/device' } }, 4, 'endpoints-safe',
      'redirect',
    ],
    [
      'the user would be sent to a program', [],
      { body: { ...granted.body as object, verification_uri_complete: 'javascript:alert(1)' } }, 4, 'endpoints-safe',
      'redirect',
    ],
  ])('%s', async (_what, said, device, status, code, step) => {
    const home = freshHome()
    const { stub } = await startDeviceStub(said, device)
    expect(await runToError(status, login(stub), { home })).toMatchObject({ code, step })
    expect(sessionPaths(home)).toEqual([])
  })

  test('a provider without the endpoint is refused, and one that is given by hand is asked', async () => {
    const home = freshHome()
    const stub = await startStub({ '/elsewhere': () => refusal('invalid_scope') })
    expect(await runToError(2, login(stub), { home })).toMatchObject({ code: 'device-unsupported', step: 'redirect' })
    expect(
      await runToError(3, login(stub, '--device-authorization-endpoint', `${stub.issuer}/elsewhere`), { home }),
    ).toMatchObject(
      { code: 'device-refused' },
    )
  })

  test('Ctrl-C ends it while it waits; --quiet prints address and code and nothing else', async () => {
    const home = freshHome()
    const { stub } = await startDeviceStub([refusal('authorization_pending')])
    const running = start(login(stub, '--quiet'), { home })
    await running.sees('stderr', /^https:\/\/op\.example\/device WDJB-MJHT\n/)
    running.child.kill('SIGINT')
    expect(await running.ended).toMatchObject({ status: 130, stdout: '' })
    expect(sessionPaths(home)).toEqual([])
  })

  test.skipIf(!hasPseudoTerminal)('a terminal shows a QR code too', async () => {
    const home = freshHome()
    const { stub } = await startDeviceStub([refusal('access_denied')])
    const terminal = startInTerminal(
      [process.execPath, program, ...login(stub)].map(word => `'${word}'`).join(' '),
      { PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home, TERM: 'xterm', LANG: 'C.UTF-8', COLUMNS: '120' },
    )
    expect(await terminal.shown).toMatch(/[█▀▄]{7}/)
  })

  test('the sandbox offers it: its user enters the code on pages in words', async () => {
    const home = freshHome()
    const { facts } = await serveSandbox(home)
    const { walk, code } = await walkToSandbox(home, String(facts['issuer']))
    expect(await (await fetch(code.verification_uri, { headers: { 'accept-language': 'zh' } })).text())
      .toContain('请输入你的设备上显示的验证码')
    const titles: string[] = []
    await signInAsTheUser(code.verification_uri_complete, { onPage: ({ title }) => titles.push(title) })
    const pages = ['Is this your device?', 'Sign in', 'oauth-walk-public asks for access', 'Your device is connected']
    expect(titles.map(title => title.replace(/ · .*/, '')).filter(title => pages.includes(title))).toEqual(pages)
    const ended = await walk.ended
    expect([ended.status, ended.stderr]).toEqual([0, expect.stringContaining('Signed in as 123456')])
    expect(await atDoor.runJson(0, ['userinfo'], { home })).toMatchObject({ subject: '123456' })
  })

  test('at the sandbox, a code that is somebody else’s is refused, and one that does not exist is said to be wrong', async () => {
    const home = freshHome()
    const { facts } = await serveSandbox(home)
    const { walk, code } = await walkToSandbox(home, String(facts['issuer']))
    const page = await fetch(code.verification_uri)
    const cookie = page.headers.getSetCookie().map(line => line.split(';')[0]).join('; ')
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const post = async (form: Record<string, string>) => fetch(code.verification_uri, {
      method: 'POST', headers: { cookie }, body: new URLSearchParams({ xsrf, ...form }),
    })
    const wrong = await post({ user_code: 'ZZZZ-ZZZZ' })
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('This code is not known here')])
    const again = /name="xsrf" value="([^"]+)"/.exec(
      await (await fetch(code.verification_uri, { headers: { cookie } })).text(),
    )?.[1]
    ?? ''
    expect(await (await post({ xsrf: again, user_code: code.user_code, abort: 'yes' })).text())
      .toContain('The device was refused')
    expect((await walk.ended).status).toBe(3)
  })

  test('the sandbox’s user signs in by himself with --auto', async () => {
    const home = freshHome()
    expect(await atDoor.runJson(0, ['login', 'sandbox', '--device', '--auto'], { home })).toMatchObject({
      ok: true, subject: '123456',
    })
  })
})

async function walkToSandbox(
  home: string, issuer: string,
): Promise<{ walk: Running, code: Record<'user_code' | 'verification_uri' | 'verification_uri_complete', string> }> {
  const walk = start(
    ['login', issuer, '--client-id', 'oauth-walk-public', '--scope', 'openid profile', '--device', '--events'],
    { home },
  )
  const [, line = ''] = await walk.sees('stdout', /^(\{"type":"device-authorization".*\})$/m)
  return {
    walk, code: JSON.parse(line) as Record<'user_code' | 'verification_uri' | 'verification_uri_complete', string>,
  }
}
