import { expect, onTestFinished } from 'vitest'
import { freePort } from '../../support/ports.ts'
import type { RegisteredVendor } from '../../support/vendor-application.ts'
import { startVendor, type Heard, type VendorDouble } from '../../support/vendor-double.ts'
import { runLater, walkVendor, type Callback, type VendorWalk } from '../../support/vendor-walk.ts'
import { freshHome, type Ended } from '../../support/cli.ts'
import { expire } from '../../cli/support.ts'

/** A vendor that runs, a home, and the commands of one person there. */
export interface Visit {
  home: string
  double: VendorDouble
  redirectUri: string
  login: (words?: readonly string[], change?: (callback: Callback) => void) => Promise<VendorWalk>
  later: (...words: string[]) => Promise<Ended>
}

export async function visit(vendor: RegisteredVendor): Promise<Visit> {
  // Vendors that refuse loopback are walked by pasting the address of the page that could not load.
  const paste = !vendor.redirectUri.includes('PORT')
  const redirectUri = paste ? vendor.redirectUri : vendor.redirectUri.replace('PORT', String(await freePort()))
  const double = await startVendor(origin => vendor.build(redirectUri, origin))
  onTestFinished(async () => double.close())
  const own = { home: freshHome(), secret: vendor.client.secret }
  const words = ['--client-id', vendor.client.id, '--redirect-uri', redirectUri, ...vendor.words ?? []]
  return {
    ...own, double, redirectUri,
    login: async (more = [], change) => walkVendor(
      vendor.name, double, [...words, ...more],
      { ...own, paste, opened: vendor.name === 'zhihu', ...change && { change } },
    ),
    later: async (...later) => runLater(later, own),
  }
}

const spoken = ['content-type', 'authorization', 'x-acs-dingtalk-access-token']

/** The messages from there on, each in one line byte for byte, with what is random replaced by its name. */
export function transcribe(heard: readonly Heard[], names: Readonly<Record<string, string>>): string[] {
  return heard.map(({ method, target, headers, body }) => {
    const said = spoken.map(name => headers[name]).filter(value => value !== undefined)
    const line = [`${method} ${target}`, ...said, ...body === '' ? [] : [body]].join(' | ')
    return nameRandom(line, names)
  })
}

/**
 * A text with each of these values replaced by its name, however it is encoded there; tokens and signatures are named
 * by where they stand.
 */
export function nameRandom(text: string, names: Readonly<Record<string, string>>): string {
  const known = Object.entries(names).reduce(
    (line, [name, value]) => formsOf(value).reduce((part, form) => part.replaceAll(form, `{${name}}`), line), text,
  )
  return known
    .replaceAll(/((?:^|[?&])(?:state|nonce|code_challenge)=)[A-Za-z0-9_-]{43,64}(?=&|#|$)/g, '$1{random}')
    .replaceAll(/("code_verifier":"|code_verifier=)[A-Za-z0-9_-]{43}/g, '$1{verifier}')
    .replaceAll(/(sign=)[A-Za-z0-9%]{32,}/g, '$1{signature}')
    .replaceAll(/(timestamp=)\d{4}-\d\d-\d\d\+\d\d%3A\d\d%3A\d\d/g, '$1{now}')
    .replaceAll(/((?:[?&|] ?|^)(?:access_token|refresh_token|auth_token|token)=)[A-Za-z0-9_-]{32}/g, '$1{token}')
    .replaceAll(/("refresh_?[tT]oken":")[A-Za-z0-9_-]{32}/g, '$1{token}').replaceAll(/(Bearer |\| )[A-Za-z0-9_-]{32}$/g, '$1{token}')
}

/** A value as it is, in an address, and in a form. */
function formsOf(value: string): string[] {
  const forms = [new URLSearchParams([['', value]]).toString().slice(1), encodeURIComponent(value), value]
  return [...new Set(forms)].filter(form => form !== '')
}

/**
 * Which kinds of deviation a vendor's walk shows by its bytes; D9 is shown by its refusals, D14 and D15 by tests of
 * their own.
 */
export const kindsShown: Readonly<Record<string, string>> = {
  kakao: 'D3 D4 D6 D12 D13',
  naver: 'D3 D4 D5 D6 D7 D8 D13',
  'wechat-web': 'D1 D2 D3 D4 D5 D6 D7 D8 D11 D12',
  'wechat-mp': 'D1 D2 D3 D4 D5 D6 D7 D8 D11 D12',
  wecom: 'D1 D2 D3 D4 D5 D6 D7 D8 D10 D11 D12 D13',
  qq: 'D3 D4 D6 D7 D8 D11 D12 D13',
  weibo: 'D3 D4 D6 D8 D11 D12',
  alipay: 'D1 D2 D3 D4 D5 D6 D7 D8 D10 D12 D13',
  dingtalk: 'D1 D2 D4 D5 D6 D7 D8 D11 D12',
  feishu: 'D7 D11 D13',
  lark: 'D7 D11 D13',
  gitee: 'D4 D6 D7 D12 D13',
  baidu: 'D3 D4 D6 D7 D8 D12 D13',
  douyin: 'D1 D3 D4 D6 D7 D8 D11 D12 D13',
  tiktok: 'D1 D3 D4 D12 D13',
  zhihu: 'D1 D2 D3 D4 D5 D6 D8 D11 D13',
  huawei: 'D2 D11 D12',
  xiaomi: 'D1 D2 D3 D4 D6 D7 D8 D11 D12 D13',
  jd: 'D1 D4 D6 D10 D11 D12 D13',
}

/** What a walk at a vendor must look like, written from the vendor's pages. */
export interface ExpectedWalk {
  vendor: RegisteredVendor
  /** Path, query in order, and fragment of the printed address. */
  authorization: string
  /** Everything that is sent behind the browser's back during the login. */
  back: readonly string[]
  /** The claims, the standard ones first and in this order; an object is compared by the members that it names. */
  claims: Record<string, unknown>
  /** What a refresh sends; nothing where the vendor has no refresh. */
  refresh: readonly string[] | undefined
  /** What `userinfo` sends afterwards, where it differs from the login's own. */
  again: readonly string[]
  /** The name under which the code comes back, `code` by itself. */
  codeParameter?: string
  /** What the document says when the vendor refuses the code. */
  refused: { error: string, error_description: string, status: number }
  /** The deviations that are tolerated and told. */
  findings?: readonly string[]
}

export async function expectWalk(
  { vendor, authorization, back, claims, refresh, again, findings = [] }: ExpectedWalk,
): Promise<void> {
  const { home, double, redirectUri, login, later } = await visit(vendor)
  const walk = await login(['--json'])
  expect({ status: walk.status, faults: double.faults, page: walk.page }, walk.stderr).toEqual({
    status: 0, faults: [], page: undefined,
  })
  const code = walk.callback?.get('code')
    ?? walk.callback?.get('authCode')
    ?? walk.callback?.get('auth_code')
    ?? walk.callback?.get('authorization_code')
    ?? ''
  const names = {
    redirect_uri: redirectUri, code, client_id: vendor.client.id, client_secret: vendor.client.secret,
    origin: double.origin,
  }
  expect(nameRandom(walk.address, names)).toBe(`{origin}${authorization}`)
  const sent = () =>
    transcribe(double.heard.splice(0), names).filter(line => !/^GET \/(\.well-known|oauth2\/v3\/certs)/.test(line))
  expect(sent().slice(1)).toEqual(back)
  const document = JSON.parse(walk.stdout) as { subject: string, userinfo: object, findings: { code: string }[] }
  expect([...new Set(document.findings.map(finding => finding.code))].sort()).toEqual([...findings].sort())
  expectClaims(document.userinfo, claims)

  if (refresh) expire(home)
  else expect(await later('token', 'refresh', '--json')).toMatchObject({ status: 7 })
  const shown = await later('userinfo')
  expect({ status: shown.status, faults: double.faults }, shown.stderr).toEqual({ status: 0, faults: [] })
  expect(sent()).toEqual([...refresh ?? [], ...again])
  expectClaims(JSON.parse(shown.stdout) as object, claims)
}

function expectClaims(actual: object, claims: Record<string, unknown>): void {
  expect(actual).toMatchObject(claims)
  const standard = Object.keys(claims).filter(name => ['sub', 'name', 'email', 'picture'].includes(name))
  expect(Object.keys(actual).slice(0, standard.length)).toEqual(standard)
}

/** A code that the vendor did not issue ends the login with the vendor's own words. */
export async function expectRefusal({ vendor, codeParameter = 'code', refused }: ExpectedWalk): Promise<void> {
  const { double, login } = await visit(vendor)
  const walk = await login(['--json'], callback => callback.set(codeParameter, 'nobody-s-code'))
  const document = JSON.parse(walk.stdout) as { error: { exit_code: number, provider: object } }
  expect({ status: walk.status, faults: double.faults, provider: document.error.provider }, walk.stdout)
    .toEqual({ status: 3, faults: ['code-unknown code'], provider: refused })
}
