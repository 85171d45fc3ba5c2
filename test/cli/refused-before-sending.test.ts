import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'
import { plantSession } from './support.ts'
import { startStub, startTrap } from './stub-provider.ts'

test.each([
  'state', 'nonce', 'code_challenge', 'code_challenge_method', 'redirect_uri', 'client_id', 'response_type',
  'response_mode',
])(
  'D13: --param %s=x is refused before anything goes to a browser', async (name) => {
    const stub = await startStub()
    const words = [
      'login', stub.issuer, '--client-id', 'a', '--scope', 'read', '--no-open', '--port', '0', '--param', `${name}=x`,
    ]
    const { stderr } = await runTo(2, words, { home: freshHome() })
    expect(stderr).toContain(name)
    expect(stderr).not.toContain('/authorize?')
  })

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }

  test('D15: refuses every provider that is not on loopback, without a request', async () => {
    const proxy = await startTrap()
    const options = { home: freshHome(), environment: { ...environment, HTTPS_PROXY: proxy.address } }
    expect(await runToError(2, ['login', 'https://op.example', '--client-id', 'a'], options)).toMatchObject({
      code: 'tls-checks-off',
    })
    plantSession(options.home, 'https://op.example')
    expect(await runToError(2, ['token', 'refresh'], options)).toMatchObject({ code: 'tls-checks-off' })
    expect(await runToError(2, ['userinfo'], options)).toMatchObject({ code: 'tls-checks-off' })
    expect(proxy.connections()).toBe(0)
  })

  test('D15: refuses also an endpoint elsewhere that the metadata of a provider on loopback names', async () => {
    const proxy = await startTrap()
    const home = freshHome()
    const stub = await startStub()
    const metadata = {
      issuer: stub.issuer, authorization_endpoint: `${stub.issuer}/authorize`, token_endpoint: `${stub.issuer}/token`,
    }
    stub.endpoints['/.well-known/openid-configuration'] = () => ({
      body: { ...metadata, userinfo_endpoint: 'https://op.example/userinfo' },
    })
    plantSession(home, stub.issuer)
    const error = await runToError(
      2, ['userinfo'], { home, environment: { ...environment, HTTPS_PROXY: proxy.address } },
    )
    expect([error['code'], proxy.connections()]).toEqual(['tls-checks-off', 0])
  })

  test('does not disturb a walk on loopback, nor a token that needs no request', async () => {
    const home = freshHome()
    await runTo(0, ['login', 'sandbox', '--auto', '--quiet'], { home, environment })
    plantSession(home, 'https://op.example')
    await runTo(0, ['token'], { home, environment })
  })
})
