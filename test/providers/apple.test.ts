import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as ask } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { freePort } from '../support/ports.ts'
import { runLater, walkVendor, type VendorWalk, type VendorWalkOptions } from '../support/vendor-walk.ts'
import { documentOf } from '../support/walks.ts'
import { appleKey } from './doubles/apple.ts'
import { startWestern } from './doubles/western.ts'

const identity = { sub: '001473.fe6f80cb9d2b4d0f.0929' }
const variables = ['--provider-var', `team-id=${appleKey.teamId}`, '--provider-var', `key-id=${appleKey.keyId}`]
const secret = appleKey.pem

async function startApple(redirectUri: string) {
  const double = await startWestern('apple', [redirectUri])
  onTestFinished(async () => double.close())
  const login = async (words: string[], options: Partial<VendorWalkOptions> & { home: string }): Promise<VendorWalk> =>
    walkVendor(
      'apple', double, ['--client-id', double.facts.client.id, '--redirect-uri', redirectUri, ...variables, ...words],
      { secret, ...options },
    )
  return { double, login }
}

/** What came to the token endpoint; the client secret is another token each time. */
function bodies(double: Awaited<ReturnType<typeof startApple>>['double']): string[] {
  return double.at('/auth/token').map(({ body }) => body.replace(
    /client_secret=[\w-]+\.[\w-]+\.[\w-]+/, 'client_secret={jwt}',
  ).replace(/((?:code|refresh_token)=)[^&]+/, '$1{one}'))
}

describe('Apple by pasting: no name, no address, the answer in the query', () => {
  const redirectUri = 'https://example.com/callback'
  const words = ['--scope', 'openid', '--response-mode', 'query']

  test('a whole walk with a client secret that is signed each time, and no PKCE', async () => {
    const { double, login } = await startApple(redirectUri)
    const home = freshHome()
    const walk = await login(words, { home, paste: true })
    expect({ status: walk.status, faults: double.faults }, walk.stderr).toEqual({ status: 0, faults: [] })
    expect(new URL(walk.address).searchParams.has('code_challenge')).toBe(false)
    expect(JSON.parse(walk.stdout)).toMatchObject(identity)
    const refreshed = await runLater(['token', 'refresh'], { home, secret })
    expect({ status: refreshed.status, faults: double.faults }, refreshed.stderr).toEqual({ status: 0, faults: [] })
    const redirect = encodeURIComponent(redirectUri)
    expect(bodies(double)).toEqual([
      `redirect_uri=${redirect}&code={one}&grant_type=authorization_code&client_id=com.example.walk&client_secret={jwt}`,
      'refresh_token={one}&grant_type=refresh_token&client_id=com.example.walk&client_secret={jwt}',
    ])
    expect(walk.stdout + walk.stderr).not.toContain('PRIVATE KEY')
  })

  test('a code that was never issued ends with 3 and Apple’s words', async () => {
    const { double, login } = await startApple(redirectUri)
    const refused = await login(
      [...words, '--json'], { home: freshHome(), paste: true, change: callback => callback.set('code', 'stranger') },
    )
    expect({ status: refused.status, faults: double.faults }, refused.stderr).toEqual({
      status: 3, faults: ['code-unknown code'],
    })
    expect(documentOf(refused)).toMatchObject({
      error: {
        code: 'token-refused',
        provider: {
          error: 'invalid_grant', error_description: 'The code has expired or has been revoked.', status: 400,
        },
      },
    })
  })
})

describe('Apple on a name of one’s own: the answer comes by POST', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]

  test('D5: name and address come with the first consent, in the body of the callback', async () => {
    execFileSync(
      'openssl',
      [
        'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
        '/CN=dev.example', '-addext', 'subjectAltName=DNS:dev.example', '-keyout', key, '-out', certificate,
      ],
      { stdio: 'ignore' },
    )
    const { double, login } = await startApple(`https://dev.example:${await freePort()}/callback`)
    const home = freshHome()
    const walk = await login(
      ['--redirect-tls-cert', certificate, '--redirect-tls-key', key],
      { home, environment: resolving(home), bring: async ({ url, form = '' }) => post(url, form) },
    )
    expect({ status: walk.status, faults: double.faults }, walk.stderr).toEqual({ status: 0, faults: [] })
    expect(new URL(walk.address).searchParams.get('response_mode')).toBe('form_post')
    expect(JSON.parse(walk.stdout)).toMatchObject({
      ...identity, name: 'San Zhang', email: 'zhangsan@privaterelay.appleid.com',
    })
  })

  /** The resolver of the child process knows the name, whatever the machine knows. */
  function resolving(home: string): NodeJS.ProcessEnv {
    const file = join(home, 'resolver.cjs')
    writeFileSync(
      file,
      'require(\'node:dns\').promises.lookup = require(\'node:dns/promises\').lookup = async () => [{ address: \'127.0.0.1\', family: 4 }]',
    )
    return { NODE_OPTIONS: `--require "${file}"` }
  }

  async function post(url: string, form: string): Promise<void> {
    const { host, port, pathname, hostname } = new URL(url)
    const headers = {
      host, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form),
      'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document',
    }
    await new Promise<string>((resolve, reject) => {
      ask(
        {
          host: '127.0.0.1', port, path: pathname, method: 'POST', headers, servername: hostname,
          ca: readFileSync(certificate), agent: false,
        },
        response => void text(response).then(resolve, reject),
      ).once('error', reject).end(form)
    })
  }
})
