import { describe, expect, test } from 'vitest'
import { Secrets } from '../../src/secrets/secrets.ts'
import { everyExport, readExports } from '../report/written.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openStub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'

const changes: Record<string, (value: string) => string> = {
  'cut to its beginning': value => value.slice(0, Math.max(16, Math.ceil(value.length * 0.7))),
  'cut with dots behind it': value => `${value.slice(0, 20)}...`, 'in capitals': value => value.toUpperCase(),
  'in small letters': value => value.toLowerCase(),
  'on two lines': value => `${value.slice(0, 2)}\n${value.slice(2)}`,
  folded: value => `${value.slice(0, 15)}\r\n    ${value.slice(15)}`,
  'cut and in capitals': value => value.slice(0, 18).toUpperCase(),
}

describe('a refusal that repeats what was sent, but changed', () => {
  test.each(Object.entries(changes))('%s, is told without it', async (_, change) => {
    const stub = await openStub()
    const home = freshHome()
    const said: string[] = []
    stub.reset({ token: ({ parameters, headers }) => {
      const basic = Buffer.from((headers.authorization ?? '').slice(6), 'base64').toString()
      const secret = decodeURIComponent(basic.slice(basic.indexOf(':') + 1))
      said.push(...[secret, parameters.get('code_verifier') ?? '', parameters.get('code') ?? ''].map(change))
      return { status: 401, body: { error: 'invalid_client', error_description: `not good: ${said.join(' ~ ')} .` } }
    } })
    const { status, stdout, stderr } = await walk(
      [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--json', '-v', ...everyExport(home)],
      { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } }, {}, startInside,
    )
    expect(status).toBe(3)
    expect(stderr).toContain('not good: <client_secret#')
    const seen = Object.values({ stdout, stderr, ...readExports(home) }).join('\n')
    for (const value of said.flatMap(text => text.split(/\s+|\.{3}/)).filter(part => part.length > 12))
      expect(seen).not.toContain(value)
  })
})

describe('Secrets.hide', () => {
  const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL29wLmV4YW1wbGUifQ.${'Sig7'.repeat(20)}`

  function having(kind: string, value: string): Secrets {
    const secrets = new Secrets()
    secrets.remember(kind, value)
    return secrets
  }

  test.each(['abcdefgh12345678-and-more', '"quoted"\\back é and more'])(
    'hides a long beginning of %s in any encoding, and says that it was cut', (value) => {
      const begun = value.slice(0, 18)
      for (const shown of [
        begun, encodeURIComponent(begun), JSON.stringify(begun).slice(1, -1), Buffer.from(begun).toString('base64'),
        begun.toUpperCase(),
      ]) {
        expect(having('code', value).hide(`${shown} ends here, ${shown}`))
          .toMatch(/^<code#[0-9a-f]{4}>…=* ends here, <code#[0-9a-f]{4}>…=*$/)
      }
    },
  )

  test('leaves what only begins like one: a short word, the head of another JWT, what was said openly', () => {
    expect(having('code', 'abcdefgh12345678-and-more').hide('abcdefgh1234567x')).toBe('abcdefgh1234567x')
    const other = jwt.replace(/[^.]+$/, 'b3RoZXI')
    expect(having('access_token', jwt).hide(other)).toBe(other)
    expect(having('access_token', jwt).hide(jwt.slice(0, -20))).toMatch(/^<access_token#[0-9a-f]{4}>…$/)
    const secrets = having('client_secret', 'my-application-on-the-web-secret')
    secrets.noteOpen(['my-application-on-the-web'])
    expect(secrets.hide('Client my-application-on-the-web is unknown')).toBe('Client my-application-on-the-web is unknown')
  })

  test('leaves in one case what was said openly', () => {
    const secrets = new Secrets()
    secrets.noteOpen(['web-client'])
    secrets.remember('client_secret', 'WEB-CLIENT')
    expect(secrets.hide('web-client, WEB-CLIENT')).toMatch(/^web-client, <client_secret#[0-9a-f]{4}>$/)
  })
})
