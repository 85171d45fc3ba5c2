import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { jwt } from './samples.ts'

const address = 'https://op.example/authorize?response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb'
  + '&scope=openid&state=Zx8hqWkq2BdkPq3sT9vw&nonce=N8hqWkq2BdkPq3sT9vwabc'
  + '&code_challenge=8OPcZ0qLJUYyZWnYc0Db2v1iLK3bU0nLZlP3nUq8p2M&code_challenge_method=S256'

interface Told {
  messages: { kind: string, request: { url: string } }[]
  findings: { name: string, gravity: string }[]
}

async function explain(input: string): Promise<Told> {
  const { status, stdout, stderr } = await runInside(['explain', '-', '--json'], { home: freshHome(), input })
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout) as Told
}

const namesIn = async (text: string) => (await explain(text)).findings.map(({ name }) => name)
const brokenAt = (...places: number[]) =>
  [0, ...places].map((place, at) => address.slice(place, places[at] ?? address.length))
const quoted = (text: string) => text.replaceAll('=', '=3D').replace(/(.{60})/g, '$1=\n')

describe('explain reads an address that was broken over several lines as one', () => {
  test.each<[string, string]>([
    ['within a name', brokenAt(120).join('\n')], ['within a value', brokenAt(90).join('\n')],
    ['within a percent-encoding', brokenAt(address.indexOf('%2F') + 1).join('\n')],
    ['by a mail program, with a blank before each', brokenAt(72, 144).join('\r\n ')],
    ['with = at the end', brokenAt(75).join('=\n')], ['as quoted-printable', quoted(address)],
    ['before each parameter', address.replace(/[&]/g, '\n  &')],
    ['behind each sign', address.replace(/[?&]/g, '$&\n')],
    ['within a sentence', `See ${brokenAt(120).join('\n')}\n\nBye`],
  ])('%s', async (_, text) => {
    const { messages, findings } = await explain(text)
    expect(messages.map(({ kind }) => kind)).toEqual(['authorization-request'])
    expect(findings).toEqual([])
  })

  test.each<[string, string, string[]]>([
    [
      'a form below', 'https://op.example/token?x=1\ngrant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA',
      ['token-request', 'refresh-request'],
    ],
    ['another address below', `${address}\n${address}`, ['authorization-request', 'authorization-request']],
    [
      'what comes back below', `${address}\ncode=SplxlOBeZQQYbYS6WxSbIA&state=Zx8hqWkq2BdkPq3sT9vw`,
      ['authorization-request', 'authorization-response'],
    ],
  ])('and not %s', async (_, text, kinds) => {
    expect((await explain(text)).messages.map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('explain reads an address as far as it goes', () => {
  test('a request object without a signature keeps its last dot', async () => {
    const object = jwt(
      { iss: 'app', aud: 'https://op.example', client_id: 'app', response_type: 'code' }, { alg: 'none' },
    )
    const unsigned = object.split('.').slice(0, 2).join('.')
    const names = await namesIn(`https://op.example/authorize?client_id=app&request=${unsigned}.`)
    expect(names).toContain('algorithm-none')
    expect(names).not.toContain('token-cut')
  })

  test.each(['code', 'error'])('an answer behind a second question mark is none: %s', async (name) => {
    const { messages, findings } = await explain(
      `https://app.example/cb?x=1?${name}=SplxlOBeZQQYbYS6WxSbIA&state=abcdef`,
    )
    expect(messages.map(({ kind, request }) => [kind, request.url.split('?')[0]])).toEqual([
      ['other', 'https://app.example/cb'],
    ])
    expect(
      findings.filter(({ gravity }) => gravity === 'broken').map(({ name: one }) => one),
    ).toEqual(['answer-question-mark'])
  })

  const bare = '/authorize?response_type=token&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb'
  test.each([
    ['of a sign-in page', `https://op.example/login?return_to=${encodeURIComponent(bare)}`],
    ['encoded twice', `https://op.example/login?goto=${encodeURIComponent(
      encodeURIComponent(`https://op.example${bare}`),
    )}`],
    [
      'of a mail program',
      `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://op.example${bare}`)}&data=05`,
    ],
    ['behind the #', `https://op.example/#/login?next=${encodeURIComponent(bare)}`],
  ])('the request within the address %s is judged', async (_, text) => {
    const { messages, findings } = await explain(text)
    expect(messages.map(({ kind, request }) => [kind, request.url.split('?')[0]]))
      .toEqual([['authorization-request', 'https://op.example/authorize']])
    expect(findings.map(({ name }) => name)).toContain('no-state')
  })
})
