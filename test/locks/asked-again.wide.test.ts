import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { startLockedProvider } from '../support/locked-provider.ts'
import { goodHandlers, metadataOf } from '../support/stub-answers.ts'
import { startStub, type Handler } from '../support/stub-provider.ts'
import { visit } from '../support/user-agent.mjs'
import { documentOf, eventsOf, type Json, walk } from '../support/walks.ts'
import { login } from './going.ts'

const offered = { features: { pushedAuthorizationRequests: { enabled: true } } }
const demanding = { require_pushed_authorization_requests: true }
const codesOf = (document: Json) => (document['findings'] as Json[]).map(({ code }) => code)

describe('a client that must push, at a provider whose metadata does not tell', () => {
  test('signs in at once: the tab that brought the refusal is sent on with a pushed request of its own values', async () => {
    const provider = await startLockedProvider(offered, demanding)
    const ended = await login(provider.issuer, ['--events'])
    expect(ended.status, ended.stderr).toBe(0)
    const events = eventsOf(ended)
    expect(events.filter(({ type }) => type === 'walk-started')).toHaveLength(1)
    expect(events.filter(({ type }) => type === 'listening')).toHaveLength(1)
    const [first] = events.filter(({ name }) => name === 'authorization-request').map(({ parameters }) =>
      parameters as Json)
    const [pushed] = events.filter(({ name }) => name === 'push-request').map(({ parameters }) => parameters as Json)
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(first?.[name], name).toBeTruthy()
      expect(pushed?.[name], name).not.toBe(first?.[name])
    }
    expect(provider.at('/request')).toHaveLength(1)
    expect(ended.browsed?.visited.filter(address => address.endsWith('/callback'))).toHaveLength(2)
  })

  test('is told why, counts each step once, and pushes at once the next time', async () => {
    const provider = await startLockedProvider(offered, demanding)
    const home = freshHome()
    const document = documentOf(await login(provider.issuer, ['--json'], { home }))
    expect(codesOf(document)).toContain('push-demanded')
    expect((document['steps'] as Json[]).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6])
    const second = documentOf(await login(provider.issuer, ['--json'], { home }))
    expect(codesOf(second)).not.toContain('push-demanded')
    expect(provider.at('/request')).toHaveLength(2)
  })

  test('ends where the pushed request is refused too, and the tab is told', async () => {
    const provider = await startLockedProvider(offered, demanding)
    const ended = await login(provider.issuer, ['--json'], { environment: { OAUTH_WALK_CLIENT_SECRET: 'wrong' } })
    expect(documentOf(ended)).toMatchObject({ error: { code: 'push-refused', step: 'redirect', exit_code: 3 } })
    expect(provider.at('/request')).toHaveLength(1)
    expect(ended.browsed?.final?.page).toContain('The login did not succeed')
  })

  test('is sent on in the same way where a form brought the refusal', async () => {
    const provider = await startLockedProvider(offered, demanding)
    const ended = await login(provider.issuer, ['--response-mode', 'form_post'])
    expect(ended.status, ended.stderr).toBe(0)
    expect(provider.at('/request')).toHaveLength(1)
  })
})

test('a person who pastes is given the second address, and pastes again', async () => {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  const refuse: Handler = ({ parameters }) => {
    const back = new URLSearchParams({
      error: 'invalid_request', error_description: 'Pushed Authorization Request is only allowed.',
      state: parameters.get('state') ?? '', iss: stub.issuer,
    })
    return { status: 302, headers: { location: `${parameters.get('redirect_uri') ?? ''}?${back.toString()}` } }
  }
  stub.reset({
    discovery: () => ({ body: { ...metadataOf(stub), pushed_authorization_request_endpoint: `${stub.issuer}/push` } }),
    authorize: (asked, provider) =>
      asked.parameters.has('request_uri') ? goodHandlers.authorize(asked, provider) : refuse(asked, provider),
  })
  const running = start(
    [
      'login', stub.issuer, '--client-id', stub.client.client_id, '--paste', '--no-open', '--redirect-uri',
      'https://your.example/callback',
    ],
    {
      home: freshHome(), openInput: true, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    },
  )
  for (const wanted of [/^ *(http\S+redirect_uri=\S+)$/m, /^ *(http\S+request_uri=\S+)$/m]) {
    const [, asked = ''] = await running.sees('stderr', wanted)
    const { location = '' } = await visit({ cookies: [], visited: [] }, { url: asked })
    running.child.stdin.write(`${location}\n`)
  }
  running.child.stdin.end()
  const ended = await running.ended
  expect(ended.status, ended.stderr).toBe(0)
})

describe('no second request', () => {
  test('is advised where the pushed request was refused in the same words', async () => {
    const stub = await startStub()
    onTestFinished(() => stub.close())
    const refuse: Handler = ({ parameters }, { pushed, issuer }) => {
      const { searchParams: asked } = new URL(
        `${issuer}/?${(pushed.get(parameters.get('request_uri') ?? '') ?? parameters).toString()}`,
      )
      const said = {
        error: 'invalid_request', error_description: 'Pushed Authorization Request is only allowed.',
        state: asked.get('state') ?? '', iss: issuer,
      }
      return {
        status: 302,
        headers: { location: `${asked.get('redirect_uri') ?? ''}?${new URLSearchParams(said).toString()}` },
      }
    }
    stub.reset({
      discovery: () => ({
        body: { ...metadataOf(stub), pushed_authorization_request_endpoint: `${stub.issuer}/push` },
      }),
      authorize: refuse,
    })
    const ended = await walk([stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--json'], {
      home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
    }, {}, startInside)
    const { error } = documentOf(ended) as { error: Json }
    expect(error).toMatchObject({ code: 'authorization-refused', exit_code: 3 })
    expect([stub.counts.push, stub.counts.authorize, String(error['hint']).includes('--par')]).toEqual([1, 2, false])
  })

  test('is sent for another refusal', async () => {
    const provider = await startLockedProvider(offered)
    const ended = await login(provider.issuer, ['--json', '--prompt', 'none'])
    expect(ended.status).toBe(3)
    expect([provider.at('/request').length, provider.at('/auth').length]).toEqual([0, 1])
  })

  test('is sent where the request was pushed already', async () => {
    const provider = await startLockedProvider(offered, demanding)
    expect((await login(provider.issuer, ['--par'])).status).toBe(0)
    expect(provider.at('/request')).toHaveLength(1)
  })
})

describe('a proof that only the refusal of the code demands', () => {
  test('is given by a second request, and script, diagram and diff tell both', async () => {
    const home = freshHome()
    const files = ['walk.json', 'walk.mmd', 'walk.sh'].map(name => join(home, name))
    const [saved = '', mermaid = '', curl = ''] = files
    const played = [
      'sandbox', '--auto', '--no-save', '--json', '--misbehave', 'dpop-demanded-by-refusal', '--save', saved,
      '--mermaid', mermaid, '--curl', curl,
    ]
    const ended = await walk(played, { home }, 'nobody', startInside)
    expect(ended.status, ended.stderr).toBe(0)
    expect(documentOf(ended)).toMatchObject({ token_type: 'DPoP' })
    expect(codesOf(documentOf(ended))).toEqual(['proof-demanded'])
    const { events } = JSON.parse(readFileSync(saved, 'utf8')) as { events: Json[] }
    expect(events.filter(({ name }) => name === 'token-request')).toHaveLength(2)
    expect(readFileSync(mermaid, 'utf8').match(/token request/g)).toHaveLength(2)
    expect(readFileSync(curl, 'utf8')).not.toContain('token_2')
  })
})
