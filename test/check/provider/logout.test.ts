import { expect, test } from 'vitest'
import { metadataOf } from '../../support/stub-answers.ts'
import type { Said } from '../../support/stub-provider.ts'
import { examine, openExamined } from './exam-stub.ts'
import { sampled } from '../../support/wide.ts'

type Answer = (to: string, asked: { method: string, url: URL }) => Said

const page = (body: string): Said => ({ body: `<!doctype html><title>Signed out</title>${body}` })
const move = (location: string, status = 302): Said => ({ status, headers: { location } })
/** A page of its own first, and then this. */
const then = (first: Said, answer: Answer): Answer => (to, asked) =>
  asked.url.pathname === '/logout' && asked.method === 'GET' ? first : answer(to, asked)

const rows: [name: string, verdict: string, seen: string | undefined, answer: Answer][] = [
  ['is refused', 'PASS', undefined, () => ({ status: 400, body: 'post_logout_redirect_uri is not registered' })],
  [
    'is answered by a page that names it', 'PASS', undefined,
    to => page(`<p>${to} is not registered <a href="/">Home</a>`),
  ],
  ['is redirected to', 'FAIL', 'sent-to', to => move(to)],
  ['is redirected to without a scheme', 'FAIL', 'sent-to', to => move(to.replace('https:', ''))],
  [
    'is what a script goes to', 'FAIL', 'sent-to',
    to => page(`<script>window.location.replace(${JSON.stringify(to)})</script>`),
  ],
  ['is what a page goes to', 'FAIL', 'sent-to', to => page(`<meta http-equiv="refresh" content="0;url=${to}">`)],
  [
    'is what a field of the header goes to', 'FAIL', 'sent-to',
    to => ({ body: 'bye', headers: { refresh: `0;url=${to}` } }),
  ],
  [
    'is gone to in spite of an error', 'FAIL', 'sent-to',
    to => ({ status: 400, body: `<script>location.href = '${to}'</script>` }),
  ],
  [
    'is gone to by a script of which nobody knows', 'INCONCLUSIVE', 'page-shown',
    to => page(`<script>const to = '${to}'; setTimeout(() => location.assign(to), 1)</script>`),
  ],
  [
    'is gone to from the page that comes after a page', 'FAIL', 'sent-to',
    then(page('<meta http-equiv="refresh" content="1; url=/logged-out">'), to => move(to)),
  ],
  [
    'is gone to once a button is pressed', 'FAIL', 'sent-to',
    then(page('<form method="post" action="/logout"><button name="yes">'), to => move(to, 303)),
  ],
  [
    'is gone to beside a button', 'FAIL', 'sent-to',
    (to, { method }) =>
      method === 'POST'
        ? { status: 400 }
        : page(`<form method="post" action="/search"></form><script>location.replace('${to}')</script>`),
  ],
  [
    'is passed on to another host', 'INCONCLUSIVE', 'sent-to',
    to => move(`https://sso.example/logout?to=${encodeURIComponent(to)}`),
  ],
  ['leads home', 'PASS', undefined, () => move('https://www.example/')],
  ['breaks it', 'INCONCLUSIVE', 'server-failed', () => ({ status: 500 })],
  ['is named to nobody', 'INCONCLUSIVE', 'nothing-there', () => ({ status: 404, body: '<h1>Not Found' })],
]

test.concurrent.for(sampled(rows, 3))('after a sign-out a foreign address %s: C42 %s', async (
  [, verdict, seen, answer], context,
) => {
  const stub = await openExamined(context)
  stub.reset({
    discovery: () => ({ body: { ...metadataOf(stub), end_session_endpoint: `${stub.issuer}/logout` } }),
    elsewhere: ({ method, url }) => answer('https://oauth-walk-check.invalid/signed-out', { method, url }),
  })
  const { rules: { C42 } } = await examine(stub, '--probe', 'C42', '--destructive')
  expect([C42?.verdict, C42?.evidence[0]?.code]).toEqual([verdict, seen])
})
