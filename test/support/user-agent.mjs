// A person with a browser, as far as a walk needs one: follows redirects, keeps cookies, fills in forms, and lies to
// the client when told to. Nothing of the product is used here: it must not share the product's mistakes.
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { URLSearchParams } from 'node:url'

const mostHops = 20
const person = { login: 'zhangsan', username: 'zhangsan', password: 'walk-123456' }
const stranger = 'A'.repeat(43)

/** What is done to the parameters of the callback before they are brought to the client. */
const lies = {
  right: () => undefined,
  'wrong-state': parameters => parameters.set('state', stranger),
  'missing-state': parameters => parameters.delete('state'),
  'state-twice': parameters => parameters.append('state', parameters.get('state')),
  'denied-by-stranger': parameters => refuse(parameters, 'access_denied', stranger),
  'denied-without-state': parameters => refuse(parameters, 'access_denied', undefined),
  denied: parameters => refuse(parameters, 'access_denied', parameters.get('state')),
  refused: parameters => refuse(parameters, 'invalid_scope', parameters.get('state')),
  'code-twice': parameters => parameters.append('code', 'another-code'),
  'foreign-issuer': parameters => parameters.set('iss', 'https://attacker.example'),
  'no-issuer': parameters => parameters.delete('iss'),
  'no-code': parameters => parameters.delete('code'),
  'empty-code': parameters => parameters.set('code', ''),
  'garbage-code': parameters => parameters.set('code', 'a\r\n\u001b[2Jb'),
  'long-code': parameters => parameters.set('code', 'c'.repeat(5000)),
  'token-too': parameters => parameters.set('access_token', 'leaked-through-the-browser'),
}

function refuse(parameters, error, state) {
  parameters.delete('code')
  parameters.delete('state')
  parameters.set('error', error)
  if (state !== undefined) parameters.set('state', state)
}

/**
 * Opens an authorization request and does what it takes to come back to the client. Gives the last page seen and, for
 * each visit to the client's redirect URI, what was brought and what the client answered. `send` lists those visits;
 * `other-path` goes beside the redirect URI. `beforeForm` is called with the address that a form of the provider's is
 * about to be sent to; `as` says what stands in fields of which name.
 */
export async function browse(
  address, { deny = false, send = ['right'], leaveEarly = undefined, beforeForm, as = person } = {},
) {
  const redirectUri = new URL(address).searchParams.get('redirect_uri') ?? ''
  const browser = { cookies: [], visited: [] }
  let next = { url: address }
  for (let hop = 0; hop < mostHops; hop++) {
    if (redirectUri !== '' && next.url.split('?')[0] === redirectUri) {
      const brought = await bring(browser, next, send, leaveEarly)
      const { location } = brought.final ?? {}
      // The client sends the tab on with another request.
      if (location === undefined || new URL(location).origin === new URL(redirectUri).origin) return brought
      next = { url: location }
      continue
    }
    if (next.form !== undefined) await beforeForm?.(next.url)
    const page = await visit(browser, next)
    next = page.location === undefined ? actOn(page, deny, as) : { url: page.location }
    if (!next) return { final: page, callbacks: [], visited: browser.visited }
  }
  throw new Error(`more than ${mostHops} hops: ${browser.visited.join(' ')}`)
}

async function bring(browser, callback, send, leaveEarly) {
  const callbacks = []
  for (const kind of send) {
    const navigation = lie(kind, callback)
    if (leaveEarly) callbacks.push({ kind, ...navigation, answer: await knock(navigation, leaveEarly) })
    else callbacks.push({ kind, ...navigation, answer: await visit(browser, navigation) })
  }
  return { final: callbacks.at(-1)?.answer, callbacks, visited: browser.visited }
}

function lie(kind, { url, form }) {
  if (kind === 'other-path') return { url: url.replace(/(https?:\/\/[^/]+)[^?]*/, '$1/elsewhere'), ...form && { form } }
  const change = lies[kind]
  if (!change) throw new Error(`no such lie: ${kind}`)
  const [place, query = ''] = url.split('?')
  const parameters = new URLSearchParams(form ?? query)
  change(parameters)
  if (kind === 'right') return { url, ...form && { form } }
  return form ? { url, form: parameters.toString() } : { url: `${place}?${parameters.toString()}` }
}

/** One request, redirects not followed; a redirect's target stands in `location`. */
export async function visit(browser, { url, form }) {
  const target = new URL(url)
  browser.visited.push(`${target.origin}${target.pathname}`)
  const answer = await send(target, form, cookiesFor(browser.cookies, target))
  keepCookies(browser.cookies, target, answer.headers['set-cookie'])
  const page = await text(answer)
  const { statusCode: status, headers, headers: { location } } = answer
  const redirects = status >= 300 && status < 400 && location !== undefined
  return { url, status, headers, page, ...redirects && { location: new URL(location, target).href } }
}

function send(target, form, cookie) {
  return new Promise((resolve, reject) => {
    request(target, options(form, cookie)).once('response', resolve).once('error', reject).end(form)
  })
}

/**
 * Asks and goes away before the answer, as a tab that is closed does, once `seen` says that what it brought has
 * arrived.
 */
async function knock({ url, form }, seen) {
  await new Promise((resolve, reject) => {
    const asking = request(new URL(url), options(form, ''))
    asking.once('error', reject).end(form, () => void seen().then(() => {
      asking.destroy()
      resolve()
    }))
  })
  return undefined
}

function options(form, cookie) {
  return {
    agent: false,
    method: form === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'user-agent': 'scripted-browser',
      'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document',
      'sec-fetch-user': '?1',
      ...cookie === '' ? {} : { cookie },
      ...form === undefined
        ? {}
        : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) },
    },
  }
}

// Like a real browser's, these cookies know host and path but no port.
function cookiesFor(cookies, { hostname, pathname }) {
  const fits = ({ host, path }) =>
    host === hostname && (pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
  return cookies.filter(fits).map(({ name, value }) => `${name}=${value}`).join('; ')
}

function keepCookies(cookies, { hostname: host }, headers = []) {
  for (const header of headers) {
    const [pair, ...attributes] = header.split(';').map(part => part.trim())
    const attribute = wanted =>
      attributes.find(part => part.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
    const [name, ...value] = pair.split('=')
    const path = attribute('path') ?? '/'
    const place = cookies.findIndex(cookie => cookie.name === name && cookie.path === path && cookie.host === host)
    if (place >= 0) cookies.splice(place, 1)
    const expires = attribute('expires')
    if (expires === undefined || Date.parse(expires) > Date.now())
      cookies.push({ host, path, name, value: value.join('=') })
  }
}

/** Signs in where a password is asked for; elsewhere allows, or denies. Gives nothing on a page without a way on. */
function actOn({ page, url }, deny, as) {
  const forms = readForms(page, url)
  const asksPassword = forms.find(({ inputs }) => inputs.some(({ type }) => type === 'password'))
  if (asksPassword) return submit(asksPassword, as)
  const denial = forms.find(({ action, inputs }) =>
    action.endsWith('/abort') || inputs.some(({ value }) => value === 'false'))
  const cancel = /<a href="([^"]*\/abort)"/.exec(page)?.[1]
  if (deny && denial) return submit(denial, as)
  if (deny && cancel !== undefined) return { url: new URL(decode(cancel), url).href }
  return forms[0] && submit(forms[0], as)
}

function submit({ action, inputs, buttons }, as) {
  // Of several buttons the first one goes on, on every page that is known here.
  const fields = [
    ...inputs, ...buttons.slice(0, 1),
  ].filter(({ name }) => name !== undefined).map(({ name, value = '' }) => [name, as[name] ?? value])
  return { url: action, form: new URLSearchParams(fields).toString() }
}

function readForms(page, url) {
  return [...page.matchAll(/(<form\b[^>]*>)(.*?)<\/form>/gs)].map(([, opening, inside]) => ({
    action: new URL(attributes(opening).action ?? '', url).href,
    inputs: [...inside.matchAll(/<input\b[^>]*>/g)].map(([tag]) => attributes(tag)),
    buttons: [...inside.matchAll(/<button\b[^>]*>/g)].map(([tag]) => attributes(tag)).filter(({ type = 'submit' }) =>
      type === 'submit'),
  }))
}

function attributes(tag) {
  return Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value)]))
}

function decode(value) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }
  return value.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hexadecimal !== undefined) return String.fromCodePoint(parseInt(hexadecimal, 16))
    return named[name] ?? whole
  })
}
