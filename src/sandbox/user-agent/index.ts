import { SandboxError } from '../errors.ts'
import { user } from '../user.ts'
import type { CookieJar } from './cookies.ts'
import { Browser, type Arrival, type Navigation } from './browser.ts'
import { readError, readPage, type Form } from './forms.ts'

const mostHops = 20

/**
 * What the user is to do other than sign in and allow; `onPage` hears of every page of the sandbox that was seen, `jar`
 * has the cookies of before.
 */
export interface SignInOptions {
  deny?: boolean
  username?: string
  password?: string
  signal?: AbortSignal
  jar?: CookieJar
  onPage?: (page: { title: string, url: string }) => void
}

/**
 * Does what a person with a browser does after the client sent them to `authorizationUrl`: signs in, allows (or
 * denies), and follows the way back, by redirect or form_post. Ends with the client's answer to its callback, or with
 * the sandbox's last page (so that it signs out too, given an end-session URL). Raises `SandboxError` `sign-in-failed`,
 * or the abort reason of `signal`.
 */
export async function signInAsTheUser(
  authorizationUrl: string, options: SignInOptions = {},
): Promise<{ status: number, url: string }> {
  const browser = new Browser(new URL(authorizationUrl).origin, options.signal, options.jar)
  try {
    return await walk(browser, authorizationUrl, options)
  } finally {
    browser.close()
  }
}

/**
 * The same, up to the client: where the browser would go next, and with which form where the answer is posted
 * (`response_mode=form_post`). Whoever holds the client's own cookies takes it from there.
 */
export async function signInUpToClient(authorizationUrl: string, options: SignInOptions = {}): Promise<Navigation> {
  const browser = new Browser(new URL(authorizationUrl).origin, options.signal, options.jar)
  try {
    let next: Navigation | undefined = { url: authorizationUrl }
    for (let hop = 0; hop < mostHops; hop++) {
      const arrival = await browser.go(next)
      next = arrival.location === undefined ? actOnPage(browser, arrival, options) : { url: arrival.location }
      if (!next) throw new SandboxError('sign-in-failed', { url: arrival.url, reason: 'no-way-back' })
      if (!browser.isHome(next.url)) return next
    }
    throw new SandboxError('sign-in-failed', { url: next.url, reason: 'too-many-hops' })
  } finally {
    browser.close()
  }
}

async function walk(browser: Browser, start: string, options: SignInOptions): Promise<{ status: number, url: string }> {
  let next: Navigation | undefined = { url: start }
  for (let hop = 0; hop < mostHops; hop++) {
    const arrival = await browser.go(next)
    // The client may send the browser back with another request.
    if (!browser.isHome(arrival.url) && !(arrival.location && browser.isHome(arrival.location)))
      return { status: arrival.status, url: arrival.url }
    next = arrival.location === undefined ? actOnPage(browser, arrival, options) : { url: arrival.location }
    if (!next) return { status: arrival.status, url: arrival.url }
  }
  throw new SandboxError('sign-in-failed', { url: next.url, reason: 'too-many-hops' })
}

function actOnPage(browser: Browser, arrival: Arrival, options: SignInOptions): Navigation | undefined {
  const { title, forms } = readPage(arrival.body, arrival.url)
  options.onPage?.({ title, url: arrival.url })
  const leavesHome = forms.some(form => !browser.isHome(form.action))
  if (arrival.status >= 400 && !leavesHome) {
    // The page that asks comes a second time where what was entered is wrong.
    const told = forms.some(form => form.asksPassword)
      ? { reason: 'wrong-credentials', username: options.username }
      : { reason: 'error-page' }
    throw new SandboxError('sign-in-failed', {
      url: arrival.url, status: arrival.status, title, ...told, ...readError(arrival.body),
    })
  }
  const form = chooseForm(forms, options)
  return form && { url: form.action, form: fillIn(form, options) }
}

// On the consent page "allow" is the first form and "deny" the second; before that one has to sign in in either case.
function chooseForm(forms: Form[], options: SignInOptions): Form | undefined {
  const denial = forms.find(form => form.action.endsWith('/abort'))
  const mustSignIn = forms.some(form => form.asksPassword)
  return options.deny === true && denial && !mustSignIn ? denial : forms[0]
}

function fillIn(
  form: Form, { username = user.username, password = user.password }: SignInOptions,
): Record<string, string> {
  return form.asksPassword ? { ...form.fields, username, password } : form.fields
}
