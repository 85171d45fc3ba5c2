import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { start, type CliOptions, type Ended, type Running } from '../support/cli.ts'
import type { Begin } from '../support/walks.ts'

/** What the browser's tab shows after the redirect. */
export interface Tab {
  status: number
  html: string
}

/** What a person at a browser does with the address that `login --no-open` printed: signs in and is sent back. */
export interface Visit<Begun = Running> {
  url: URL
  /** The answer that the browser's tab got from the client; the request is sent when this is called. */
  comeBack: (more?: Record<string, string>) => Promise<Tab>
  running: Begun
}

const loginBy = (words: string[]) => ['login', '--no-open', '--port', '0', '--timeout', '90', ...words]

/** Starts a login that prints its address, and reads it as a person would. */
export async function startLogin(words: string[], options: CliOptions): Promise<Visit> {
  return visitIn(start(loginBy(words), options))
}

async function visitIn<Begun extends ReturnType<Begin>>(running: Begun): Promise<Visit<Begun>> {
  const [address] = await running.sees('stderr', /(?<=^ *)https?:\/\/\S+[?&]response_type=code\S*(?=\n)/m)
  const url = new URL(address)
  return { url, running, comeBack: async more => bringBack(url, more) }
}

/** Walks to the end with a code that any stub takes. */
export async function walk(
  words: string[], options: CliOptions, begin: Begin = start,
): Promise<{ ended: Ended, url: URL, tab: Tab }> {
  const { url, running, comeBack } = await visitIn(begin(loginBy(words), options))
  return { url, tab: await comeBack(), ended: await running.ended }
}

async function bringBack(url: URL, more: Record<string, string> = {}): Promise<Tab> {
  const redirectUri = url.searchParams.get('redirect_uri') ?? ''
  const parameters = new URLSearchParams({
    code: 'the-one-use-code/+=', state: url.searchParams.get('state') ?? '', ...more,
  }).toString()
  const posted = url.searchParams.get('response_mode') === 'form_post'
  // Not fetch: it says that it is no navigation, and the listener lets in navigations only.
  return new Promise((resolve, reject) => {
    const headers = posted ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
    const asking = request(posted ? redirectUri : `${redirectUri}?${parameters}`, {
      method: posted ? 'POST' : 'GET', headers, agent: false,
    })
    asking.once('error', reject).once('response', response =>
      void text(response).then(html => resolve({ status: response.statusCode ?? 0, html }), reject))
    asking.end(posted ? parameters : undefined)
  })
}
