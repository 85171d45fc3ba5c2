import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readyToSend } from '../../src/cli/token/formats.ts'
import { freshHome } from '../support/cli.ts'
import { runTo } from './inside.ts'
import { containing } from './support.ts'
import { startStub, type Endpoint } from './stub-provider.ts'

const urn = (name: string) => `urn:ietf:params:oauth:${name}`
const issued = { access_token: 'new-token/+=', token_type: 'Bearer', issued_token_type: urn('token-type:access_token') }

async function prepare(token: Endpoint) {
  const stub = await startStub({ '/token': token })
  const home = freshHome()
  const file = join(home, 'platform-token')
  writeFileSync(file, 'a.subject.token', { mode: 0o600 })
  return { home, file, at: ['--token-endpoint', `${stub.issuer}/token`] }
}

test.each(['refresh_token', 'id_token'])('hands out no %s as an access token', async (type) => {
  const { home, file, at } = await prepare(() => ({ body: { ...issued, issued_token_type: urn(`token-type:${type}`) } }))
  const words = ['token', 'exchange', ...at, '--subject-token-file', file]
  expect((await runTo(0, words, { home })).stdout).toBe('new-token/+=\n')
  for (const format of readyToSend) {
    const { stdout, stderr } = await runTo(2, [...words, '--format', format], { home })
    expect([stdout, stderr]).toEqual(['', containing(`what came is ${urn(`token-type:${type}`)}`)])
  }
})

test('names the token_type where that says that an access token is none', async () => {
  const { home, file, at } = await prepare(() => ({ body: { ...issued, token_type: 'n_a' } }))
  const words = ['token', 'exchange', ...at, '--subject-token-file', file]
  for (const format of readyToSend) {
    const { stdout, stderr } = await runTo(4, [...words, '--format', format], { home })
    expect([stdout, stderr]).toEqual(['', containing('token_type N_A')])
    expect(stderr).not.toMatch(/command line|must be used/)
  }
})
