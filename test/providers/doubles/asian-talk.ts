import { onTestFinished } from 'vitest'
import { startVendor, type VendorDouble } from '../../support/vendor-double.ts'
import type { Dialogue, Members, Message, Passed } from './asian-messages.ts'

/** What a vendor answered: its JSON, its JSONP, its form, or the text as it is. */
export interface Reply { status: number, body: Record<string, unknown>, text: string, location: string | null }

/** A double that is talked to by plain requests, without the product. */
export interface Talk {
  double: VendorDouble
  send(message: Message): Promise<Reply>
  authorize(parameters: Members): Promise<Reply>
  /** A code of a sign-in of its own. */
  signIn(): Promise<string>
  /** The whole of a walk up to the tokens. */
  walk(): Promise<Passed>
}

export async function talkTo({ vendor, authorize, token }: Dialogue): Promise<Talk> {
  const redirectUri = vendor.redirectUri.replace('PORT', '18765')
  const double = await startVendor(origin => vendor.build(redirectUri, origin))
  onTestFinished(async () => double.close())
  const talk: Talk = {
    double,
    send: async message => request(double.origin, fill(message, redirectUri)),
    authorize: async parameters => talk.send({ method: 'GET', path: authorize.path, in: 'query', parameters }),
    signIn: async () => {
      const { location } = await talk.authorize(authorize.parameters)
      const back = new URL(location ?? 'http://nowhere.invalid').searchParams
      return back.get('code') ?? back.get('auth_code') ?? back.get('authCode') ?? ''
    },
    walk: async () => {
      const code = await talk.signIn()
      const { body } = await talk.send(token({ code, access: '', refresh: '' }))
      return { code, access: find(body, /^access_?token$/i), refresh: find(body, /^refresh_?token$/i) }
    },
  }
  return talk
}

/** The member of that name, at the top or in the envelope. */
function find(body: Record<string, unknown>, name: RegExp): string {
  const all = [
    body, ...Object.values(body).filter(value => typeof value === 'object' && value !== null),
  ] as Record<string, unknown>[]
  return String(all.flatMap(Object.entries).find(([key]) => name.test(key))?.[1] ?? '')
}

/** An empty redirect URI stands for the registered one; a signature is made last. */
function fill(message: Message, redirectUri: string): Message {
  const parameters = {
    ...message.parameters, ...message.parameters['redirect_uri'] === '' ? { redirect_uri: redirectUri } : {},
  }
  return { ...message, parameters: message.sign?.(parameters) ?? parameters }
}

async function request(origin: string, message: Message): Promise<Reply> {
  const text = new URLSearchParams(message.parameters).toString()
  const address = message.in === 'query' && text !== ''
    ? `${origin}${message.path}?${text}`
    : `${origin}${message.path}`
  const types = {
    query: {}, form: { 'content-type': 'application/x-www-form-urlencoded' },
    json: { 'content-type': 'application/json' },
  }
  const body = message.in === 'query' || message.method === 'GET'
    ? {}
    : { body: message.in === 'form' ? text : JSON.stringify(message.parameters) }
  const answer = await fetch(address, {
    method: message.method, redirect: 'manual', headers: { ...types[message.in], ...message.headers }, ...body,
  })
  const said = await answer.text()
  return { status: answer.status, body: parse(said), text: said, location: answer.headers.get('location') }
}

function parse(said: string): Record<string, unknown> {
  const bare = said.replace(/^&&&START&&&/, '').replace(/^callback\( (.*) \);\s*$/s, '$1')
  try {
    return JSON.parse(bare) as Record<string, unknown>
  } catch {
    return Object.fromEntries(new URLSearchParams(bare))
  }
}
