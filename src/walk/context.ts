import type { Failure, FailureCode, StepId } from '../codes/failure.ts'
import type { ClientCredentials } from '../protocol/authentication/credentials.ts'
import type { AuthorizationServer, BehindResource } from '../protocol/metadata.ts'
import type { ClientMetadata } from '../protocol/registration/client-metadata.ts'
import type { RegisteredClient } from '../protocol/registration/registered-client.ts'
import type { Secret } from '../secrets/secret.ts'
import type { DecryptionKey } from '../protocol/encryption/decryption-key.ts'
import type { AuthenticationMethod } from '../protocol/authentication/methods.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { TabPage } from '../transport/callback-request.ts'
import type { Listening } from '../transport/callback-source.ts'
import type { ReadPasted } from '../transport/pasted.ts'
import type { Send, WireResponse } from '../wire.ts'
import type { Bond } from './bond.ts'
import type { Watcher } from './events.ts'
import type { Extension } from './extension.ts'

/**
 * The provider as the user named it: by issuer, by endpoints, or both (an endpoint given by hand wins over a discovered
 * one).
 */
export interface ProviderSettings {
  issuer: string | undefined
  endpoints: Partial<Record<'authorization_endpoint' | 'token_endpoint' | 'userinfo_endpoint' | 'revocation_endpoint'
  | 'jwks_uri' | 'device_authorization_endpoint'
  | 'pushed_authorization_request_endpoint' | 'introspection_endpoint' | 'registration_endpoint', string>>
  /** Those of the endpoints that come from a variable although the provider was typed, each with its name. */
  fromEnvironment?: Readonly<Record<string, string>>
  /**
   * A resource named the issuer, or it was guessed to be the resource's host: its metadata is looked for in the order
   * of RFC 8414.
   */
  behindResource?: BehindResource
}

/** A platform, such as a CI service or a cluster, that says by a signed token what runs on it. */
export interface Platform {
  /** The audience of its token; the provider where nobody names one. */
  audience: string | undefined
  /** The wire over which it is asked; undefined where it left its token to be read. */
  wire?: Send
  /** Takes its token, anew each time. */
  take: (send: Send | undefined, audience: string) => Promise<Secret>
  /** Claims of its last token: an administrator compares them with the trust that is set up. */
  presented?: Readonly<Record<'iss' | 'sub' | 'aud', unknown>>
}

/** The client as it is registered at the provider. */
export interface ClientSettings extends ClientCredentials {
  authentication: AuthenticationMethod | undefined
  /** The platform that speaks for it, instead of a secret. */
  platform?: Platform | undefined
  /** Its key pairs to which the provider encrypts; they sign nothing. */
  decryptionKeys?: readonly DecryptionKey[] | undefined
}

/** The settings of one login: what it asks for, and how the answer comes back. Times are in seconds. */
export interface LoginSettings {
  /** The target in the user's word: `sandbox`, an issuer, a profile. */
  target: string
  profile: string
  scope: string[] | undefined
  parameters: [name: string, value: string][]
  tokenParameters: [name: string, value: string][]
  redirectUri: string
  ports: number[]
  responseMode: 'query' | 'form_post'
  /** Where the answer is listened for; nowhere with `--paste`. */
  listening: Listening | undefined
  pkce: boolean
  /** The ID token must carry this request's nonce; without one, PKCE ties the code to the request. */
  nonce: boolean
  maxAge: number | undefined
  waitSeconds: number
  /** After how many seconds of waiting to say what may be wrong: each once. */
  remindAfterSeconds: readonly number[]
}

/** The things that any command needs to speak with a provider over the back channel. */
export interface Traveller {
  provider: ProviderSettings
  client: ClientSettings
  /** The bare wire; the steps use `backChannel(walk)`, which adds recorder and extensions. */
  send: Send
  /** Milliseconds since 1970, by a clock that may be set: for what is compared with the provider's time. */
  now: () => number
  /** Milliseconds since some moment, by a clock that nobody sets: for waits and durations. */
  elapsed: () => number
  signal: AbortSignal
  secrets: Secrets
  observers: readonly Watcher[]
  extensions: readonly Extension[]
  /** Deviations are not tolerated. */
  strict: boolean
  /** Failed checks are shown and end nothing, so that later rules are judged too. Such a walk signs nobody in. */
  judging?: true | undefined
  step?: StepId
}

/** How the tab that comes back from the provider is answered; made by whoever knows the user's language. */
export interface TabPages {
  /** For a request that is not this walk's answer, or comes too late. */
  ignored(): TabPage
  /** For a tab that brings the answer a second time, or is loaded again. */
  over(): TabPage
  /** For a tab that asks under another host; the page names the right one. */
  strange(host: string): TabPage
  /** For a tab that has waited long enough. */
  unfinished(): TabPage
  finished(outcome: { ok: true } | { ok: false, failure: Failure }): TabPage
}

/** How an address is pasted, and how many wrong ones end the walk. */
export interface Pasting {
  read: ReadPasted
  tries: number
  /** A pasted address can be the answer; otherwise the terminal is read only for keys that do something else. */
  isOffered: boolean
}

/**
 * How the client comes by its id in step 1: it is registered at the provider already, or registers itself (RFC 7591).
 */
export interface Registering {
  /** The metadata that it wants to be registered with. */
  metadata: (server: AuthorizationServer, scope: readonly string[]) => ClientMetadata
  /** The user said how the client authenticates: one that is registered otherwise has to be changed. */
  isMethodAsked: boolean
  /** Where this login's code comes back; nothing where none does. */
  redirectUri: string | undefined
  initialAccessToken: Secret | undefined
  /**
   * The client that is kept for an issuer, and good at no other; undefined also where the provider has forgotten it.
   */
  read: (issuer: string) => Promise<RegisteredClient | undefined>
  /** Keeps it for the next time, and gets ready to keep what it is given. */
  keep: (client: RegisteredClient) => Promise<void>
}

/** A resource that step 6 opens instead of the userinfo endpoint. */
export interface OpenedResource {
  url: string
  /** Failures in which the resource refused: the tokens are kept all the same. */
  refusals: readonly FailureCode[]
  /** Shows the resource with a token. Raises `resource-refused`. */
  visit: (send: Send, accessToken: string) => Promise<Record<string, unknown>>
}

/** A protected resource as the target of a walk: where it is, and how one speaks with it. */
export interface ProtectedResource extends OpenedResource {
  /** The authorization server that the user named: no other is asked. */
  authorizationServer: string | undefined
  /** What ties the client to one authorization server; nothing for whoever has none. */
  bond?: Bond | undefined
  /** Sends one request without a token, and gives its answer unjudged. */
  knock: (send: Send) => Promise<WireResponse>
}

/**
 * Everything that the six steps need. Its impure parts are plain functions: send, openBrowser, pasting.read and vouch,
 * random, now, elapsed, and signal.
 */
export interface Walk extends Traveller {
  login: LoginSettings
  /** The resource whose provider is to be found; nothing where the user named the provider. */
  resource?: ProtectedResource | undefined
  /**
   * The resource that the tokens are for (RFC 8707), which step 6 opens instead of the userinfo endpoint; `left-out`
   * where there is no single address to open.
   */
  opens?: OpenedResource | 'left-out' | undefined
  /** Nothing where somebody else registered the client. */
  registering?: Registering | undefined
  /**
   * Opens the resource owner's browser at the authorization URL, or prints that for them. Rather than at `url`, it may
   * be opened at `start`, an address of the listener's that leads there, and by which the browser is known again.
   */
  openBrowser: (url: string, start?: string) => Promise<void>
  /** The browser is opened at the start address. */
  opensStart?: boolean
  /**
   * Asks the person at the terminal whether an answer that brought no state is theirs; nothing where there is nobody to
   * ask.
   */
  vouch?: (() => Promise<boolean>) | undefined
  /**
   * Reads the address of the page that the browser was sent to, from whoever pastes it; nothing where nobody is asked.
   */
  pasting: Pasting | undefined
  /** That many random bytes. */
  random: (bytes: number) => Uint8Array
  pages: TabPages
}
