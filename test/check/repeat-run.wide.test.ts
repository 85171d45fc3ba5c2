import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { decodeJwt } from 'jose'
import { expect, test, type TestContext } from 'vitest'
import { sandboxInMemory } from '../../src/cli/learn/own-sandbox.ts'
import { signInAsTheUser, startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import { sampled } from '../support/wide.ts'

const verifier = 'verifier-of-whoever-repeats-it'.repeat(2)
const challenge = createHash('sha256').update(verifier).digest('base64url')

/** The lines that a check of one weak sandbox tells, as they hold for another one that is weak in the same. */
async function linesFor(
  misbehave: string, probe: string, words: string[], { issuer }: Sandbox, callback: string,
): Promise<string[]> {
  const asked = [
    'check', 'sandbox', '--auto', '--port', '0', '--misbehave', misbehave, '--probe', probe, '--json', ...words,
  ]
  const { rules: [rule] }
    = JSON.parse((await startInside(asked, { home: freshHome() }).ended).stdout) as { rules: { repeat?: string }[] }
  const told = rule?.repeat ?? ''
  expect(told).toContain('curl')
  const [was = ''] = /http:\/\/127\.0\.0\.1:\d+(?=\/(?:user\/authorize|token|request|authorize))/.exec(told) ?? []
  const [uri = ''] = /http(?::|%3A)(?:\/|%2F){2}127\.0\.0\.1(?::|%3A)\d+(?=(?:\/|%2F)callback)/.exec(told) ?? []
  const there = decodeURIComponent(uri)
  return told.replaceAll(was, issuer).replaceAll(encodeURIComponent(there), encodeURIComponent(callback))
    .replaceAll(there, callback).split('\n')
}

const bash = async (script: readonly string[], env: Record<string, string>) =>
  (await promisify(execFile)(
    'bash', ['-c', script.join('\n')], { env: { PATH: process.env['PATH'] ?? '', ...env } },
  )).stdout

/** Pastes the lines: up to the address, at which somebody signs in, and then the rest. */
async function paste(
  context: TestContext, misbehave: string, probe: string, words: string[], second: boolean,
): Promise<string> {
  const [sandbox, server] = [
    await startSandbox({ ...sandboxInMemory(), port: 0, misbehave }),
    createServer((_, response) => void response.end()),
  ]
  const callback = await listen(server)
  context.onTestFinished(async () => {
    await sandbox.close()
    await release(server)
  })
  const lines = await linesFor(misbehave, probe, words, sandbox, callback)
  const secret = sandbox.clients.find(({ client_id }) => client_id === 'oauth-walk')?.client_secret ?? ''
  const env = {
    STATE: 'a state of one’s own', NONCE: 'n', CODE_CHALLENGE: challenge, CODE_VERIFIER: verifier,
    CLIENT_SECRET: secret,
  }
  const place = lines.findIndex(line => line.startsWith('echo '))
  if (place < 0) return bash(lines, env)
  const address = (await bash(lines.slice(0, place + 1), { ...env, STATE: 'own' })).trim()
  const { url } = await signInAsTheUser(address)
  const code = new URL(url).searchParams.get('code') ?? ''
  expect([code === '', second]).toEqual([false, second])
  return bash(lines.slice(place + 1), {
    ...env, CODE: code, REQUEST_URI: new URL(address).searchParams.get('request_uri') ?? '',
  })
}

const stateIn = (answer: string) => new URL(/^location: (.*)\r?$/mi.exec(answer)?.[1] ?? '').searchParams.get('state')
const nonceIn = (answer: string) => decodeJwt(/"id_token":"([^"]+)"/.exec(answer)?.[1] ?? '')['nonce']
const wanted = 'oauth-walk-check\'"<>&+%20\\u003cB\\u003e'

test.concurrent.for(sampled<[string, string, string[], (answer: string) => void]>([
  ['weak-state-echo', 'C16', [], answer => expect(stateIn(answer)).not.toBe(wanted)],
  ['weak-header-injection', 'C17', [], answer => expect(answer).toMatch(/^x-oauth-walk-check-\w+: injected\r?$/m)],
  ['weak-nonce-echo', 'C31', [], answer => expect(nonceIn(answer)).not.toBe('oauth-walk-check \'"<>&+%20=;/\\')],
  [
    'weak-code-other-client', 'C25', ['--client-id', 'oauth-walk-public'],
    answer => expect(answer).toMatch(/^HTTP\/1.1 200.*"access_token"/s),
  ],
  ['weak-code-other-client', 'C25', [], answer => expect(answer).toMatch(/^HTTP\/1.1 200.*"access_token"/s)],
  ['weak-state-echo', 'C16', ['--par'], answer => expect(stateIn(answer)).not.toBe(wanted)],
  ['weak-pkce-no-verifier', 'C20', ['--par'], answer => expect(answer).toMatch(/^HTTP\/1.1 200.*"access_token"/s)],
  ['weak-pushed-request-reuse', 'C39', [], answer => expect(answer).toMatch(/^HTTP\/1.1 30[23]/)],
], 2))('what a check of %s tells for %s shows the fault where it is pasted %s', async (
  [misbehave, probe, words, judge], context,
) => {
  judge(await paste(context, misbehave, probe, words, words.includes('--client-id')))
})
