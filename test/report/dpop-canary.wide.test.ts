import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bindTokens } from '../support/binding-stub.ts'
import { freshHome, run, start } from '../support/cli.ts'
import { runInside, startInside } from '../support/inside.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { openStub, type Handler, type Stub } from '../support/stub-provider.ts'
import { walk, type Walked } from '../support/walks.ts'
import { readSession } from '../cli/support.ts'
import { everyExport, readExports } from './written.ts'

/**
 * A provider that repeats the proof in everything that it says; claims about a user are told as they came, so they are
 * spared.
 */
function echoing(stub: Stub, userinfoNonce?: () => string) {
  const binding = bindTokens(stub, { tokenNonce: () => 'n-1', ...userinfoNonce && { userinfoNonce } })
  const echo = (handler: Handler = () => ({}), inClaims = false): Handler => async (asked, provider) => {
    const said = await Promise.resolve(handler(asked, provider))
    if (typeof said === 'string') return said
    const proof = String(asked.headers['dpop'])
    const repeated = {
      echo: proof, address: `https://x.example/?dpop=${encodeURIComponent(proof)}`,
      nested: { base64: Buffer.from(proof).toString('base64url') },
    }
    return {
      ...said, headers: { ...said.headers, 'x-echo': proof },
      body: { ...said.body as object, ...inClaims && said.status === undefined ? {} : repeated },
    }
  }
  return {
    ...binding, handlers: { token: echo(binding.handlers.token), userinfo: echo(binding.handlers.userinfo, true) },
  }
}

async function login(stub: Stub, home: string, words: string[]): Promise<Walked> {
  return walk([
    stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--profile', 'bound', '--dpop', ...words,
  ], { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } }, {},
  words.includes('-vv') ? start : startInside)
}

/** The private key, and every proof with its signature alone. */
function secretsOf(proofs: readonly string[], home: string): Map<string, string> {
  const all = proofs.flatMap((proof, place): [string, string][] => [
    [`proof ${place}`, proof], [`signature ${place}`, proof.split('.')[2] ?? ''],
  ])
  return new Map([...all, ['private key', readSession(home).dpop_key?.['d'] ?? '']])
}

test.each([
  ['-v'], ['-vvv', '--explain'], ['--json'], ['--events'],
])('no stream and no file of a bound walk holds the key or a proof: %j', { timeout: 60_000 }, async (...words) => {
  const [home, stub] = [freshHome(), await openStub()]
  const { handlers, proofs } = echoing(stub)
  stub.reset(handlers)
  const ended = await login(stub, home, [...words, ...everyExport(home)])
  expect(ended.status, ended.stderr).toBe(0)
  const secrets = secretsOf(proofs.proofs, home)
  expect(secrets.size).toBe(7)
  const written = readExports(home)
  const said = { ...written, stderr: ended.stderr, stdout: ended.stdout }
  for (const [name, text] of Object.entries(said)) expect([name, leaksIn(text, secrets)]).toEqual([name, []])
  for (const format of ['--html', '--har', '--curl', '--mermaid']) {
    const { stdout } = await runInside(['report', join(home, 'walk.json'), format, '-'], { home })
    expect([format, leaksIn(stdout, secrets)]).toEqual([format, []])
  }
})

test('neither does a walk that fails at its resource, or what is asked later', { timeout: 60_000 }, async () => {
  const [home, stub] = [freshHome(), await openStub()]
  let count = 0
  const { handlers, proofs } = echoing(stub, () => `rs-${count += 1}`)
  stub.reset(handlers)
  const failed = await login(stub, home, ['-vv', ...everyExport(home)])
  expect(failed.status).toBe(3)
  const later = [
    await runInside(['userinfo', '-vv'], { home }), await runInside(['userinfo', '--json'], { home }),
    await runInside(['api', `${stub.issuer}/userinfo`, '-vv'], { home }),
  ]
  const secrets = secretsOf(proofs.proofs, home)
  const said = {
    ...readExports(home), failed: failed.stdout + failed.stderr, userinfo: later[0]?.stderr ?? '',
    json: later[1]?.stdout ?? '', api: later[2]?.stderr ?? '',
  }
  for (const [name, text] of Object.entries(said)) expect([name, leaksIn(text, secrets)]).toEqual([name, []])
})

test('the script for curl proves with a key of its own, and takes a proof for the session’s token from who has one', async () => {
  const [home, stub] = [freshHome(), await openStub()]
  stub.reset(bindTokens(stub).handlers)
  expect((await login(stub, home, everyExport(home))).status).toBe(0)
  const { curl } = readExports(home)
  expect(curl).toMatch(/\n# Tokens are bound to a key of the script’s own, in DPOP_KEY/)
  expect(curl).toMatch(/\n# {3}DPOP: proof that the client holds the key/)
  type Ran = { failed: boolean, stdout: string, stderr: string }
  const script = async (words: string[], variables: Record<string, string> = {}) => new Promise<Ran>((resolve) => {
    const env = { PATH: process.env['PATH'], ...variables }
    execFile(
      'bash', [join(home, 'walk.sh'), ...words], { env, timeout: 10_000 },
      (error, stdout, stderr) => resolve({ failed: error !== null, stdout, stderr }),
    )
  })
  expect(await script(['userinfo'])).toMatchObject({
    failed: true, stdout: '', stderr: expect.stringContaining('ACCESS_TOKEN') as unknown,
  })
  const own = await run(['token'], { home })
  const proof = await runInside(['token', '--dpop-proof', 'GET', `${stub.issuer}/userinfo`], { home })
  const { stdout: asked } = await script(['userinfo'], { ACCESS_TOKEN: own.stdout.trim(), DPOP: proof.stdout.trim() })
  expect(asked).toContain('Jane Doe')
})
