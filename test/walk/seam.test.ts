import { expect, onTestFinished, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { makeTabPages } from '../../src/render/tab.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import type { Walk } from '../../src/walk/context.ts'
import type { WalkEvent } from '../../src/walk/events.ts'
import { extendRequest, extendResponse, wrapSend, type Extension } from '../../src/walk/extension.ts'
import { walkSixSteps } from '../../src/walk/walk.ts'
import type { Send, WireRequest } from '../../src/wire.ts'
import { visit } from '../support/user-agent.mjs'
import { refusedBy } from '../support/waiting-walk.ts'

const provider = 'http://127.0.0.1:1'
const rename = (parameters: Iterable<[string, string]>, names: Record<string, string>) =>
  [...parameters].map(([name, value]): [string, string] => [names[name] ?? name, value])
const answers: Record<string, Record<string, unknown>> = {
  token: {
    access_token: 'the-access-token', expires_in: 7200, refresh_token: 'the-refresh-token', openid: 'oABC',
    scope: 'snsapi_login',
  },
  userinfo: { openid: 'oABC', nickname: '张三' },
}

/**
 * A provider that says appid for client_id, secret for client_secret, brings the code as authcode, and leaves
 * token_type out.
 */
const dialect: Extension = {
  name: 'dialect',
  authorizationRequest: parameters => rename(parameters, { client_id: 'appid' }),
  authorizationResponse: parameters => new URLSearchParams(rename(parameters, { authcode: 'code' })),
  send: next => async (request) => {
    if (request.purpose !== 'token') return next(request)
    const body = new URLSearchParams(
      rename(new URLSearchParams(request.body), { client_id: 'appid', client_secret: 'secret' }),
    )
    const answer = await next({ ...request, body: body.toString() })
    const { errcode, errmsg, ...tokens } = JSON.parse(answer.body) as Record<string, unknown> & { errcode?: number }
    const standard = errcode === undefined
      ? { token_type: 'Bearer', ...tokens }
      : { error: `${errcode}`, error_description: errmsg }
    return { ...answer, status: errcode === undefined ? 200 : 400, body: JSON.stringify(standard) }
  },
}

/** A walk with plain functions for everything impure; `bring` is the browser. */
function makeWalk(change: Partial<Walk> = {}): { walk: Walk, events: WalkEvent[], sent: WireRequest[] } {
  const events: WalkEvent[] = []
  const sent: WireRequest[] = []
  const secrets = new Secrets()
  const send: Send = async (request) => {
    sent.push(request)
    return {
      status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answers[request.purpose]),
    }
  }
  const walk: Walk = {
    provider: {
      issuer: undefined,
      endpoints: {
        authorization_endpoint: `${provider}/qrconnect`, token_endpoint: `${provider}/access_token`,
        userinfo_endpoint: `${provider}/me`,
      },
    },
    client: {
      clientId: 'wx1234', clientSecret: secrets.keep('client_secret', 'the-client-secret'),
      authentication: 'client_secret_post',
    },
    login: {
      target: 'dialect', profile: 'dialect', scope: ['snsapi_login'], parameters: [], tokenParameters: [],
      redirectUri: 'http://127.0.0.1/callback', ports: [0],
      responseMode: 'query', pkce: true, nonce: true, maxAge: undefined, waitSeconds: 20, remindAfterSeconds: [],
      listening: { addresses: ['127.0.0.1'], tls: undefined },
    },
    extensions: [dialect], observers: [{ seesSecrets: event => void events.push(event) }], strict: true, secrets,
    pasting: undefined,
    pages: makeTabPages(en), signal: new AbortController().signal,
    now: () => Date.now(), elapsed: () => performance.now(), random: bytes => new Uint8Array(bytes).fill(7),
    send, openBrowser: async url => bring(url),
    ...change,
  }
  return { walk, events, sent }
}

async function bring(address: string): Promise<void> {
  const asked = new URL(address).searchParams
  const back = new URLSearchParams({ authcode: 'the-code', state: asked.get('state') ?? '' })
  await visit({ cookies: [], visited: [] }, { url: `${asked.get('redirect_uri') ?? ''}?${back.toString()}` })
}

const keep = async () => false
const turn = async () => new Promise<void>(resolve => setImmediate(resolve))

test('a dialect needs no change of the six steps, and the recorder shows what went over the wire', async () => {
  const { walk, events, sent } = makeWalk()
  const { tokens, claims } = await walkSixSteps(walk, keep)
  expect(tokens.access_token.reveal()).toBe('the-access-token')
  expect(tokens).toMatchObject({ token_type: 'Bearer', scope: ['snsapi_login'] })
  expect(claims).toEqual(answers['userinfo'])

  const address = addressIn(events)
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:1\/qrconnect\?/)
  expect([...new URL(address).searchParams.keys()]).toEqual([
    'response_type', 'appid', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method',
  ])
  const body = new URLSearchParams(sent[0]?.body)
  expect(Object.fromEntries(body)).toMatchObject({
    appid: 'wx1234', secret: 'the-client-secret', code: 'the-code', grant_type: 'authorization_code',
  })
  expect(body.has('client_id') || body.has('client_secret')).toBe(false)

  const recorded = events.flatMap(event => event.type === 'http' ? [event] : [])
  expect(recorded.map(({ request }) => request)).toEqual(sent)
  expect(recorded.map(({ response }) => JSON.parse(response.body) as unknown)).toEqual([
    answers['token'], answers['userinfo'],
  ])
  const arrow = events.find(event => event.type === 'message' && event.name === 'token-response')
  expect(arrow).toMatchObject({ parameters: answers['token'] })
  expect(arrow).not.toMatchObject({ parameters: { token_type: 'Bearer' } })
  expect(events.filter(({ type }) => type === 'finding').map(event => 'code' in event && event.code)).toEqual([
    'pkce-not-advertised',
  ])
})

test('without the dialect the same provider can’t be walked', async () => {
  const { walk } = makeWalk({ extensions: [] })
  await expect(walkSixSteps(walk, keep)).rejects.toMatchObject({ code: 'code-or-error', step: 'callback' })
})

test('an error in the dialect’s words becomes a failure in ours', async () => {
  const { walk } = makeWalk({
    send: async () => ({
      status: 200, headers: { 'content-type': 'application/json' }, body: '{"errcode":40029,"errmsg":"invalid code"}',
    }),
  })
  await expect(walkSixSteps(walk, keep)).rejects.toMatchObject({
    code: 'token-refused', step: 'token',
    details: { provider: { error: '40029', error_description: 'invalid code', status: 400 } },
  })
})

test('the first extension changes a request first and sees the answer last', async () => {
  const mark = (name: string): Extension => ({
    name,
    authorizationRequest: parameters => [...parameters, ['via', name]],
    authorizationResponse: parameters => new URLSearchParams([...parameters, ['via', name]]),
    send: next => async (request) => {
      const answer = await next({ ...request, url: `${request.url}/${name}` })
      return { ...answer, body: `${answer.body}/${name}` }
    },
  })
  const both = [mark('outer'), mark('inner')]
  const party = {} as Parameters<typeof extendRequest>[2]
  expect(await extendRequest(both, [], party)).toEqual([['via', 'outer'], ['via', 'inner']])
  expect((await extendResponse(both, new URLSearchParams())).getAll('via')).toEqual(['inner', 'outer'])
  const wire: Send = async ({ url }) => ({ status: 200, headers: {}, body: url })
  expect(await wrapSend(both, wire)({ purpose: 'token', method: 'POST', url: 'wire', headers: {} }))
    .toMatchObject({ body: 'wire/outer/inner/inner/outer' })
})

function gate(): [opened: Promise<void>, open: () => void] {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return [opened, open]
}

test('an observer that waits makes the walk wait', async () => {
  const [released, release] = gate()
  const [reached, reach] = gate()
  const opened: string[] = []
  const { walk, events } = makeWalk()
  const walking = walkSixSteps({
    ...walk,
    openBrowser: async (url) => {
      opened.push(url)
      await bring(url)
    },
    observers: [...walk.observers, async (event) => {
      if (event.type !== 'step-started' || event.step !== 'redirect') return
      reach()
      await released
    }],
  }, keep)
  await reached
  // Many turns of the event loop: time enough for a walk that did not wait to listen, open the browser and end.
  for (let turns = 0; turns < 200; turns++) await turn()
  expect(events.at(-1)).toMatchObject({ type: 'step-started', step: 'redirect', n: 2 })
  expect(opened).toEqual([])
  release()
  await walking
  expect(opened).toHaveLength(1)
  expect(events.filter(({ type }) => type === 'step-finished')).toHaveLength(6)
})

test('an observer that throws ends the walk, and the listener with it', async () => {
  const { walk, events } = makeWalk({ openBrowser: async () => undefined })
  const leaving = new Error('enough')
  await expect(walkSixSteps({
    ...walk, observers: [...walk.observers, (event) => {
      if (event.type === 'step-started' && event.step === 'consent') throw leaving
    }],
  }, keep)).rejects.toBe(leaving)
  expect(await refusedBy(portIn(events), '127.0.0.1')).toBe('ECONNREFUSED')
})

test('L77: a deadline that passed while the machine slept ends the wait as soon as it wakes', async () => {
  let asleep = 0
  const { walk } = makeWalk({ elapsed: () => performance.now() + asleep, openBrowser: async () => undefined })
  walk.login.waitSeconds = 3600
  // After the deadline has been settled; the walk looks at the clock every few seconds.
  const sleep = () => setTimeout(() => { asleep = 3_600_000 }, 10)
  const ended = walkSixSteps(
    { ...walk, observers: [event => event.type === 'waiting' ? void sleep() : undefined] }, keep,
  )
  await expect(ended).rejects.toMatchObject({ code: 'nobody-came', step: 'consent' })
})

test('an aborted signal ends the wait with its reason, and the listener with it', async () => {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const { walk, events } = makeWalk({ signal: stop.signal, openBrowser: async () => stop.abort(new Error('stopped')) })
  await expect(walkSixSteps(walk, keep)).rejects.toThrow('stopped')
  expect(await refusedBy(portIn(events), '127.0.0.1')).toBe('ECONNREFUSED')
})

test('a browser that does not open is told, and the wait goes on', async () => {
  const { walk, events } = makeWalk({ openBrowser: async () => Promise.reject(new Error('no display')) })
  const byHand = (event: WalkEvent) => {
    if (event.type === 'browser-failed') void bring(addressIn(events))
  }
  const { tokens } = await walkSixSteps({ ...walk, observers: [...walk.observers, byHand] }, keep)
  expect(tokens.access_token.reveal()).toBe('the-access-token')
  expect(events.filter(({ type }) => type === 'browser-failed')).toMatchObject([
    { step: 'consent', reason: expect.stringContaining('no display') as string },
  ])
})

function addressIn(events: WalkEvent[]): string {
  return events.find(event => event.type === 'authorization-url')?.url ?? ''
}

function portIn(events: WalkEvent[]): number {
  return Number(new URL(events.find(event => event.type === 'listening')?.redirect_uri ?? '').port)
}
