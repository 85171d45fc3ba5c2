import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { startStub, type Said } from './stub-provider.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }

/** The lines about the provider by their parts; of several about one part, the last. */
async function look(words: string[]): Promise<Record<string, Line>> {
  const { stdout } = await startInside(['doctor', ...words, '--json'], { home: freshHome() }).ended
  const { provider } = JSON.parse(stdout) as { provider: Line[] }
  return Object.fromEntries(provider.map(line => [line.part, line]))
}

const html = { 'content-type': 'text/html' }

describe('doctor passes nothing that no login comes through', () => {
  type Answer = (uri: string, state: string) => Said
  const back = (parameters: string): Answer => (uri, state) => ({
    status: 302, headers: { location: `${uri}${parameters.replace('STATE', state)}` },
  })
  const page: Answer = (uri, state) => ({
    headers: html,
    body: `<form method="post" action="${uri}"><input name="error" value="login_required">`
      + `<input name="state" value="${state}"></form><script>document.forms[0].submit()</script>`,
  })
  const asking = async (answer: Answer) => startStub({
    '/authorize': ({ query }) => {
      const asked = new URLSearchParams(query)
      return answer(asked.get('redirect_uri') ?? '', asked.get('state') ?? '')
    },
  })

  test.each<[string, Answer, string, string[]]>([
    ['an error behind the #', back('#error=login_required&state=STATE'), 'came fragment', []],
    ['the state alone behind the #', back('?error=login_required#state=STATE'), 'came fragment', []],
    ['a code behind the #', back('#code=c-1234567890&state=STATE'), 'came fragment', []],
    ['a form that was not asked for', page, 'came form_post', ['--response-mode', 'query']],
  ])('%s', async (_, answer, came, flags) => {
    const stub = await asking(answer)
    const lines = await look([stub.issuer, '--client-id', 'app', '--port', '0', ...flags])
    expect(lines['redirect-uri']).toMatchObject({ state: 'bad', code: 'response-mode' })
    expect(lines['redirect-uri']?.message).toContain(came)
  })

  test.each<[string, Answer, string[]]>([
    ['a form that was asked for', page, ['--response-mode', 'form_post']],
    ['what a provider appends behind the #', back('?error=login_required&state=STATE#_=_'), []],
  ])('and takes %s', async (_, answer, flags) => {
    const stub = await asking(answer)
    const lines = await look([stub.issuer, '--client-id', 'app', '--port', '0', ...flags])
    expect(lines['redirect-uri']?.code).toBe('redirect-accepted')
  })

  test('nor takes an error without the state for a word on the redirect URI', async () => {
    const stub = await asking(back('?error=login_required'))
    const { stdout } = await startInside(
      ['doctor', stub.issuer, '--client-id', 'app', '--port', '0'], { home: freshHome() },
    ).ended
    expect(stdout).toContain('whether the redirect URI is registered was not seen')
  })
})

describe('doctor names the cause that a status or an address has', () => {
  test.each<[string, Said, string, string, RegExp, RegExp]>([
    ['nothing there', { status: 404, body: 'nf' }, 'endpoints', 'bad', /nothing at this address/, /-endpoint$/],
    [
      'nothing there, as a framework says it',
      { status: 404, body: { status: 404, error: 'Not Found', path: '/authorize' } },
      'endpoints', 'bad', /nothing at this address/, /-endpoint$/,
    ],
    ['another method', { status: 405, headers: { allow: 'POST' } }, 'endpoints', 'bad', /It takes: POST/, /-endpoint$/],
    [
      'a password of the browser’s', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
      'redirect-uri',
      'note', /password first \(status 401, basic\)/, /Compare it with the registration/,
    ],
    [
      'Kerberos before a page',
      { status: 401, headers: { ...html, 'www-authenticate': 'Negotiate' }, body: '<p>Log in</p>' },
      'redirect-uri', 'note', /\(status 401, negotiate\)/, /Compare it with the registration/,
    ],
    [
      'a firewall', { status: 403, body: '<title>Access denied by WAF</title>' }, 'redirect-uri', 'note',
      /without an OAuth error, “Access denied by WAF”: a firewall/, /Compare it with the registration/,
    ],
    ['a firewall without words', { status: 403 }, 'redirect-uri', 'note', /a firewall/, /Compare it with/],
    [
      'a client that is not there', { status: 404, headers: html, body: '<h1>Client not found</h1>' }, 'client', 'bad',
      /knows no client app/, /Copy the client id/,
    ],
    [
      'an address of an error page', { status: 302, headers: { location: '/error?error=invalid_redirect_uri' } },
      'redirect-uri', 'bad', /: invalid_redirect_uri: .*not registered/, /^Register exactly/,
    ],
    [
      'an address that says more',
      { status: 303, headers: { location: '/oops?error=invalid_request&error_description=redirect_uri+mismatch' } },
      'redirect-uri', 'bad', /not registered.*It said: "redirect_uri mismatch"/, /^Register exactly/,
    ],
    [
      'an address about the client', { status: 302, headers: { location: '/#error=unauthorized_client' } }, 'client',
      'bad', /unauthorized_client/, /./,
    ],
    [
      'an address of the sign-in page', { status: 302, headers: { location: '/login?reason=login_required&x=client' } },
      'redirect-uri', 'note', /sends the browser on to/, /Compare it with the registration/,
    ],
  ])('%s', async (_, said, part, state, message, way) => {
    const stub = await startStub({ '/authorize': () => said })
    const lines = await look([stub.issuer, '--client-id', 'app', '--port', '0'])
    expect(lines[part]?.state).toBe(state)
    expect(lines[part]?.message).toMatch(message)
    expect(lines[part]?.ways?.[0]).toMatch(way)
    if (part !== 'redirect-uri') expect(JSON.stringify(lines['redirect-uri'] ?? '')).not.toMatch(/register exactly/i)
  })
})
