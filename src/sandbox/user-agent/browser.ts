import { Agent, request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { SandboxError } from '../errors.ts'
import { sandboxHost } from '../host.ts'
import { CookieJar } from './cookies.ts'

/** Where to go next; with `form`, by posting these fields. */
export interface Navigation { url: string, form?: Record<string, string> }

/** What came back from one request: a redirect's target in `location`, else a document in `body`. */
export interface Arrival { url: string, status: number, location?: string, body: string }

/** As much as browsers take: an address in a redirect may be long. */
const mostHeaderBytes = 256 * 1024

const headers = {
  accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
  'user-agent': 'oauth-walk-sandbox-user',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}

/**
 * Makes the requests of a browser that one person uses on one site. Its cookies stay with that site, and it stays on
 * loopback.
 */
export class Browser {
  readonly home: string
  readonly #signal: AbortSignal | undefined
  readonly #jar: CookieJar
  readonly #agent = new Agent({ keepAlive: true })

  constructor(home: string, signal: AbortSignal | undefined, jar = new CookieJar()) {
    this.home = home
    this.#jar = jar
    this.#signal = signal
  }

  /** Whether `url` is on the site whose cookies are kept. */
  isHome(url: string): boolean {
    return new URL(url).origin === this.home
  }

  /**
   * One request, redirects not followed. Raises `sign-in-failed` (reason not-loopback or unreachable), or the signal's
   * reason.
   */
  async go(navigation: Navigation): Promise<Arrival> {
    const target = loopbackUrl(navigation.url)
    const atHome = this.isHome(target.href)
    const { answer, body } = await this.#fetch(
      target, navigation.form, atHome ? this.#jar.headerFor(target.pathname) : '',
    )
    if (atHome) this.#jar.take(answer.headers['set-cookie'])
    const { statusCode: status = 0, headers: { location } } = answer
    const redirects = status >= 300 && status < 400 && location !== undefined
    return { url: target.href, status, body, ...redirects && { location: new URL(location, target).href } }
  }

  /** Gives back the connections. */
  close(): void {
    this.#agent.destroy()
  }

  async #fetch(
    target: URL, form: Record<string, string> | undefined, cookie: string,
  ): Promise<{ answer: IncomingMessage, body: string }> {
    try {
      const answer = await this.#send(target, form, cookie)
      return { answer, body: await text(answer) }
    } catch (error) {
      this.#signal?.throwIfAborted()
      throw new SandboxError('sign-in-failed', { url: target.origin, reason: 'unreachable' }, error)
    }
  }

  async #send(target: URL, form: Record<string, string> | undefined, cookie: string): Promise<IncomingMessage> {
    const body = form && new URLSearchParams(form).toString()
    return await new Promise((resolve, reject) => {
      request(target, {
        method: body === undefined ? 'GET' : 'POST',
        agent: this.#agent,
        // A browser knows what localhost is, whatever the machine's list of hosts says.
        ...target.hostname === 'localhost' && sandboxHost() === '::1' && { hostname: '::1' },
        maxHeaderSize: mostHeaderBytes,
        ...this.#signal && { signal: this.#signal },
        headers: {
          host: target.host,
          ...headers,
          ...cookie !== '' && { cookie },
          ...body !== undefined
          && {
            origin: this.home, 'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
          },
        },
      }).once('response', resolve).once('error', reject).end(body)
    })
  }
}

function loopbackUrl(address: string): URL {
  const url = new URL(address)
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol !== 'http:' || !isLoopback)
    throw new SandboxError('sign-in-failed', { url: url.origin, reason: 'not-loopback' })
  return url
}
