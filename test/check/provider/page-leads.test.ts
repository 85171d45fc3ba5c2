import { describe, expect, test, type TestContext } from 'vitest'
import { mayLeadTo } from '../../../src/check/provider/acting-pages.ts'
import type { Handler } from '../../support/stub-provider.ts'
import { authorizing, examine, openExamined } from './exam-stub.ts'

const host = 'oauth-walk-check.invalid'
const place = `https://${host}/callback?error=login_required&state=x`
const written = (change: (letter: string) => string) => place.replace(/[^a-z]/g, change)
const hex = (letter: string) => letter.charCodeAt(0).toString(16).padStart(2, '0')
const go = (text: string) => `<script>var next = ${text}; window.location.replace(next)</script>`

const withStatus = (pages: [string, string][]) => pages.flatMap(([name, body]) =>
  [400, 200].map(status => [name, status, body] as const))

async function judge(context: TestContext, body: string, status: number) {
  const authorize: Handler = (asked, stub) => asked.parameters.get('redirect_uri')?.includes(host)
    ? { status, body: `<!doctype html><title>Error</title>${body}` }
    : authorizing()(asked, stub)
  const { rules: { C11 } } = await examine(await openExamined(context, { authorize }), '--probe', 'C11')
  return [C11?.verdict, C11?.evidence[0]?.code]
}

describe('a refusal whose page goes to the foreign address', () => {
  test.concurrent.for(withStatus([
    ['by a form that is relative to a base', `<base href="https://${host}/"><form action="callback"></form>`],
    ['by a script that is relative to a base', `<base href="//${host}"><script>location = "/callback"</script>`],
    ['by a refresh that is relative to a base', `<base href="https://${host}"><meta http-equiv=refresh content="0;callback">`],
    [
      'by what runs once it is there',
      `<body onload="window.location.replace(&quot;${place.replace('&', '&amp;')}&quot;)">`,
    ],
    [
      'by a script with its signs as escapes',
      `<script>location.href = "${written(letter => `\\u00${hex(letter).toUpperCase()}`)}"</script>`,
    ],
  ]))('%s, with %d', async ([, status, body], context) => {
    expect(await judge(context, body, status)).toEqual(['FAIL', 'sent-to'])
  })

  test.concurrent.for(withStatus([
    ['by a link that a script clicks', `<a id="go" href="${place}">go</a><script>go.click()</script>`],
    ['by a text with escapes', go(`"${written(letter => `\\u00${hex(letter)}`)}"`)],
    ['by a text with percent signs', go(`decodeURIComponent("${encodeURIComponent(place)}")`)],
    ['by a script of another file', `<div id=app data-to="${place}"></div><script src=/app.js></script>`],
    ['in a frame', `<iframe src="${place}"></iframe>`],
  ]))('%s, with %d, as far as anybody can say', async ([, status, body], context) => {
    expect(await judge(context, body, status)).toEqual(['INCONCLUSIVE', 'page-shown'])
  })
})

describe('a script may go to an address', () => {
  test.each([
    ['as it is', place], ['in capitals', place.toUpperCase()],
    ['by braced escapes', written(letter => `\\u{${hex(letter)}}`)], ['by short escapes', written(letter => `\\x${hex(letter)}`)],
    ['by references', written(letter => `&#x${hex(letter)};`)],
    ['by references without an end', written(letter => `&#${letter.charCodeAt(0)}`)],
    ['by every sign in percent', place.replace(/./g, letter => `%${hex(letter)}`)],
    ['in percent twice', encodeURIComponent(written(letter => `%${hex(letter)}`))],
    ['in percent in escapes', written(letter => `\\u0025${hex(letter)}`)],
    ['by backslashes', written(letter => `\\${letter}`)],
    ['in two texts', place.replace('walk', 'wa" + \'lk')], ['in two lines', place.replace('walk', 'wa\nlk')],
    ...[0, 1, 2].map(before => [`in Base64 ${before}`, btoa('x'.repeat(before) + place)]),
  ])('that it names %s', (_, text = '') => {
    for (const page of [go(`"${text}"`), `<p>${text}</p>${'x'.repeat(300_000)}<script>go()</script>`])
      expect(mayLeadTo(place, { headers: {}, body: page })).toBe(true)
  })

  test.each([
    ['where there is no script', `<p>${place}</p><a href="${place}">on</a>`],
    ['where a script is data', `<p>${place}</p><script type="application/json">"${place}"</script>`],
    ['where nothing names it', '<script>location = "https://op.example/"</script>'],
  ])('but not %s', (_, body) => {
    expect(mayLeadTo(place, { headers: {}, body })).toBe(false)
  })

  test('with what is encoded in the address itself', () => {
    const own = 'https://app.example/x/%2e%2e/callback'
    for (const text of [own, encodeURIComponent(own), own.replace('%2e%2e', '..')])
      expect(mayLeadTo(own, { headers: {}, body: go(`"${text}"`) })).toBe(true)
    expect(mayLeadTo(own, { headers: {}, body: go('"https://app.example/callback"') })).toBe(false)
  })
})
