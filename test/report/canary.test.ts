import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { tokens } from '../support/stub-answers.ts'
import { startStub, type Handlers, type Stub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'
import { everyExport, readExports } from './written.ts'

/** Secrets of characters that each encoding writes in its own way. */
const canaries = new Map(Object.entries({
  client_secret: 'CANARY-secret/+~:"\\ü', access_token: 'CANARY-access/+~_-=', refresh_token: 'CANARY-refresh/+~_-=',
  id_token_hint: 'CANARY-hint/+~_-=',
  password: 'CANARY-password/+"', set_cookie: 'CANARY-cookie', assertion: 'CANARY-assertion/+',
}))
const canary = (name: string) => canaries.get(name) ?? ''

/** A provider that repeats in its answers what it was given, and more. */
function echoing(stub: Stub): Partial<Handlers> {
  const [access_token, refresh_token] = [canary('access_token'), canary('refresh_token')]
  return {
    token: async (asked) => {
      const said = await tokens(body => ({
        ...body, id_token: undefined, access_token, refresh_token, echo: asked.body,
        again: { password: canary('password') },
      }))(asked, stub)
      const headers = { 'set-cookie': `sid=${canary('set_cookie')}`, 'x-echo': asked.headers.authorization ?? '' }
      return typeof said === 'string' ? said : { ...said, headers: { ...said.headers, ...headers } }
    },
    userinfo: ({ headers }) => ({
      body: {
        sub: 'jane', echo: headers.authorization, base64: Buffer.from(access_token).toString('base64url'),
        assertion: canary('assertion'),
      },
    }),
  }
}

/** As RFC 6749 2.3.1 has them. */
function basicCredentials(clientId: string): string {
  const form = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)
  return Buffer.from(`${form(clientId)}:${form(canary('client_secret'))}`).toString('base64')
}

const worse: [Partial<Handlers>, number][] = [
  [{}, 0],
  [
    {
      token: ({ body, headers }) => ({
        status: 400, body: { error: 'invalid_grant', error_description: `${body} ${headers.authorization ?? ''}` },
      }),
    },
    3,
  ],
  [{
    userinfo: ({ headers: { authorization = '' } }) => ({
      status: 401, headers: { 'www-authenticate': `Bearer error_description="${authorization}"` },
      body: `<p>${authorization}`,
    }),
  }, 3],
]

test('no file holds a secret, in any encoding, also none that a provider repeats or that only its name gives away', {
  timeout: 60_000,
}, async () => {
  const home = freshHome()
  const stub = await startStub()
  stub.client.client_secret = canary('client_secret')
  /** What this walk drew, and our canaries in place of the stub's own tokens. */
  const secrets = () => new Map([...stub.secrets, ...canaries, ['basic', basicCredentials(stub.client.client_id)]])
  const login = async (...words: string[]) => walk([
    stub.issuer, '--client-id', stub.client.client_id, '--scope', 'read', '--port', '0', '--no-save', '--param',
    `id_token_hint=${canary('id_token_hint')}`,
    ...everyExport(home), ...words,
  ], { home, environment: { OAUTH_WALK_CLIENT_SECRET: canary('client_secret') } })
  for (const [handlers, status] of worse) {
    stub.reset({ ...echoing(stub), ...handlers })
    const ended = await login('--auth-method', status === 0 ? 'client_secret_basic' : 'client_secret_post')
    expect(ended.status, ended.stderr).toBe(status)
    for (const [kind, text] of Object.entries(readExports(home))) expect(leaksIn(text, secrets()), kind).toEqual([])
  }
  stub.reset(echoing(stub))
  await login('--show-secrets', '--auth-method', 'client_secret_post')
  const shown = readExports(home)
  const seen = [...canaries.keys()].filter(name => leaksIn(shown.save, secrets()).includes(name))
  expect(seen, 'the check can fail').toEqual([...canaries.keys()])
  await stub.close()
})

test('in a saved walk that comes from elsewhere, nothing is taken for markup or for mermaid’s syntax', async () => {
  const home = freshHome()
  const path = join(home, 'walk.json')
  const saved = await runInside(['login', 'sandbox', '--auto', '--port', '0', '--no-save', '--save', path], { home })
  expect(saved.status, saved.stderr).toBe(0)
  const attack
    = '</code><script>alert(1)</script><img src=x onerror=alert(1)> --> end\n%%{init: {}}%%\nUser->>Client: forged'
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replaceAll('"oauth-walk"', JSON.stringify(attack))
      .replaceAll('张三', JSON.stringify(attack).slice(1, -1)),
  )
  const written = await runInside(['report', path, ...everyExport(home).slice(0, -2)], { home })
  expect(written.status, written.stderr).toBe(0)
  const { html, mermaid } = readExports(home)
  expect(html).toContain('&lt;script&gt;alert(1)')
  expect(html.match(/<script/g)).toHaveLength(1)
  expect(html).not.toMatch(/<img|onerror=alert\(1\)>/)
  expect(mermaid).not.toMatch(/%%|^\s*User->>Client: forged/m)
  expect(mermaid.match(/->>/g)).toHaveLength(9)
})
