import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { runTo, runToError } from '../cli/inside.ts'
import { plantSession } from '../cli/support.ts'
import { freshHome } from '../support/cli.ts'
import { walkInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import { openStub } from '../support/stub-provider.ts'

const error = 'insufficient_user_authentication'

/** A resource that refuses each request with this challenge. */
async function openResource(challenge: string): Promise<{ url: string, asked: () => number }> {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    response.writeHead(401, { 'www-authenticate': challenge }).end()
  })
  const origin = await listen(server)
  onTestFinished(async () => release(server))
  return { url: `${origin}/accounts`, asked: () => asked }
}

const challenges: [string, string, string][] = [
  [
    'quoted',
    `Bearer error="${error}", error_description="A different authentication level is required", acr_values="myACR", max_age="5"`,
    '--acr-values myACR --max-age 5',
  ],
  ['without quotes', `Bearer error=${error}, max_age=0`, '--max-age 0'],
  [
    'among others, and several values',
    `Negotiate, Bearer realm="x", DPoP algs="ES256", error="${error}", acr_values="urn:gold phr", Basic realm="y"`,
    '--acr-values \'urn:gold phr\'',
  ],
  [
    'beside another error', `Bearer error="invalid_token", DPoP error="${error}", max_age="2592000"`,
    '--max-age 2592000',
  ],
  [
    'with a scope', `Bearer error="${error}", acr_values="gold", scope="payments"`,
    '--acr-values gold --scope \'openid payments\'',
  ],
  [
    'with what is no command', `Bearer error="${error}", acr_values="a';touch x", max_age="5; rm"`,
    String.raw`--acr-values 'a'\'';touch x'`,
  ],
  ['that does not say which', `Bearer error="${error}"`, '--prompt login'],
]

test.each(challenges)('api: a challenge %s leads to the login that it asks for', { timeout: 30_000 }, async (
  _, challenge, flags,
) => {
  const [home, stub, resource] = [freshHome(), await openStub(), await openResource(challenge)]
  plantSession(home, stub.issuer, {
    client_id: stub.client.client_id, client_secret: stub.client.client_secret, scope: ['openid'],
  })
  const failure = await runToError(
    3, ['api', resource.url, '--allow-origin', resource.url.replace('/accounts', '')], { home },
  )
  expect(failure).toMatchObject({ code: 'resource-refused', provider: { error } })
  expect(String(failure['hint']).split('\n').at(-1)).toMatch(/^oauth-walk login \w+ --/)
  expect(String(failure['hint']).split('\n').at(-1)).toContain(` ${flags}`)
  // A new token of the same sign-in would be refused like this one.
  expect([resource.asked(), stub.counts.token]).toEqual([1, 0])
})

test('userinfo: the same, and the login that it names asks for just that', { timeout: 60_000 }, async () => {
  const [home, stub] = [freshHome(), await openStub()]
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const signedIn = await walkInside(
    [stub.issuer, '--client-id', stub.client.client_id, '--profile', 'bank', '--port', '0'], { home, environment },
  )
  expect(signedIn.status, signedIn.stderr).toBe(0)
  stub.reset({
    userinfo: () => ({
      status: 401, headers: { 'www-authenticate': `Bearer error="${error}", acr_values="gold silver", max_age="60"` },
    }),
  })
  const told = await runTo(3, ['userinfo'], { home, environment: { ...environment, LANG: 'zh_CN.UTF-8' } })
  expect(told.stderr).toContain('该资源要求另一种登录，这个令牌背后的登录不够：方式为“gold silver”，且距今不超过 60 秒。')
  const { hint, provider, message } = await runToError(3, ['userinfo'], { home, environment })
  expect(provider).toMatchObject({ error, acr_values: 'gold silver', max_age: '60', status: 401 })
  expect([message, stub.counts.token]).toEqual([expect.stringContaining('refused the access token') as string, 0])
  expect(hint).toBe('oauth-walk login bank --acr-values \'gold silver\' --max-age 60')
  stub.reset()
  const stronger = await walkInside(['bank', '--acr-values', 'gold silver', '--max-age', '60'], { home, environment })
  expect(stronger.status, stronger.stderr).toBe(0)
  const { parameters } = stub.asked.find(({ endpoint }) => endpoint === 'authorize') ?? {}
  expect([parameters?.get('acr_values'), parameters?.get('max_age')]).toEqual(['gold silver', '60'])
})
