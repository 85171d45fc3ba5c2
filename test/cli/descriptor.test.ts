import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { platformToken } from '../support/job-tokens.ts'
import { openStub } from '../support/stub-provider.ts'
import { startStub } from './stub-provider.ts'
import { runTo, runToError } from './support.ts'

const words = (issuer: string) => ['login', issuer, '--client-id', 'job', '--port', '0', '--no-open', '--timeout', '20s']

describe('a client assertion from a file descriptor', () => {
  test.each(['fd:77', 'fd:3'])('that nobody has opened ends the login before anybody signs in: %s', async (source) => {
    const stub = await openStub()
    const error = await runToError(
      2, [...words(stub.issuer), '--client-assertion-from', source], { home: freshHome() }, start,
    )
    expect(error).toMatchObject({ code: 'setting-invalid', step: null })
    expect(error['message']).toMatch(/must be an open file descriptor/)
    expect(stub.asked).toEqual([])
  })

  test('is read once, also where two settings name it', async () => {
    const answer = {
      access_token: 'new-token', token_type: 'Bearer',
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    }
    const stub = await startStub({ '/token': () => ({ body: answer }) })
    const token = await platformToken({ aud: stub.issuer })
    const both = ['--client-id', 'job', '--client-assertion-from', 'fd:3', '--subject-token-from', 'fd:3']
    await runTo(0, ['token', 'exchange', '--issuer', stub.issuer, ...both], { home: freshHome(), descriptor: token })
    expect(stub.seenAt('/token')).toMatchObject([{ form: { client_assertion: token, subject_token: token } }])
  })

  test('that gave a passphrase before says that it can’t be read twice', async () => {
    const stub = await openStub()
    const environment = { OAUTH_WALK_PASSPHRASE_FD: '3', OAUTH_WALK_STORE: 'passphrase' }
    const ended = await runToError(
      2, [...words(stub.issuer), '--client-assertion-from', 'fd:3'],
      { home: freshHome(), descriptor: 'a passphrase', environment },
    )
    expect(ended['message']).toMatch(/was not read before, since it gives what it holds once/)
  })
})
