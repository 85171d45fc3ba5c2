import { describe, expect, test } from 'vitest'
import { Secrets } from '../../src/secrets/secrets.ts'
import { everyExport, readExports } from '../report/written.ts'
import { freshHome, run } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { tokens } from '../support/stub-answers.ts'
import { openStub, type Stub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'

const token = 'torn-ACCESS-7f3+a/b=tok'

/** What leaves no trace where it is shown. */
const traceless: Record<string, string> = {
  'a zero-width space': '\u200b', 'a soft hyphen': '\u00ad', 'a word joiner': '\u2060', 'a byte order mark': '\ufeff',
  'a line separator': '\u2028',
  'an override of direction': '\u202e', 'a variation selector': '\ufe0f', 'a tag': '\u{e0041}',
  'a colour': '\u001b[31m', 'a string for the terminal': '\u001b]0;title\u0007',
  'an 8-bit sequence': '\u009b1m', 'a NUL': '\0', 'a backspace': '\b', 'one of C1': '\u0085', 'a filler': '\u3164',
  'an interlinear mark': '\ufffa',
}

async function login(stub: Stub, home: string, ...words: string[]) {
  return walk([stub.issuer, '--client-id', stub.client.client_id, '--scope', 'read', '--port', '0', ...words], {
    home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  }, {}, startInside)
}

describe('secrets: a value that is torn by what nobody sees is whole for a reader', () => {
  test.each(Object.entries(traceless))('%s', (_name, between) => {
    const secrets = new Secrets()
    secrets.remember('access_token', token)
    for (const hide of [(text: string) => secrets.hide(text), (text: string) => secrets.hideLong(text)]) {
      // Behind a digit a variation selector is a part of what is seen.
      for (const place of [1, 9, token.indexOf('7') + 1, token.length - 1]) {
        expect(hide(`it was ${token.slice(0, place)}${between}${token.slice(place)}, he said`))
          .toMatch(/^it was <access_token#[0-9a-f]{4}>, he said$/)
      }
      expect(hide(`nothing${between} to hide`)).toBe(`nothing${between} to hide`)
    }
  })

  test.each(Object.entries(traceless).filter(([, between]) => Array.from(between).length === 1))('%s that is encoded', (
    _name, between,
  ) => {
    const secrets = new Secrets()
    secrets.remember('access_token', token)
    const escaped = Array.from(
      { length: between.length }, (_, place) => `\\u${between.charCodeAt(place).toString(16).padStart(4, '0')}`,
    ).join('')
    for (const encoded of [
      escaped, escaped.replaceAll('\\', '\\\\'), encodeURIComponent(between),
      encodeURIComponent(encodeURIComponent(between)), `&#${between.codePointAt(0) ?? 0};`,
    ]) {
      for (const text of [
        `${token.slice(0, 9)}${encoded}${token.slice(9)}`, `${token.slice(0, 1)}${encoded}${encoded}${token.slice(1)}`,
      ]) {
        expect(secrets.hide(`it was ${text}, he said`), encoded).toMatch(/^it was <access_token#[0-9a-f]{4}>, he said$/)
        expect(secrets.hideLong(`it was ${text}, he said`), encoded)
          .toMatch(/^it was <access_token#[0-9a-f]{4}>, he said$/)
      }
    }
  })

  test('in a refusal, a claim, a page: no output and no export has it, also when it is told again', {
    timeout: 60_000,
  }, async () => {
    const stub = await openStub()
    const torn = (between: string) => `${token.slice(0, 9)}${between}${token.slice(9)}`
    const description = Object.values(traceless).map(torn).join(' | ')
    const described = JSON.stringify({ error: 'invalid_token', error_description: description })
    const refusals = [described, `<title>${torn('\u00ad')}</title>`, `no: ${torn('\u001b[0m')}`]
    for (const body of refusals) {
      const home = freshHome()
      const headers = { 'content-type': body.startsWith('<') ? 'text/html' : 'text/plain' }
      stub.reset({
        token: tokens(good => ({ ...good, id_token: undefined, access_token: token })),
        userinfo: () => ({ status: 403, headers, body }),
      })
      const ended = await login(stub, home, '-vv', ...everyExport(home))
      const again = await run(['report', 'walk.json'], { home, cwd: home })
      const said = {
        stdout: ended.stdout, stderr: ended.stderr, again: again.stderr + again.stdout, ...readExports(home),
      }
      for (const [kind, text] of Object.entries(said)) {
        expect(text, kind).not.toContain(token.slice(4, 20))
      }
    }
  })
})

describe('secrets: who chooses a token does not rewrite our own words', () => {
  test.each([
    'authorization_code', '/userinfo', 'application/json', 'redirect_uri', 'the issuer', 'client_id=',
  ])('a refresh token %s', { timeout: 60_000 }, async (chosen) => {
    const stub = await openStub()
    const home = freshHome()
    stub.reset({
      token: tokens(body => ({
        ...body, id_token: undefined, refresh_token: chosen === 'the issuer' ? stub.issuer : chosen,
      })),
    })
    const ended = await login(stub, home, '-v', '--lang', 'en', ...everyExport(home))
    expect(ended.status, ended.stderr).toBe(0)
    expect(ended.stderr).toContain(`GET ${stub.issuer}/userinfo`)
    const { curl, har } = readExports(home) as Record<string, string>
    expect(har).toContain('grant_type=authorization_code')
    expect(har).toContain(`"url":"${stub.issuer}/userinfo"`.replace(':"', ': "'))
    expect(curl).not.toContain('"$REFRESH_TOKEN"\'/')
  })

  test('a client secret that is a part of the address leaves the address as it is', { timeout: 60_000 }, async () => {
    const stub = await openStub()
    stub.client.client_secret = '/userinfo'
    const ended = await login(stub, freshHome(), '-v')
    expect(ended.stderr).toContain(`GET ${stub.issuer}/userinfo`)
  })
})
