import type { ClientMetadata, Localized } from './client-metadata.ts'

/** Somebody who may sign in. */
export interface SandboxUser {
  username: string
  password: string
  /**
   * By the names of OpenID Connect Core 1.0, section 5.1; `sub` is the username where it is left out. A claim that
   * belongs to no scope is told to every client, in ID token and userinfo.
   */
  claims?: Record<string, unknown>
}

/**
 * A client, registered by the names of RFC 7591 and its extensions; any other is refused. One with a secret
 * authenticates by `client_secret_basic` or `client_secret_post`; one without is public and needs PKCE. Where all
 * redirect URIs are on this machine, their ports are free (RFC 8252, section 7.3).
 */
export interface SandboxClient extends ClientMetadata {
  client_id: string
  client_secret?: string
  redirect_uris?: string[]
  post_logout_redirect_uris?: string[]
  /** The fault that this client meets; `oauth-walk sandbox --misbehave list` names them. */
  misbehave?: string
  application_type?: 'native' | 'web'
  subject_type?: 'public' | 'pairwise'
  jwks?: { keys: object[] }
  [localized: `${Localized}#${string}`]: string
}

/** What a resource server takes: JWT access tokens (RFC 9068) with the resource as their audience. */
export interface SandboxResource {
  scopes?: string[]
  /** `opaque` tokens can only be introspected. Default: jwt */
  access_token_format?: 'jwt' | 'opaque'
}

/** In seconds. */
export interface SandboxLifetimes {
  authorization_code?: number
  access_token?: number
  id_token?: number
  refresh_token?: number
  session?: number
}

/** What is added to each token, and to the answer of the userinfo endpoint. */
export interface ExtraClaims {
  id_token?: Record<string, unknown>
  access_token?: Record<string, unknown>
  userinfo?: Record<string, unknown>
}

/** The endpoints that can be held up, and that faults take hold at. */
export type SandboxEndpoint = 'discovery' | 'registration' | 'push' | 'authorization' | 'token' | 'jwks' | 'userinfo'
  | 'revocation' | 'end_session'

/** The sandbox as it is to be; nothing need be given. `schema/sandbox-config.json` describes the same. */
export interface SandboxSettings {
  /** Where a file's schema is; nothing happens with it. */
  $schema?: string
  /** Port of 127.0.0.1; any free one where none is given. */
  port?: number
  /** Default: the user 张三 of every sandbox. */
  users?: SandboxUser[]
  /**
   * Default: `app` with the secret `secret` and `app-public` without one, with `/callback` of this machine at any port.
   */
  clients?: SandboxClient[]
  /** More scopes, each with the claims that it opens. */
  scopes?: Record<string, string[]>
  /** Resource servers by the values of `resource` (RFC 8707). */
  resources?: Record<string, SandboxResource>
  lifetimes?: SandboxLifetimes
  /** Whether the user is asked for consent; default true. */
  consent?: boolean
  /** The user who is signed in without a page. */
  signed_in?: string
  /**
   * Whether a refresh token is replaced at each use, and kills what came with it when it comes a second time; default
   * true.
   */
  rotation?: boolean
  claims?: ExtraClaims
  /**
   * Whether the claims of scopes stand in the ID token too; default false, as OpenID Connect Core 1.0, section 5.4 has
   * it.
   */
  claims_in_id_token?: boolean
  /** Milliseconds before an answer, of every endpoint or of some. */
  delay?: number | Partial<Record<SandboxEndpoint, number>>
  /** Origins that may read answers: all (true), none, or these. Default: those of each client's redirect URIs. */
  cors?: boolean | string[]
  /** Private keys (RFC 7517) with `alg`, to sign with. Default: a new one for each start. */
  keys?: Record<string, unknown>[]
  /** What a new key signs by; default ES256. */
  signing_alg?: 'ES256' | 'RS256' | 'PS256' | 'EdDSA'
  /** The fault that every client meets. */
  misbehave?: string
  /** What opens the control address; default: a new one for each start. At least 16 characters. */
  control_token?: string
}
