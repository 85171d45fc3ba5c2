import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Endpoint, RequestCounts } from '../endpoint.ts'
import type { KeyRing, SigningKey } from './keys.ts'

/** A JSON object as it goes over the wire. */
export type Json = Record<string, unknown>

/**
 * What a fault can make use of: where the sandbox is, its keys, its clients' secrets, and what it has been asked so
 * far.
 */
export interface World {
  issuer: string
  /**
   * An address of the sandbox that nobody has any business at: a client that asks there followed what it should not
   * have.
   */
  elsewhere: string
  keys: KeyRing
  secretOf: (clientId: string) => string
  /** How many requests came to an endpoint, the one under way included. */
  asked: RequestCounts
}

/** A token of the provider, such as an ID token, that is about to be signed again, and with what. */
export interface IdToken {
  header: Json
  claims: Json
  key: SigningKey
  /** The access token that comes with an ID token. */
  accessToken?: string
}

type Context = KoaContextWithOIDC
type MaybePromise<Value> = Value | Promise<Value>

/** Says something instead of the provider, which is asked only by `next`. */
export type Answer = (context: Context, world: World, next: () => Promise<unknown>) => MaybePromise<void>

/** Where a fault takes hold. Each hook changes what it is given in place; a text that it returns is sent instead. */
export interface Hooks {
  metadata?: (document: Json, world: World) => void
  keys?: (set: { keys: unknown }, world: World) => MaybePromise<void>
  authorizationResponse?: (parameters: URLSearchParams, world: World) => void
  /** The JWT that carries the authorization response, where the client asked for one (JARM). */
  signedResponse?: (token: IdToken, world: World) => MaybePromise<string | undefined> | MaybePromise<void>
  /** The address of the redirect back to the client, as the browser gets it. */
  location?: (location: string) => string
  /** The redirect back to the client after the sign-out. */
  signedOut?: (parameters: URLSearchParams, world: World) => void
  idToken?: (token: IdToken, world: World) => MaybePromise<string | undefined> | MaybePromise<void>
  tokenResponse?: (body: Json, world: World, context: Context) => MaybePromise<void>
  userinfo?: (claims: Json, world: World, context: Context) => MaybePromise<string | undefined> | MaybePromise<void>
  /** The JSON of an answer as text, for what no JSON value can express. */
  text?: Partial<Record<Endpoint, (json: string, world: World) => string | Buffer>>
  /** Header fields of an answer. */
  headers?: Partial<Record<Endpoint, Record<string, string>>>
  answer?: Partial<Record<Endpoint, Answer>>
  /** Stands before every address: changes what is asked there, and what is answered. */
  everywhere?: Answer
}

/** What takes hold inside the provider, where no message shows it. */
export interface Inside {
  /** Changes what the provider is made of. */
  configuration?: (configuration: Configuration) => void
  /** Changes how the provider judges. */
  provider?: (provider: Provider) => void
}
