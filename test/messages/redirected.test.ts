import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'

const asked = 'https://op.example/endpoint'

/** What is to be done where a request that carries a secret was led elsewhere. */
function afterRedirect(purpose: string, location: string, catalogue: typeof en) {
  const again = { login: [['https://op.example']], session: [], played: [], isLogin: true }
  const details = { purpose, url: asked, status: 307, location, carries_secret: true, again }
  const { advice, next } = describeFailure(asItIs(new Failure('redirect-refused', details)), catalogue)
  return { advice: advice.join('\n'), next: next.join('\n') }
}

const flags: [purpose: string, flag: string][] = [
  ['token', '--token-endpoint'], ['refresh', '--token-endpoint'], ['userinfo', '--userinfo-endpoint'],
  ['push', '--pushed-authorization-request-endpoint'], ['revocation', '--revocation-endpoint'],
]

describe.each([en, zh])('led elsewhere with a secret ($language)', (catalogue) => {
  test.each(flags)('%s: the provider has to confirm the address, and no command goes there', (purpose, flag) => {
    for (const location of ['/moved', 'https://elsewhere.example/moved']) {
      const { advice, next } = afterRedirect(purpose, location, catalogue)
      expect(advice).toContain(new URL(location, asked).href)
      expect(advice).toMatch(/Ask the provider whether|向授权服务器的运营方确认/)
      expect(advice).toContain(flag)
      expect(next).not.toMatch(/moved|-endpoint/)
    }
  })

  test.each(['http://op.example/moved', 'javascript:1', 'https://a:b@op.example/moved', '/users/sign_in', ''])(
    'what is no address of an endpoint is not offered: %s', (location) => {
      const { advice, next } = afterRedirect('userinfo', location, catalogue)
      expect(`${advice}\n${next}`).not.toMatch(/moved|javascript|sign_in/)
    },
  )
})
