import { describe, expect, test } from 'vitest'
import { mayLeadTo } from '../../../src/check/provider/acting-pages.ts'
import { leadsTo, parametersIn, placeOf } from '../../../src/check/provider/answered.ts'
import type { Examinee } from '../../../src/check/provider/examinee.ts'
import { keepsFramesAway } from '../../../src/check/provider/framing.ts'
import { formIn, nextWithin, openVisitor } from '../../../src/check/provider/pages.ts'
import { targetsIn, tellsOfError } from '../../../src/check/provider/page-targets.ts'
import { httpsEverywhere } from '../../../src/check/provider/probes/02-https-everywhere.ts'
import { variantsOf } from '../../../src/check/provider/probes/12-redirect-variants.ts'
import { Failure } from '../../../src/codes/failure.ts'
import type { WireRequest, WireResponse } from '../../../src/wire.ts'

const answer = (status: number, headers: Record<string, string> = {}, body = ''): WireResponse => ({
  status, headers, body,
})

describe('where a browser is sent', () => {
  const own = 'https://app.example/callback'
  test.each([
    [`${own}?error=x`, own, 'asked'], [`${own}#error=x`, own, 'asked'],
    ['https://APP.example:443/callback?error=x', own, 'asked'],
    [`${own}/x?error=x`, `${own}/x`, 'asked'], [`${own}?error=x`, `${own}/x`, 'own'],
    [`${own}?error=x&x=1`, `${own}?x=1`, 'asked'], [`${own}?error=x`, `${own}?x=1`, 'own'],
    [`${own}?error=x`, 'https://app.example/y/%2e%2e/callback', 'own'],
    ['https://app.example/y/%2e%2e/callback?error=x', 'https://app.example/y/%2e%2e/callback', 'asked'],
    [`${own}?error=x`, `${own}#y`, 'own'], [`${own}#y?error=x`, `${own}#y`, 'asked'],
    ['https://evil.example/?to=https://app.example/callback', own, 'elsewhere'],
    ['https://app.example/callbacks', own, 'elsewhere'], ['/login', own, 'elsewhere'],
  ])('%s, where %s was asked for: %s', (location, asked, place) => {
    expect(placeOf(location, asked, own)).toBe(place)
  })

  test('is told by the place, and not by what stands in a query', () => {
    expect(leadsTo('https://evil.example/https://app.example/callback', own)).toBe(false)
    expect([...parametersIn(`${own}?a=1#b=2`)]).toEqual([['a', '1'], ['b', '2']])
  })
})

test('an address has nine variants, as far as it has a name, a path and TLS', () => {
  const all = variantsOf('https://app.example/callback')
  expect([all.length, new Set(all).size, all]).toEqual([9, 9, expect.arrayContaining([
    'https://app.example/callback/x', 'https://app.example/callback?x=1', 'https://app.example/callback/',
    'https://app.example/Callback',
    'https://app.example/oauth-walk-check/%2e%2e/callback', 'https://oauth-walk-check@app.example/callback',
    'https://oauth-walk-check.app.example/callback',
    'http://app.example/callback', 'https://app.example/callback#oauth-walk-check',
  ])])
  const local = variantsOf('http://127.0.0.1:8765/callback')
  expect([local.length, local.filter(uri => uri === 'http://127.0.0.1:8765/callback')]).toEqual([7, []])
})

describe('pages', () => {
  const url = 'https://op.example/login'
  const visited = (body: string) => ({
    url, answer: answer(200, { 'content-type': 'text/html' }, body), exchange: undefined,
  })

  test('have their first posted form filled in with what stands in it', () => {
    const form = formIn(visited(
      '<form id="f" method="POST" action="/confirm?a&amp;b"><input name="xsrf" value="&quot;1&#50;"></form><button form="f" name="logout" value="yes">',
    ))
    expect([form?.action, Object.fromEntries(form?.fields ?? [])]).toEqual([
      'https://op.example/confirm?a&b', { xsrf: '"12', logout: 'yes' },
    ])
    expect(formIn(visited('<form action="/search"><input name="q"></form>'))).toBeUndefined()
    expect(formIn(visited('no form'))).toBeUndefined()
  })

  test('are followed on their own origin alone', () => {
    expect(nextWithin({ url, answer: answer(303, { location: '/next' }) })).toBe('https://op.example/next')
    expect(nextWithin({ url, answer: answer(303, { location: 'https://other.example/' }) })).toBeUndefined()
    expect(nextWithin({ url, answer: answer(200) })).toBeUndefined()
  })

  test('get the cookies of their origin, and no other', async () => {
    const asked: WireRequest[] = []
    const visitor = openVisitor({ seen: () => undefined, send: async (request) => {
      asked.push(request)
      return answer(200, { 'set-cookie': 'a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT; Path=/, b=2; HttpOnly' })
    } })
    for (const address of [url, 'https://other.example/', url]) await visitor.go(address)
    expect(asked.map(({ headers }) => headers['cookie'])).toEqual([undefined, undefined, 'a=1; b=2'])
  })

  test('of any length are searched in no time', () => {
    // Of this process alone: others may run beside it.
    const started = process.cpuUsage()
    for (const body of [
      '<form '.repeat(100_000), `<form method="post">${'<input name="'.repeat(100_000)}`,
      ` a="${'x'.repeat(1_000_000)}`, `<form method="post">${'<input name="a">'.repeat(100_000)}`,
      '<form action="x" '.repeat(50_000), '<meta '.repeat(100_000), 'location="'.repeat(50_000),
      '<script '.repeat(50_000), `<a ${' '.repeat(200_000)}`, ' onload="'.repeat(50_000), ' onload="x\''.repeat(50_000),
      `<script>${'\\u{0'.repeat(100_000)}`, `<script>${'&#'.repeat(200_000)}`, `<script>${'%25'.repeat(200_000)}`,
      `<script>${'\\\\'.repeat(200_000)}`, `<script>${'"  + '.repeat(100_000)}`, '<base '.repeat(100_000),
      '<script>location="x"</script>'.repeat(5000),
      '<script type = '.repeat(50_000), 'http-equiv='.repeat(50_000),
    ]) {
      formIn(visited(body))
      targetsIn(answer(200, {}, body), url)
      tellsOfError(answer(200, {}, body))
      mayLeadTo('https://op.example', answer(200, {}, body))
    }
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(6000)
  })
})

describe('a frame of another site', () => {
  test.each<[boolean, string | undefined, string | undefined]>([
    [true, 'frame-ancestors \'none\'', undefined],
    [true, 'default-src *; Frame-Ancestors \'self\' https://app.example https://*.app.example', undefined],
    [true, 'frame-ancestors', undefined],
    [true, 'frame-ancestors *, frame-ancestors \'self\'', undefined],
    [true, 'frame-ancestors \'self\'; frame-ancestors *', undefined], [true, 'frame-ancestors \'self\'', 'ALLOWALL'],
    [true, undefined, 'DENY'], [true, undefined, ' sameorigin '],
    [true, 'default-src \'self\'', 'SAMEORIGIN, SAMEORIGIN'], [true, undefined, 'DENY, whatever'],
    [false, undefined, undefined], [false, 'frame-ancestors https://*', 'DENY'],
    [false, 'frame-ancestors *:*', undefined], [false, 'frame-ancestors https://*:443', undefined],
    [false, 'frame-ancestors \'self\' *', undefined], [false, 'frame-ancestors https:', undefined],
    [false, 'frame-ancestors data:', undefined], [false, 'frame-ancestors *.com', undefined],
    [false, 'frame-ancestors *; frame-ancestors \'none\'', undefined], [false, 'x-frame-ancestors \'none\'', undefined],
    [false, undefined, 'SAMEORIGIN-ISH'], [false, undefined, 'ALLOW-FROM https://app.example'],
    [false, undefined, 'ALLOWALL'], [false, undefined, '"DENY"'],
  ])('is kept away: %s by %s and %s', (isKept, policy, option) => {
    const headers = {
      ...policy !== undefined && { 'content-security-policy': policy },
      ...option !== undefined && { 'x-frame-options': option },
    }
    expect(keepsFramesAway({ headers })).toBe(isKept)
  })
})

describe('an https endpoint, asked for over http,', () => {
  const judge = async (said: WireResponse | Failure) => {
    const asked: string[] = []
    const examinee = {
      isOperated: true, refuses: () => false, seen: () => undefined, notebook: { exchanges: () => [] },
      server: {
        issuer: 'https://op.example', token_endpoint: 'https://op.example/token',
        userinfo_endpoint: 'https://op.example/me',
      },
      send: async ({ method, url }: WireRequest) => {
        asked.push(`${method} ${url}`)
        if (said instanceof Failure) throw said
        return said
      },
    }
    const { verdict } = await httpsEverywhere.examine(examinee as unknown as Examinee)
    return [verdict, ...asked]
  }

  test.each<[string, WireResponse | Failure, string]>([
    ['is sent on to https', answer(301, { location: 'https://op.example/token' }), 'PASS'],
    ['is refused', new Failure('network-failed'), 'PASS'], ['is forbidden', answer(403), 'PASS'],
    ['is answered', answer(200), 'FAIL'], ['is judged', answer(401), 'FAIL'], ['knows no HEAD', answer(405), 'WEAK'],
    ['is sent on over http', answer(302, { location: 'http://op.example/x' }), 'WEAK'],
    ['breaks', answer(503), 'INCONCLUSIVE'],
  ])('%s', async (_name, said, verdict) => {
    expect(await judge(said)).toEqual([verdict, 'HEAD http://op.example/token'])
  })
})
