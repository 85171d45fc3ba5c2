import { describe, expect, test } from 'vitest'
import { limits } from '../../src/limits.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { takeValues } from '../../src/secrets/first-values.ts'
import { maskBody, maskEchoes } from '../../src/secrets/text.ts'
import { everyExport, readExports } from '../report/written.ts'
import { freshHome, run } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openStub, type Stub } from '../support/stub-provider.ts'
import { walk } from '../support/walks.ts'

const token = 'cut-ACCESS-7f3kz9Qw2'
const noRule = () => undefined

async function login(stub: Stub, home: string, ...words: string[]) {
  return walk([stub.issuer, '--client-id', stub.client.client_id, '--port', '0', ...words], {
    home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
  }, {}, startInside)
}

/** Answers userinfo with these claims beside the subject. */
function saying(stub: Stub, claims: (accessToken: string) => Record<string, unknown>) {
  stub.reset({ userinfo: async (asked, provider) => {
    const good = await provider.good.userinfo(asked, provider)
    const accessToken = (asked.headers.authorization ?? '').replace('Bearer ', '')
    return typeof good === 'string' ? good : { ...good, body: { ...good.body as object, ...claims(accessToken) } }
  } })
}

describe('secrets: a message is cut before it is masked, and its cut end gives nothing away', () => {
  test.each([0, 1, 4, 5, token.length - 1, token.length])('%i characters of a token stand before the cut', (within) => {
    const secrets = new Secrets()
    secrets.remember('access_token', token)
    for (const encode of [
      (text: string) => text, encodeURIComponent, (text: string) => Buffer.from(text).toString('base64'),
    ]) {
      const value = encode(token)
      const before = '-'.repeat(limits.shown - Math.min(within, value.length))
      for (const shown of [
        maskEchoes(secrets, `${before}${value} and so on`), maskBody(secrets, `${before}${value}&a=b`, noRule),
      ]) {
        // Five digits of base64 are three octets.
        expect(shown.replace(/<access_token#[0-9a-f]{4}>|…/, '').replaceAll('-', '').length).toBeLessThan(6)
      }
    }
  })

  test('a named secret that the cut goes through is a placeholder to its end', () => {
    const shown = maskBody(
      new Secrets(), `{"pad":"${'-'.repeat(limits.shown - 40)}","access_token":"${token.repeat(5)}","a":1}`,
      name => name === 'access_token' ? name : undefined,
    )
    expect(shown).toMatch(/"access_token":"<access_token#[0-9a-f]{4}>$/)
  })

  test('every output and export of a login; the claims on stdout stay whole but for the token', {
    timeout: 60_000,
  }, async () => {
    const stub = await openStub()
    const home = freshHome()
    saying(stub, accessToken => ({ note: `${'-'.repeat(limits.shown - 9)}${accessToken}${'-'.repeat(60_000)}` }))
    const { status, stdout, stderr } = await login(stub, home, '-vv', ...everyExport(home))
    expect(status).toBe(0)
    const note = (JSON.parse(stdout) as { note: string }).note
    const accessToken = stub.secrets.get('access_token') ?? ''
    expect(accessToken.length).toBeGreaterThan(8)
    expect(note.replaceAll('-', '')).toMatch(/^<access_token#[0-9a-f]{4}>$/)
    expect(note.length).toBeGreaterThan(90_000)
    const again = await run(['report', 'walk.json'], { home, cwd: home })
    for (const [kind, text] of Object.entries({ stderr, again: again.stderr + again.stdout, ...readExports(home) })) {
      expect(text, kind).not.toContain(accessToken.slice(0, 5))
    }
    expect(stderr).toMatch(/… \(\d{5} more characters\)/)
    expect(readExports(home)['html']).toMatch(/… \(\d{5} more characters\)/)
    expect(readExports(home)['har']).toMatch(/"comment": "\d{5} more characters were left out"/)
  })

  test('of thousands of members, the story and the events have the first ones and the number of the others', {
    timeout: 60_000,
  }, async () => {
    const stub = await openStub()
    const groups = Array.from({ length: 3000 }, (_, place) => `group-${place}`)
    saying(stub, () => ({ groups, ...Object.fromEntries(groups.map(group => [group, true])) }))
    const { status, stdout, stderr } = await login(stub, freshHome(), '-vvv')
    expect(status).toBe(0)
    expect((JSON.parse(stdout) as { groups: string[] }).groups).toEqual(groups)
    const message = stderr.split('\n').find(line => line.includes('"name":"userinfo-response"')) ?? ''
    const { parameters } = JSON.parse(message) as { parameters: Record<string, unknown> }
    expect(Object.keys(parameters).length).toBeLessThan(limits.values)
    expect((parameters['groups'] as unknown[]).at(-1)).toMatch(/^… \d{4}$/)
    expect(parameters['…']).toBeGreaterThan(2000)
  })
})

describe('the beginning of a value', () => {
  const short = { a: 1, b: ['x', { c: null }], d: {} }

  test('is the whole of a small one', () => {
    expect(takeValues(short, 100)).toEqual(short)
  })

  test('says how much more there was, in lists, in objects and within them', () => {
    expect(takeValues([1, 2, 3, 4, 5], 3)).toEqual([1, 2, '… 3'])
    expect(takeValues({ a: 1, b: 2, c: 3 }, 2)).toEqual({ a: 1, '…': 2 })
    expect(takeValues({ a: [1, 2, 3, 4], b: 2 }, 4)).toEqual({ a: [1, 2, '… 2'], '…': 1 })
    expect(takeValues(JSON.parse('{"__proto__":1,"b":{"c":[]}}') as object, 2))
      .toEqual(JSON.parse('{"__proto__":1,"…":1}'))
  })
})
