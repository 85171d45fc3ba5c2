import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'
import { plantBound, plantSession } from './support.ts'
import { startStub } from './stub-provider.ts'

const inSeconds = (seconds: number) => Date.now() + seconds * 1000
const kubectl = ['credential', 'kubectl']
const environment = { KUBERNETES_EXEC_INFO: JSON.stringify({
  apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential',
  spec: { interactive: false, cluster: { server: 'https://k8s.example' } },
}) }

/** A session that has no refresh token, bound to a host; what its tokens have left is given in seconds. */
function home(access: number, id = access): string {
  const made = freshHome()
  plantBound(made, 'http://127.0.0.1:9', ['k8s.example'], {
    refresh_token: null, expires_at: inSeconds(access), id_token: 'planted.id.token',
    id_token_claims: { aud: 'walker', exp: Math.floor(inSeconds(id) / 1000) },
  })
  return made
}

test.each([
  [['token'], /access token ends in \d+ s: less than the 30 s that are wanted \(--min-ttl\)/, /^Add --min-ttl 0s/],
  [['token', '--min-ttl', '2h'], /ends in \d+ s: less than the 7200 s that are wanted \(--min-ttl\)/, /--min-ttl 0s/],
  [['userinfo'], /access token ends in \d+ s: less than the 30 s that it must still live$/, undefined],
  [['api', 'http://127.0.0.1:9/x'], /access token ends in \d+ s: less than the 30 s/, undefined],
  [[...kubectl, '--token-type', 'access_token'], /access token ends in \d+ s: less than the 30 s/, undefined],
  [kubectl, /ID token ends in \d+ s: less than the 30 s/, undefined],
])('%j says when the token ends that can’t be refreshed', async (words, says, flag) => {
  const here = { home: home(28), environment }
  const told = await runToError(7, words, here)
  expect(told).toMatchObject({ code: 'not-refreshable' })
  expect(told['message']).toMatch(says)
  if (flag === undefined) expect(told['hint']).not.toContain('--min-ttl')
  else expect(told['hint']).toMatch(flag)
  expect((await runToError(7, [...words, '--lang', 'zh'], here))['message']).toMatch(/\d+ 秒后到期，不足所要求的 \d+ 秒/)
})

test('what is advised works: the token is printed for the time that it has left', async () => {
  expect((await runTo(0, ['token', '--min-ttl', '0s'], { home: home(28) })).stdout).toBe('planted-access-token/+=\n')
})

test('no end is told where it is not the reason: the token has ended, or is to be replaced in any case', async () => {
  for (const [words, left] of [[['token'], -5], [['token', 'refresh'], 28], [['token', 'refresh'], 3000]] as const) {
    const told = await runToError(7, words, { home: home(left) })
    expect([told['code'], told['message']]).toEqual(['not-refreshable', 'The session of profile "default" can’t be refreshed'])
  }
})

test('an ID token that ends soon is not called expired where the refresh brings no new one', async () => {
  const stub = await startStub()
  const made = freshHome()
  const claims = (seconds: number) => ({ aud: 'walker', exp: Math.floor(inSeconds(seconds) / 1000) })
  const tell = async (seconds: number, ...more: string[]) => {
    plantSession(made, stub.issuer, { id_token: 'planted.id.token', id_token_claims: claims(seconds) })
    plantBound(made, stub.issuer, ['k8s.example'], { id_token: 'planted.id.token', id_token_claims: claims(seconds) })
    return runToError(7, [...kubectl, ...more], { home: made, environment })
  }
  const soon = await tell(28)
  expect(soon).toMatchObject({ code: 'id-token-unusable', cause: 'The provider gave no new one with the refresh.' })
  expect(soon['message']).toMatch(/^The ID token of profile "default" ends in \d+ s: less than the 30 s/)
  expect((await tell(28, '--lang', 'zh'))['message']).toMatch(/\d+ 秒后到期/)
  expect(await tell(-5)).toMatchObject({
    message: 'Profile "default" has no ID token that is still valid',
    cause: 'It has expired, and the provider gave no new one with the refresh.',
  })
})
