import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { placeOf } from '../../src/cli/explain/input.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { freshHome, run } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { documentOf } from '../support/walks.ts'
import { samples } from './samples.ts'

interface Document {
  messages: { kind: string, step: string | null, place?: string, response?: { status?: number } }[]
  tokens: { role: string, signature: string }[]
  login?: { checks: { name: string, ok: boolean }[] }
  findings: { name: string, gravity: string, said: string }[]
}

async function explain(words: readonly string[], input?: string): Promise<Document> {
  const [line, home] = [['explain', ...words, '--json', '--at', '2026-11-28T10:00:30Z'], freshHome()]
  const ended = input === undefined ? await runInside(line, { home }) : await run(line, { home, input })
  expect(ended.status, ended.stderr).toBe(0)
  return documentOf(ended) as unknown as Document
}

/** Writes what is to be explained into a file, so that no process is needed to read it. */
function inFile(text: string): string {
  const file = join(freshHome(), 'input')
  writeFileSync(file, text)
  return file
}

const kinds: Record<keyof typeof samples, string[]> = {
  'an authorization request': ['authorization-request'], 'a callback': ['authorization-response'],
  'an answer in a fragment': ['authorization-response'], 'an ID token': [], 'a token response': ['token-request'],
  'a form': ['token-request'], metadata: ['metadata-request'], keys: ['keys-request'],
  'a page that posts': ['page', 'authorization-response'], 'a header field': ['resource-request'],
  'a command': ['token-request'],
  'HTTP messages': ['token-request'], 'a log': ['authorization-request', 'authorization-response', 'token-request'],
  'what curl -v shows': ['token-request'], 'an access log': ['authorization-response'],
}

test.each(Object.entries(samples))('%s is known by what stands in it', async (name, text) => {
  const { messages, tokens } = await explain([inFile(text)])
  expect(messages.map(({ kind }) => kind)).toEqual(kinds[name as keyof typeof samples])
  if (text.includes('"id_token"') || name === 'an ID token')
    expect(tokens.map(({ role }) => role)).toEqual(['id_token'])
})

test('an answer belongs to its request, and a time and a line to both', async () => {
  const { messages } = await explain([inFile(samples['a log'])])
  expect(messages.map(({ place }) => place)).toEqual(['line 1', 'line 1', 'line 3'])
  expect(messages[2]).toMatchObject({ step: 'token', response: { status: 200 } })
})

test('the input is an argument, a file, or stdin; without any of them there is nothing to explain', async () => {
  const home = freshHome()
  const file = join(home, 'token.txt')
  writeFileSync(file, samples['an ID token'])
  for (const words of [[samples['an ID token']], [file]]) expect((await explain(words)).tokens).toHaveLength(1)
  expect((await explain(['-'], Buffer.from(`\uFEFF${samples['an ID token']}`).toString())).tokens).toHaveLength(1)
  const missing = await runInside(['explain', join(home, 'nothing')], { home })
  expect([missing.status, missing.stderr]).toEqual([2, expect.stringMatching(/nothing/)])
  for (const input of ['', 'only words here\n', '\u0000\u0001\u0002']) {
    const ended = await run(['explain', '-', '--json'], { home, input })
    expect([ended.status, documentOf(ended)]).toMatchObject([2, { ok: false, error: { code: 'input-unrecognised' } }])
  }
})

test('at a terminal, nobody waits for an input that was not named', () => {
  const run = { context: { terminal: { stdin: true } } } as Parameters<typeof placeOf>[0]
  expect(() => placeOf(run, undefined)).toThrow(expect.objectContaining({ code: 'input-missing' }))
  expect(placeOf(run, '-')).toEqual({ path: '-' })
})

test('both sides of a login are judged together', async () => {
  const good = await explain([samples['a callback'], '--request', samples['an authorization request']])
  expect(good.login?.checks).toContainEqual(expect.objectContaining({ name: 'state', ok: true }))
  const bad = await explain([
    samples['a callback'].replace('state=s-', 'state=t-'), '--request', samples['an authorization request'],
  ])
  expect(bad.login?.checks).toContainEqual(expect.objectContaining({ name: 'state', ok: false }))
  const told = await explain([samples['a callback'], '--issuer', 'https://other.example.com'])
  expect(told.login?.checks).toContainEqual(expect.objectContaining({ name: 'response-issuer', ok: false }))
})

test('a signature is verified with the keys that are given, and only then', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const other = await generateKeyPair('ES256')
  const token = await new SignJWT({ nonce: 'n' }).setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuer('https://id.example.com').setAudience('web').setSubject('ada').setExpirationTime('2h').sign(privateKey)
  const keys = async (key: Parameters<typeof exportJWK>[0]) =>
    JSON.stringify({ keys: [{ ...await exportJWK(key), kid: 'k1', alg: 'ES256' }] })
  const file = join(freshHome(), 'keys.json')
  writeFileSync(file, await keys(publicKey))
  expect((await explain([token])).tokens[0]?.signature).toBe('unknown')
  expect((await explain([token, '--jwks', file])).tokens[0]?.signature).toBe('holds')
  expect((await explain([token, '--jwks', await keys(other.publicKey)])).tokens[0]?.signature).toBe('fails')
  // What is no object is no key, wherever the set comes from.
  const odd = JSON.stringify({ keys: [null, 1, ...(JSON.parse(await keys(publicKey)) as { keys: unknown[] }).keys] })
  expect((await explain([token, '--jwks', odd])).tokens[0]?.signature).toBe('holds')
  const refused = await runInside(['explain', token, '--jwks', '{"a":1}'], { home: freshHome() })
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringMatching(/--jwks must be a JSON Web Key Set/)])
})

test('secrets are shown only to whoever asks, in every kind of input', async () => {
  const secrets = [
    'c-0123456789abcdef', 's-0123456789abcdef', 'n-0123456789abcdef', 'at-0123456789abcdef', 's3cr3t-0123456789',
    'zMJ5xu09kc24Qo4YXgInJMnyILA98MzEdxuVdZ7JzXB51Dd6Vc5SYBEldzFN1Xdt',
  ]
  for (const [place, [name, text]] of Object.entries(samples).entries()) {
    const flags = [[], ['--json'], ['-v']][place % 3] ?? []
    const { stdout, stderr } = await runInside(['explain', inFile(text), ...flags], { home: freshHome() })
    // The nonce is a claim, which the walk tells too.
    const shown = secrets.filter(secret =>
      (stdout + stderr).includes(secret) && !(secret.startsWith('n-') && text.includes('eyJ')))
    expect(shown, `${name} ${flags.join()}`).toEqual([])
  }
  const { stdout } = await runInside(['explain', samples['a callback'], '--show-secrets'], { home: freshHome() })
  expect(stdout).toContain('c-0123456789abcdef')
})

test.skipIf(process.platform !== 'linux')('the clipboard is read where a program tells it', async () => {
  const home = freshHome()
  const folder = join(home, 'bin')
  mkdirSync(folder)
  writeFileSync(join(folder, 'xclip'), `#!/bin/sh\nprintf '%s' '${samples['a callback']}'\n`)
  chmodSync(join(folder, 'xclip'), 0o755)
  const { stdout } = await runInside(['explain', '--clipboard'], { home, environment: { PATH: folder } })
  expect(stdout).toMatch(/^Authorization response/)
  const none = await runInside(['explain', '--clipboard'], { home, environment: { PATH: home } })
  expect([none.status, none.stderr]).toEqual([
    2, expect.stringMatching(
      /--clipboard must be left out here: none of these programs gave a text[^]*likely cause: It comes from the command line/,
    ),
  ])
})

test('in Chinese it is told in Chinese', async () => {
  const { stdout } = await runInside(['explain', samples['a callback'], '--lang', 'zh'], { home: freshHome() })
  expect(stdout).toMatch(/^授权响应（回调）/)
})

test('an address that a shell has cut is known for what is left of it', async () => {
  const of = async (address: string) => {
    const { messages, findings } = await explain([address])
    return [messages.map(({ kind }) => kind), findings.map(({ name, gravity }) => `${gravity} ${name}`)]
  }
  expect(await of('https://login.example.com/authorize?response_type=code')).toEqual([
    ['authorization-request'], expect.arrayContaining(['broken address-cut-by-shell', 'broken client-id-missing']),
  ])
  expect(await of('https://login.example.com/authorize?client_id=web')).toEqual([
    ['authorization-request'], expect.arrayContaining(['broken address-cut-by-shell']),
  ])
  expect(await of('https://login.example.com/authorize?client_id=web&state=1')).toEqual([
    ['authorization-request'], expect.arrayContaining(['weak response-type-missing']),
  ])
  expect(
    (await of('https://github.com/login/oauth/authorize?client_id=Iv1.8a61f9b3a7aba766&scope=user'))[1],
  ).not.toContain(
    'weak response-type-missing',
  )
})

test('tokens that were asked for fail no check, and the reading says what is wrong with it', async () => {
  const address = 'https://app.example.com/callback#access_token=mF9.x-4pKd02&token_type=Bearer&expires_in=3600'
  const ended = await runInside(['explain', address], { home: freshHome() })
  expect(ended.stdout).toMatch(/implicit flow/)
  expect(ended.stdout).not.toContain('✗')
  const request = 'https://id.example.com/authorize?response_type=token&client_id=web&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback'
  const { stdout } = await runInside(['explain', request], { home: freshHome() })
  expect(stdout).not.toContain('authorization code')
  const asked = await runInside(
    ['explain', address, '--request', request.replace('=token', '=code')], { home: freshHome() },
  )
  expect(asked.stdout).toContain('✗ A token came')
  expect(asked.stdout).toMatch(/^ {2,}came access_token/m)
})

test('a value that can be guessed is told with the one reason that it has, and no sentence ends with a blank', async () => {
  const { readRecord } = await import('../../src/explain/readings/index.ts')
  const whyOf = async (state: string) => {
    const record = recognise(
      [`https://id.example.com/authorize?response_type=code&client_id=web&state=${state}`],
      { issuer: undefined, clientId: undefined, now: 0 },
    )
    return (await readRecord(record)).find(({ name }) => name === 'value-guessable')?.details['how']
  }
  expect(
    await Promise.all(['q7z', '12345678', 'my-random-state', 'ababababab', 'kT3vQ9sXw2Zr8LmN'].map(whyOf)),
  ).toEqual(
    ['short', 'number', 'word', 'few', undefined],
  )
  const { findings } = await explain(['https://app.example.com/cb?error=access_denied&state=kT3vQ9sXw2Zr8LmN5bYc1H'])
  expect(findings.map(({ said }) => said).filter(said => said !== said.trim())).toEqual([])
})
