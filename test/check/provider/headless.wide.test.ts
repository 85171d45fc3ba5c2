import { describe, expect, test, type TestContext } from 'vitest'
import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import type { Handler, Handlers } from '../../support/stub-provider.ts'
import { authorizing, back, examine, openExamined, redirectUri, type Rule } from './exam-stub.ts'
import { sampled } from '../../support/wide.ts'

type Row = [name: string, probe: string, verdict: string, seen: string | undefined, authorize: Handler]

const open = () => true

/** Answers as the one that is well, once this has not answered. */
function first(answer: (...words: Parameters<Handler>) => ReturnType<Handler> | undefined): Handler {
  return (asked, stub) => answer(asked, stub) ?? authorizing()(asked, stub)
}

const onlyFor = (asks: (parameters: URLSearchParams) => boolean, answer: Handler): Handler =>
  first((asked, stub) => asks(asked.parameters) ? answer(asked, stub) : undefined)
const busy: Handler = () => ({ status: 503 })
const page: Handler = () => ({ body: '<title>Sign in</title>' })
const isForeign = (uri: string) => uri.includes('oauth-walk-check.invalid')

/** A page in place of the answer, for whatever is not the registered address alone. */
function byPage(
  body: (uri: string) => string, status = 200, headers: (uri: string) => Record<string, string> = () => ({}),
): Handler {
  return first(({ parameters }) => {
    const [uri = '', ...more] = parameters.getAll('redirect_uri')
    return more.length === 0 && uri === redirectUri
      ? undefined
      : { status, body: `<!doctype html>${body(uri)}`, headers: headers(uri) }
  })
}

const rows: Row[] = [
  ['sends iss with no error', 'C04', 'FAIL', 'parameter-missing', authorizing({ iss: () => null })],
  ['sends the iss of another', 'C04', 'FAIL', 'member-differs', authorizing({ iss: issuer => `${issuer}/` })],
  [
    'lets every origin read', 'C09', 'FAIL', 'header-present',
    first(() => ({ body: '', headers: { 'access-control-allow-origin': '*' } })),
  ],
  [
    'lets frames in a sandbox read', 'C09', 'FAIL', 'header-present',
    first(({ headers }) =>
      headers.origin === 'null'
        ? { body: '', headers: { 'access-control-allow-origin': 'null', 'access-control-allow-credentials': 'true' } }
        : undefined),
  ],
  [
    'lets null read, whoever asks', 'C09', 'FAIL', 'header-present',
    first(() => ({ body: '', headers: { 'access-control-allow-origin': 'null' } })),
  ],
  ['lets nobody read', 'C09', 'PASS', undefined, authorizing()],
  [
    'lets its page be framed by any host', 'C10', 'FAIL', 'frames-let-in',
    () => ({ body: '', headers: { 'content-security-policy': 'frame-ancestors https://*' } }),
  ],
  ['lets its page be framed', 'C10', 'FAIL', 'header-missing', page],
  [
    'lets its page be framed by whoever is https', 'C10', 'FAIL', 'frames-let-in',
    () => ({ body: '', headers: { 'content-security-policy': 'frame-ancestors https:' } }),
  ],
  [
    'keeps frames of others away as old browsers know it', 'C10', 'PASS', undefined,
    () => ({ body: '', headers: { 'x-frame-options': 'SAMEORIGIN' } }),
  ],
  ['redirects anywhere', 'C11', 'FAIL', 'sent-to', authorizing({ redirect: open })],
  [
    'sends what is foreign to the registered address', 'C11', 'WEAK', 'sent-to',
    first(({ parameters }) =>
      isForeign(parameters.get('redirect_uri') ?? '') ? back(redirectUri, { error: 'invalid_request' }) : undefined),
  ],
  [
    'sends on by a refresh', 'C11', 'FAIL', 'sent-to',
    byPage(uri => `<meta http-equiv=refresh content="0; url=${uri}?code=1&amp;state=2">`),
  ],
  [
    'sends on by a script', 'C11', 'FAIL', 'sent-to',
    byPage(uri => `<script>window.location.href = '${uri.replaceAll('/', '\\/')}?code=1'</script>`),
  ],
  [
    'sends on by a form, whatever the status', 'C11', 'FAIL', 'sent-to',
    byPage(uri => `<form method=post action="${uri}"><input name=code></form>`, 400),
  ],
  [
    'sends on by a field of the header', 'C11', 'FAIL', 'sent-to',
    byPage(() => '', 200, uri => ({ refresh: `0;url=${uri}?code=1` })),
  ],
  [
    'sends on by a page to nearly the same address', 'C12', 'FAIL', 'sent-to',
    byPage(uri => `<form method="post" action="${uri}">`),
  ],
  [
    'sends on by a page to the second of two', 'C15', 'FAIL', 'sent-to',
    byPage(() => '<meta http-equiv="refresh" content="0;url=https://oauth-walk-check.invalid/callback">'),
  ],
  [
    'says with 200 that it refuses', 'C11', 'WEAK', 'status-otherwise',
    byPage(() => '<title>Error</title> redirect_uri is not registered'),
  ],
  [
    'says with 200 that it refuses the port', 'C13', 'WEAK', 'port-refused',
    onlyFor(asked => asked.get('redirect_uri')?.includes(':49152') ?? false, () => ({ body: '<title>Error</title>' })),
  ],
  ['shows a page for another port', 'C13', 'INCONCLUSIVE', 'page-shown', byPage(() => '<title>Hello</title>')],
  [
    'names the address in its settings', 'C11', 'INCONCLUSIVE', 'page-shown',
    byPage(uri => `<script>const login = { redirect_uri: '${uri}', error: null }</script><div id=app></div>`),
  ],
  [
    'refuses, with a script that knows the address', 'C11', 'INCONCLUSIVE', 'page-shown',
    byPage(uri => `<title>Error</title><script>const to = '${uri}'; location = to + '?code=1'</script>`, 400),
  ],
  [
    'refuses, and says what it was asked', 'C11', 'PASS', undefined,
    byPage(uri => `<script type="application/json">{"location":"${uri}"}</script><p>${uri} is not registered`, 400),
  ],
  [
    'sends on by a refresh without a name', 'C11', 'FAIL', 'sent-to',
    byPage(uri => `<meta http-equiv=refresh content="0 ${uri}?code=1">`),
  ],
  [
    'goes to a page of errors', 'C11', 'PASS', undefined,
    byPage(() => '', 302, () => ({ location: '/error?error=invalid_request' })),
  ],
  [
    'goes to a page of its own', 'C11', 'INCONCLUSIVE', 'sent-on',
    byPage(() => '', 302, uri => ({ location: `/next?to=${encodeURIComponent(uri)}` })),
  ],
  [
    'shows its page for a foreign address only', 'C11', 'INCONCLUSIVE', 'page-shown',
    onlyFor(asked => isForeign(asked.get('redirect_uri') ?? ''), page),
  ],
  ['shows its page to whoever comes', 'C11', 'INCONCLUSIVE', 'page-shown', page],
  [
    'is busy', 'C11', 'INCONCLUSIVE', 'server-failed',
    onlyFor(asked => isForeign(asked.get('redirect_uri') ?? ''), busy),
  ],
  ['refuses whatever it is asked', 'C11', 'INCONCLUSIVE', 'control-refused', () => ({ status: 400 })],
  ['compares the beginning', 'C12', 'FAIL', 'sent-to', authorizing({ redirect: uri => uri.startsWith(redirectUri) })],
  [
    'takes what a parser makes of it', 'C12', 'WEAK', 'sent-to',
    first(({ parameters }) =>
      new URL(parameters.get('redirect_uri') ?? '').pathname === '/callback'
        && !parameters.get('redirect_uri')?.endsWith('/callback')
        ? back(redirectUri, { error: 'login_required' })
        : undefined),
  ],
  [
    'takes the same address in capitals', 'C12', 'FAIL', 'sent-to',
    authorizing({ redirect: uri => uri.toLowerCase() === redirectUri }),
  ],
  ['knows one port', 'C13', 'WEAK', 'port-refused', authorizing({ redirect: uri => uri === redirectUri })],
  [
    'takes a name that begins like an address', 'C13', 'FAIL', 'sent-to',
    authorizing({ redirect: uri => /^http:\/\/127\.0\.0\.1/.test(uri) }),
  ],
  ['takes no other response type to heart', 'C14', 'FAIL', 'went-on', authorizing({ type: false })],
  [
    'fails at another response type', 'C14', 'WEAK', 'refused-otherwise',
    onlyFor(asked => asked.get('response_type') === 'token', () => back(redirectUri, { error: 'server_error' })),
  ],
  ['reads the first of two', 'C15', 'FAIL', 'went-on', authorizing({ twice: false })],
  [
    'goes where the second leads', 'C15', 'FAIL', 'sent-to',
    first(({ parameters }) =>
      parameters.getAll('redirect_uri').length > 1
        ? back(parameters.getAll('redirect_uri')[1] ?? '', { error: 'login_required' })
        : undefined),
  ],
  ['cuts a long state', 'C16', 'FAIL', 'parameter-differs', authorizing({ state: state => state.slice(0, 100) })],
  ['forgets the state', 'C16', 'FAIL', 'parameter-missing', authorizing({ state: () => null })],
  [
    'writes the state into its page', 'C16', 'FAIL', 'reflected',
    first(({ parameters }) => ({ status: 400, body: `<p>${parameters.get('state') ?? ''}` })),
  ],
  [
    'refuses a state with odd signs', 'C16', 'WEAK', 'refused-otherwise',
    onlyFor(asked => asked.get('state')?.includes('"') ?? false, () => ({ status: 400 })),
  ],
  [
    'lets a line break end a line', 'C17', 'FAIL', 'header-injected',
    onlyFor(
      asked => asked.get('nonce')?.includes('\r\n') ?? false,
      () => ({ status: 400, headers: { 'x-oauth-walk-check-nonce': 'injected' } }),
    ),
  ],
  [
    'breaks on a line break', 'C17', 'INCONCLUSIVE', 'server-failed',
    onlyFor(asked => asked.get('state')?.includes('\r\n') ?? false, () => ({ status: 500 })),
  ],
  [
    'repeats forms', 'C18', 'FAIL', 'redirect-keeps-method',
    first(() => back(redirectUri, { error: 'login_required' }, 307)),
  ],
  [
    'has moved for ever', 'C18', 'WEAK', 'redirect-keeps-method',
    first(() => back(redirectUri, { error: 'login_required' }, 301)),
  ],
  ['takes plain', 'C22', 'FAIL', 'went-on', authorizing({ method: false })],
  ['needs no PKCE', 'C23', 'FAIL', 'went-on', authorizing({ pkce: false })],
  [
    'does not know the public client', 'C23', 'INCONCLUSIVE', 'control-refused',
    first(({ parameters }, { client }) =>
      parameters.get('client_id') === client.client_id ? undefined : { status: 400 }),
  ],
]

describe('a provider that', () => {
  test.concurrent.for(sampled(rows, 3))('%s: %s %s', async ([, probe, verdict, seen, authorize], context) => {
    const { rules, status } = await examine(await openExamined(context, { authorize }), '--probe', probe)
    const { verdict: found, evidence } = rules[probe] ?? { verdict: 'none', evidence: [] }
    expect([found, evidence.map(({ code }) => code).at(seen === 'sent-to' ? 0 : -1)]).toEqual([verdict, seen])
    expect(status).toBe(
      verdict === 'FAIL' && ['C11', 'C12', 'C15', 'C16', 'C17', 'C23'].includes(probe)
        ? 3
        : verdict === 'INCONCLUSIVE'
          ? 5
          : 0,
    )
  })
})

/** Where the request object, which is read without a look at its signature, says that the browser is to be sent. */
const believing: Handler = ({ parameters }) => {
  const [, claims = ''] = (parameters.get('request') ?? '').split('.')
  const { state } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as { state?: string }
  return back(redirectUri, { error: 'login_required', state: state ?? parameters.get('state') })
}

describe('a request object', () => {
  test.concurrent.for<[string, string, string | undefined, Partial<Handlers>, Record<string, unknown>]>([
    ['that is believed unsigned', 'FAIL', 'request-object-taken', { authorize: believing }, {}],
    [
      'that may be unsigned, says the metadata, and is believed whoever signed it', 'FAIL', 'request-object-taken',
      { authorize: believing }, { request_object_signing_alg_values_supported: ['none'] },
    ],
    [
      'that is overlooked', 'SKIP', undefined,
      { authorize: ({ parameters }) => back(redirectUri, { error: 'login_required', state: parameters.get('state') }) },
      {},
    ],
    ['that is not known', 'SKIP', undefined, {}, {}],
    [
      'that is refused', 'PASS', undefined,
      {
        authorize: onlyFor(asked => asked.has('request'), () => back(redirectUri, { error: 'invalid_request_object' })),
      },
      {},
    ],
  ])('%s: C41 %s', async ([, verdict, seen, handlers, metadata], context) => {
    const { rules: { C41 } } = await examine(await openExamined(context, handlers, metadata), '--probe', 'C41')
    expect([C41?.verdict, C41?.evidence[0]?.code]).toEqual([verdict, seen])
  })
})

describe('a client without a secret', () => {
  test.concurrent('that is not taken without one is told why a pushed request was refused', async (context) => {
    const push: Handlers['push'] = () => ({ status: 401, body: { error: 'invalid_client' } })
    const publishing: Handler = async (asked, stub) => {
      const body = (await stub.good.discovery(asked, stub) as { body: object }).body
      return { body: { ...body, pushed_authorization_request_endpoint: `${stub.issuer}/push` } }
    }
    const stub = await openExamined(context, { push, discovery: publishing })
    const words = [
      'check', stub.issuer, '--i-operate', stub.issuer, '--client-id', stub.client.client_id, '--redirect-uri',
      redirectUri, '--second-client-id', 'other', '--no-sign-in', '--probe', 'C39', '--json',
    ]
    const { rules: [rule] }
      = JSON.parse((await startInside(words, { home: freshHome() }).ended).stdout) as { rules: Rule[] }
    expect([rule?.verdict, rule?.reason?.code, rule?.evidence[0]?.code]).toEqual([
      'INCONCLUSIVE', 'client-unsure', 'secret-wanted',
    ])
  })

  test.concurrent('nor a second one can have nothing judged of pushed requests where nobody signs in, and none is sent', async (context) => {
    const stub = await openExamined(context, {}, { pushed_authorization_request_endpoint: 'http://127.0.0.1:9/push' })
    const words = [
      'check', stub.issuer, '--i-operate', stub.issuer, '--client-id', stub.client.client_id, '--redirect-uri',
      redirectUri, '--no-sign-in', '--probe', 'C39,C03', '--json',
    ]
    const { stdout, stderr } = await startInside(words, { home: freshHome() }).ended
    const { rules } = JSON.parse(stdout) as { rules: (Rule & { id: string })[] }
    expect([
      rules.find(({ id }) => id === 'C39')?.reason?.code, stub.counts.push, stderr.match(/^\d+\/\d+ /gm),
    ]).toEqual(
      ['sign-in-off', 0, ['1/1 ']],
    )
  })

  const asks = async (context: TestContext, ...more: string[]) => {
    const stub = await openExamined(context, { authorize: authorizing({ pkce: false }) })
    const words = [
      'check', stub.issuer, '--i-operate', stub.issuer, '--client-id', stub.client.client_id, '--redirect-uri',
      redirectUri, '--no-sign-in', '--probe', 'C23', '--json',
    ]
    const { status, stdout } = await startInside([...words, ...more], { home: freshHome() }).ended
    const { rules: [rule] } = JSON.parse(stdout) as { rules: Rule[] }
    return [status, rule?.verdict, rule?.evidence[0]?.code]
  }

  test.concurrent('may be one whose secret was forgotten: the provider is not accused', async (context) => {
    expect(await asks(context)).toEqual([5, 'INCONCLUSIVE', 'secret-missing'])
  })

  test.concurrent('is a public one where that is said', async (context) => {
    expect(await asks(context, '--auth-method', 'none')).toEqual([3, 'FAIL', 'went-on'])
  })
})
