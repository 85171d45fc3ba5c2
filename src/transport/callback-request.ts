import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { methodOf, type Door, type Refusal } from './door.ts'
import { isForm, readPosted, readQuery } from './parameters.ts'

/** How the answer can come from the browser to the client. */
export type CallbackWay = 'listener' | 'paste'

/** A page for the tab, with the policy that lets just its own style and script run. */
export interface TabPage {
  status: number
  html: string
  contentSecurityPolicy: string
}

/** Who brought a request, once its state is proven. All but the first three can't be ours. */
export type Sender
  /** The browser that left by the start address. */
  = | 'the-browser-that-left'
    /** A person pasted it. */
    | 'person'
    /** No browser left by the start address, so nobody knows. */
    | 'unknown'
    | 'another-browser'
    /** Another user of this machine. */
    | 'another-user'
    /** The sender went away before anybody could look. */
    | 'left'
    /** It did not begin at the start address, and other machines may come here. */
    | 'never-left'

/** A request that was let in at the redirect URI, or the address that a person pasted. Nothing in it is proven yet. */
export interface CallbackRequest {
  way: CallbackWay
  /** Nothing for a pasted address: its request reached nobody. */
  method: string | undefined
  parameters: URLSearchParams
  /** It came by GET where a form was asked for, or as a form where a query was. */
  byOtherMethod: boolean
  /**
   * Finds out who brought it; for a form that may take a further visit of the browser, which then waits for the answer.
   */
  identify(): Promise<Sender>
  /**
   * Answers the tab and closes its connection; only the first answer counts. Settles when the page is on its way, or
   * nobody takes it.
   */
  answer(page: TabPage): Promise<void>
  /** The tab is there, and was not answered yet. */
  mayGoOn(): boolean
  /** Sends the tab on to another address; tells whether it was still there. */
  sendOn(location: string): Promise<boolean>
  /** Answers a request that is not the one that is waited for. */
  dismiss(page: TabPage): void
}

/** The parameters of a request at the redirect URI, by whichever method, or why it is refused. */
export async function readCallback(door: Door, request: IncomingMessage): Promise<URLSearchParams | Refusal> {
  const wanted = methodOf(door)
  const { method } = request
  if (method === 'GET') {
    const parameters = readQuery(request)
    return wanted === 'GET' || (parameters instanceof URLSearchParams && parameters.has('state'))
      ? parameters
      : wrongMethod(door)
  }
  return wanted === 'POST' || isForm(request) ? readPosted(request) : wrongMethod(door)
}

/** The refusal of a method that was not asked for. */
export function wrongMethod(door: Door): Refusal {
  return { status: 405, reason: 'wrong-method', allow: methodOf(door) }
}

const guards = {
  'content-type': 'text/html; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
}

const emptyPage = { html: '', contentSecurityPolicy: 'default-src \'none\'' }

/**
 * Answers a tab with a page and ends its connection; a second answer changes nothing. Nobody waits until it is read.
 */
export function answerPage(
  response: ServerResponse, { status, html, contentSecurityPolicy }: TabPage, more: OutgoingHttpHeaders = {},
): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, {
    ...guards, 'content-security-policy': contentSecurityPolicy, 'content-length': Buffer.byteLength(html), ...more,
  })
  response.end(html)
}

/** Milliseconds for which a page may wait behind the answer to an earlier request on its connection. */
const patience = 1000

/** Settles when an answer has been handed to the system, whether or not it is read. */
export async function isOnItsWay(response: ServerResponse): Promise<void> {
  if (response.writableFinished || response.destroyed) return
  const sent = new Promise<void>(resolve => response.once('finish', () => resolve()).once('close', () => resolve()))
  await Promise.race([sent, delay(patience, undefined, { ref: false })])
}

/** Answers what was refused at the door: at once, and without a word. */
export function answerRefusal(response: ServerResponse, { status, allow }: Refusal): void {
  answerPage(response, { ...emptyPage, status }, allow === undefined ? {} : { allow })
}

/** Sends the browser on by GET, whatever it came by (RFC 9110, section 15.4.4), and nobody hears where it came from. */
export function answerRedirect(response: ServerResponse, location: string, cookies: readonly string[] = []): void {
  answerPage(
    response, { ...emptyPage, status: 303 },
    { location, ...cookies.length === 0 ? {} : { 'set-cookie': [...cookies] } },
  )
}
