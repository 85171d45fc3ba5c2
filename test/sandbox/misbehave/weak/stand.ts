import { onTestFinished, vi } from 'vitest'
import type { Sandbox } from '../../../../src/sandbox/index.ts'
import { HandClient, openCallback, openSandbox, walkToCallback, type Json } from '../../support.ts'

/** What a probe is about: a question to the provider, what one that behaves answers, and what the weak one does. */
export interface Question {
  name: string
  ask: (stand: Stand) => Promise<unknown>
  well: unknown
  weak: unknown
}

/** The answer where a question makes no sense. */
export const notJudged = 'not judged'

/** What came back, as far as questions are about it. */
export interface Said {
  status: number
  headers: Headers
  body: string
  location: URL | undefined
  error: string | null
}

/** A sandbox with a client before it, whose every message may break a rule. */
export interface Stand {
  sandbox: Sandbox
  client: HandClient
  /** Another client of the same sandbox. */
  as: (clientId: string) => HandClient
  get: (path: string, headers?: Record<string, string>) => Promise<Said>
  /** An authorization request that shows no page; `undefined` leaves a parameter out. */
  ask: (more?: Record<string, string | undefined>, headers?: Record<string, string>) => Promise<Said>
  /** Signs in and brings a code. */
  code: (more?: Record<string, string | undefined>) => Promise<string>
  /** Signs in and redeems the code. */
  tokens: (more?: Record<string, string | undefined>) => Promise<Json>
}

/** Opens a sandbox, weak or not. */
export async function openStand(misbehave?: string): Promise<Stand> {
  const sandbox = await openSandbox({ misbehave })
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  const get = async (path: string, headers: Record<string, string> = {}) =>
    say(await fetch(new URL(path, sandbox.issuer), { redirect: 'manual', headers }))
  const code = async (more: Record<string, string | undefined> = {}) =>
    (await walkToCallback(client, callback, more)).params.get('code') ?? ''
  return {
    sandbox, client, get, code,
    as: clientId => new HandClient(sandbox, callback.uri, clientId),
    ask: async (more, headers) => get(client.authorizationUrl({ prompt: 'none', ...more }), headers),
    tokens: async more => (await client.exchange(await code(more))).body,
  }
}

async function say(answer: Response): Promise<Said> {
  const { status, headers } = answer
  const body = await answer.text()
  const target = headers.get('location')
  const location = target === null ? undefined : new URL(target, answer.url)
  return { status, headers, body, location, error: location ? errorIn(location) : null }
}

function errorIn({ searchParams, hash }: URL): string | null {
  return searchParams.get('error') ?? new URLSearchParams(hash.slice(1)).get('error')
}

/** That many seconds later, until the test ends. */
export function later(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
  onTestFinished(() => { vi.useRealTimers() })
}

/** The cookies of an answer, for the next request. */
export function cookiesOf({ headers }: Said): string {
  return headers.getSetCookie().map(cookie => cookie.slice(0, cookie.indexOf(';'))).join('; ')
}
