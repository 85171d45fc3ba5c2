import type { IncomingHttpHeaders } from 'node:http'

/** What the browser does to the callback before it brings it to the client; `other-path` goes beside the redirect URI. */
export type Lie
  = 'right' | 'wrong-state' | 'missing-state' | 'state-twice' | 'denied-by-stranger' | 'denied-without-state' | 'denied' | 'refused'
    | 'code-twice' | 'foreign-issuer' | 'no-issuer' | 'no-code' | 'empty-code' | 'garbage-code' | 'long-code' | 'token-too' | 'other-path'

export interface BrowseOptions {
  deny?: boolean
  send?: readonly Lie[]
  /** Goes away before the client has answered. */
  leaveEarly?: () => Promise<unknown>
  /** Is called with the address that a form of the provider's is about to be sent to. */
  beforeForm?: (url: string) => Promise<void>
}

export interface Page {
  url: string
  status: number
  headers: IncomingHttpHeaders
  page: string
  location?: string
}

/** One visit to the client's redirect URI: what was brought, and what the client answered. */
export interface Callback {
  kind: Lie
  url: string
  form?: string
  answer?: Page
}

export interface Browsed {
  final?: Page
  callbacks: Callback[]
  visited: string[]
}

/** What a browser keeps from one visit to the next. */
export interface Browser { cookies: unknown[], visited: string[] }

export function browse(address: string, options?: BrowseOptions): Promise<Browsed>
export function visit(browser: Browser, navigation: { url: string, form?: string }): Promise<Page>
