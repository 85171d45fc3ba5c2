import type { Browser } from './user-agent.d.mts'
import { visit } from './user-agent.mjs'

/** Where the vendor sends the browser: an address to open, or a form to post there. */
export interface Delivery {
  url: string
  form?: string
}

/** What the vendor showed the person instead of sending them back. */
export interface ErrorPage {
  status: number
  page: string
}

/**
 * Opens an authorization request as a browser does, which keeps the fragment to itself; the double's person agrees at
 * once.
 */
export async function openAtVendor(address: string): Promise<Delivery | ErrorPage> {
  const answer = await fetch(address, { redirect: 'manual', headers: { accept: 'text/html' } })
  const location = answer.headers.get('location')
  const page = await answer.text()
  if (location !== null) return { url: new URL(location, address).href }
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]
  if (action === undefined) return { status: answer.status, page }
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((
    [, name = '', value = ''],
  ) => [name, decode(value)])
  return { url: decode(action), form: new URLSearchParams(fields as [string, string][]).toString() }
}

/** A page whose form brings the parameters to the redirect URI by POST (OAuth 2.0 Form Post Response Mode 1.0). */
export function formPostPage(action: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields).map(([name, value]) =>
    `<input type="hidden" name="${name}" value="${encode(value)}">`).join('')
  return `<!doctype html><title>Back</title><form method="post" action="${encode(action)}">${inputs}</form>`
}

/**
 * Brings the parameters to the client's redirect URI as a navigation: `fetch` would say that it is none, and the
 * listener believes it.
 */
export async function deliver({ url, form }: Delivery, browser: Browser = { cookies: [], visited: [] }): Promise<void> {
  await visit(browser, { url, ...form === undefined ? {} : { form } })
}

const encode = (value: string) => value.replace(/[&"<>]/g, character => `&#${character.charCodeAt(0)};`)
const decode = (value: string) => value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
