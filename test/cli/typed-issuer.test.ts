import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isSameIssuer } from '../../src/addresses/same-issuer.ts'
import { freshHome } from '../support/cli.ts'
import { runInside, walkInside } from '../support/inside.ts'
import { openStub, type Stub } from '../support/stub-provider.ts'

const others = {
  OAUTH_WALK_CLIENT_ID: 'client-of-another', OAUTH_WALK_CLIENT_SECRET: 'secret-of-another',
  OAUTH_WALK_CLIENT_KEY: '/nowhere/key-of-another', OAUTH_WALK_CLIENT_ASSERTION_FILE: '/nowhere/assertion-of-another',
  OAUTH_WALK_TOKEN_ENDPOINT: 'http://127.0.0.1:9/token', OAUTH_WALK_HEADER: 'X-Api-Key:key-of-another',
}
const atAnother = { OAUTH_WALK_ISSUER: 'https://another.example', ...others }

/** All that the provider was sent. */
const heardBy = (stub: Stub) => JSON.stringify(stub.asked)
const ofAnother = /of-another|b2YtYW5vdGhlc/
const remark = /^! [^\n]*OAUTH_WALK_CLIENT_ID[^\n]*OAUTH_WALK_CLIENT_SECRET[^\n]*OAUTH_WALK_ISSUER names https:\/\/another\.example/gm

const timesTold = (stderr: string) => (unfolded(stderr).match(remark) ?? []).length
const unfolded = (text: string) => text.replace(/\n {2,}/g, ' ')

function secretFile(stub: Stub): string {
  const file = join(freshHome(), 'secret')
  writeFileSync(file, stub.client.client_secret)
  return file
}

test.each([
  ['as the target', (issuer: string) => [issuer]], ['by the flag', (issuer: string) => ['--issuer', issuer]],
])('an issuer that is typed %s gets nothing of the client of another', async (_how, words) => {
  const stub = await openStub()
  const own = ['--client-id', stub.client.client_id, '--client-secret-file', secretFile(stub)]
  const walked = await walkInside([...words(stub.issuer), ...own, '--port', '0'], { home: freshHome(), environment: atAnother })
  expect([walked.status, timesTold(walked.stderr)]).toEqual([0, 1])
  expect(heardBy(stub)).not.toMatch(ofAnother)
})

test('without a client of its own nobody is asked, and the remark says why there is none', async () => {
  const stub = await openStub()
  const walked = await walkInside([stub.issuer, '--port', '0'], { home: freshHome(), environment: atAnother })
  expect([walked.status, timesTold(walked.stderr)]).toEqual([2, 1])
  expect(stub.counts).toMatchObject({ authorize: 0, token: 0 })
})

test.each([
  ['is not set', () => ({})], ['is the same', (issuer: string) => ({ OAUTH_WALK_ISSUER: `${issuer}/` })],
])('the variables are used where OAUTH_WALK_ISSUER %s', async (_how, named) => {
  const stub = await openStub()
  const { client_id, client_secret } = stub.client
  const environment = {
    ...named(stub.issuer), OAUTH_WALK_CLIENT_ID: client_id, OAUTH_WALK_CLIENT_SECRET: client_secret,
  }
  const walked = await walkInside([stub.issuer, '--port', '0'], { home: freshHome(), environment })
  expect([walked.status, walked.stderr]).toEqual([0, expect.not.stringContaining('OAUTH_WALK_ISSUER')])
})

test('doctor and check go by the same', async () => {
  const stub = await openStub()
  const told = await runInside(['doctor', stub.issuer], { home: freshHome(), environment: atAnother })
  expect([timesTold(told.stderr), told.stdout]).toEqual([1, expect.not.stringMatching(ofAnother)])
  const { stderr } = await runInside(['check', stub.issuer, '--i-operate', stub.issuer, '--no-sign-in'], {
    home: freshHome(), environment: atAnother,
  })
  expect(timesTold(stderr)).toBe(1)
  expect(heardBy(stub)).not.toMatch(ofAnother)
})

test('a grant without a browser proves nobody else’s client either', async () => {
  const stub = await openStub()
  const ended = await runInside(['token', 'client-credentials', '--issuer', stub.issuer, '--json'], {
    home: freshHome(), environment: atAnother,
  })
  expect([ended.status, timesTold(ended.stderr)]).toEqual([2, 1])
  expect(ended.stdout).toContain('client-id-missing')
  expect(heardBy(stub)).not.toMatch(ofAnother)
})

test('a refresh token in the environment goes to the issuer that the environment names', async () => {
  const stub = await openStub()
  const environment = { ...atAnother, OAUTH_WALK_REFRESH_TOKEN: 'token-of-another' }
  const ended = await runInside(['token', '--issuer', stub.issuer, '--json'], { home: freshHome(), environment })
  expect([ended.status, timesTold(ended.stderr)]).toEqual([7, 1])
  expect(heardBy(stub)).not.toMatch(ofAnother)
})

test('a preset gets the client only where OAUTH_WALK_ISSUER names the preset’s own provider', async () => {
  const at = async (issuer: string) => walkInside(['github', '--timeout', '0', '--port', '0'], {
    home: freshHome(), environment: {
      OAUTH_WALK_ISSUER: issuer, OAUTH_WALK_CLIENT_ID: 'client-of-another', OAUTH_WALK_CLIENT_SECRET: 'of-another',
    },
  }, 'nobody')
  expect((await at('https://another.example')).status).toBe(2)
  expect((await at('https://github.com/')).stderr).toMatch(/github\.com\S*client_id=client-of-another/)
})

test.each([
  ['https://a.example', 'https://A.example:443/', true], ['https://a.example/x', 'https://a.example/x/', true],
  ['https://a.example', 'https://a.example/.well-known/openid-configuration', true],
  ['https://a.example', 'https://b.example', false], ['https://a.example/x', 'https://a.example/y', false],
  ['https://a.example', 'http://a.example', false], ['https://a.example', 'https://a.example:8443', false],
])('%s and %s are one issuer: %s', (one, other, expected) => {
  expect(isSameIssuer(one, other)).toBe(expected)
})
