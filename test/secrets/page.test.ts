import { describe, expect, test } from 'vitest'
import { maskAnswer } from '../../src/secrets/message.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { processorTime } from '../support/processor-time.ts'

const value = 'SplxlOBeZQQYbYS6WxSbIA9kq'
const back = 'http://127.0.0.1:8765/callback'
const base64 = Buffer.from(`location.href="${back}?code=${value}"`).toString('base64')

function shown(body: string, headers: Record<string, string> = {}): string {
  return JSON.stringify(maskAnswer(new Secrets(), { purpose: 'front' }, { status: 200, headers, body }, {}))
}

describe('a page of the authorization endpoint is shown without', () => {
  test.each<[string, string]>([
    ['a refresh', `<meta http-equiv="refresh" content="0;url=${back}?code=${value}&amp;state=x">`],
    ['a link', `<a href='${back}?state=x&#38;code=${value}'>go</a>`],
    ['a fragment', `<a href="${back}#access_token=${value}&amp;token_type=bearer">go</a>`],
    ['a hidden field', `<form><input type="hidden" name="code" value="${value}"/></form>`],
    ['a field whose value comes first', `<input value='${value}' type=hidden name=access_token>`],
    ['a field without quotation marks', `<input type=hidden name=id_token value=${value}>`],
    ['a field with a name of references', `<input name="c&#111;de" value="${value}">`],
    ['a SAML response', `<input type="hidden" name="SAMLResponse" value="${value}">`],
    ['a text area', `<textarea name="code">${value}</textarea>`],
    ['an element with a name', `<span id="code">${value}</span>`],
    ['an element of HTML', `<code>${value}</code> <CODE>${value}</CODE>`],
    ['an address of such an element', `<code>${back}?code=${value}</code> <code>${back}#code=${value}</code>`],
    ['a path of such an element', `<code>https://hooks.example/${value}</code>`],
    ['a user of such an element', `<code>https://${value}@app.example/</code>`],
    ['an attribute of data', `<body data-code="${value}">`],
    ['a script', `<script>location.href = "${back}?code=${value}"</script>`],
    ['a script that joins', `<script>location = uri + "?code=" + "${value}" + '&state=' + s</script>`],
    ['a script that names', `<script>o = {code: '${value}'}; o['code'] = "${value}"; f('code', '${value}')</script>`],
    ['a script that escapes', `<script>go("http:\\/\\/a.example\\/cb\\u003fcode\\u003d${value}\\x26state=1")</script>`],
    ['data', `<script type="application/json">{"x":"it's","code":"${value}"}</script>`],
    ['JSON', JSON.stringify({ redirect: `${back}?code=${value}`, code: value, nested: { id_token: [value] } })],
    ['an address in a query', `<a href="/x?to=${encodeURIComponent(`${back}?code=${value}&state=x`)}">go</a>`],
    ['one encoded twice', encodeURIComponent(encodeURIComponent(`${back}?code=${value}&state=x`))],
    ['a page in an attribute', `<iframe srcdoc="&lt;input name=&quot;code&quot; value=&quot;${value}&quot;&gt;">`],
    ['base64', `<script>eval(atob("${base64}"))</script>`],
  ])('%s with a secret in it', (_, page) => {
    const text = shown(page)
    expect(text).not.toContain(value)
    expect(text).not.toContain(base64)
    expect(text).toMatch(/<[\w-]+#[\da-f]{4}>/)
  })

  test('what its header fields repeat', () => {
    const location = `https://login.example/?to=${encodeURIComponent(`${back}?code=${value}`)}`
    expect(shown('', { location, refresh: `0;url=${back}?code=${value}`, 'x-next': `${back}?code=${value}` }))
      .not.toContain(value)
  })

  test('a value that its end cuts off before the name comes', () => {
    const field = `<input value="${value}" name="code">`
    for (let before = 32_768 - field.length; before < 32_768; before += 1)
      expect(shown(' '.repeat(before) + field)).not.toContain(value.slice(0, 8))
  })
})

test.each([
  `<p>Asked for <code>${back}</code> Registered <code>https://app.example/oauth/cb</code> <CODE>com.app:/cb</CODE></p>`,
  '<p>Registered <code class="uri">http://[::1]/cb</code> <code> https://app.example </code></p>',
  '<code>invalid_redirect_uri</code>', '{"error":"invalid_request","code":"AADSTS50011"}',
  '<p>The redirect URI is not registered. Error code: 400</p>', '<input name="user" value="erika">',
  '<label for="code">Enter the code</label>', '<h1 id="code">Enter the code</h1>',
])('what tells of the error stays: %s', (page) => {
  expect((JSON.parse(shown(page)) as { body: string }).body).toBe(page)
})

test('a page is masked in time that grows with it', async () => {
  const took = await processorTime(() => {
    for (const piece of ['<a b="', '&amp;', '%25', 'code=', '"code":"', '\\u0026', '<input name=code value=', '" + "'])
      shown(piece.repeat(60_000 / piece.length))
  })
  expect(took).toBeLessThan(8000)
})
