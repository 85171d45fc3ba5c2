import { expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { startStub } from './stub-provider.ts'

const login = ['login', 'sandbox', '--auto', '--port', '0']
const flag = '--userinfo-endpoint'

test.each([
  ['en', /of this login gave the address, and the profile keeps it/, /comes from the profile "sandbox"/],
  ['zh', /由本次登录的 --userinfo-endpoint 给出，配置会一直保留它/, /来自配置“sandbox”/],
])('a wrong address of an endpoint is traced to who gave it, and how to drop it (%s)', async (lang, typed, kept) => {
  const home = freshHome()
  const stub = await startStub()
  const address = `${stub.issuer}/nothing-here`
  const run = async (words: string[]) => {
    const { status, stderr } = await startInside([...words, '--lang', lang], { home }).ended
    expect([status, stderr]).toEqual([3, expect.stringContaining('404') as string])
    return stderr.slice(stderr.lastIndexOf('✗')).replaceAll(/\n {4,}/g, ' ')
  }
  const first = await run([...login, flag, address])
  expect(first).toMatch(typed)
  expect(first).not.toContain('profile remove')
  for (const words of [login, ['userinfo']]) {
    const later = await run(words)
    expect(later).toMatch(kept)
    expect(later).toContain('oauth-walk profile remove sandbox')
    expect(later).toContain(`${flag} URL`)
  }
})

test.each([
  ['en', en, /comes from OAUTH_WALK_TOKEN_ENDPOINT/], ['zh', zh, /来自 OAUTH_WALK_TOKEN_ENDPOINT/],
] as const)('a variable is named, and no profile is to be removed (%s)', (_lang, catalogue, named) => {
  const elsewhere = [['--token-endpoint', 'OAUTH_WALK_TOKEN_ENDPOINT', 'mine', 'OAUTH_WALK_TOKEN_ENDPOINT=']]
  const again = { login: [['mine']], session: [], played: [], isLogin: true, elsewhere }
  const details = {
    url: 'https://op.example/token', provider: { status: 404 }, obstacle: { kind: 'nothing-there', status: 404 }, again,
  }
  const { advice, next } = describeFailure(asItIs(new Failure('token-refused', details)), catalogue)
  expect(advice.join()).toMatch(named)
  expect(next.join()).not.toContain('profile remove')
})
