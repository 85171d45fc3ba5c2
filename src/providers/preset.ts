import type { AuthenticationMethod } from '../protocol/authentication/methods.ts'

/**
 * Facts about one provider: data only. Texts that are sent may hold `{name}`: one of the preset's variables,
 * `{client_id}`, `{client_secret}`, `{redirect_uri}`, `{code}`, `{access_token}`, `{refresh_token}`, `{token.FIELD}` (a
 * field of the token response) or `{saved.NAME}` (a value that an earlier userinfo request saved).
 */
export interface Preset {
  id: string
  name: string
  /** The provider's own name for Chinese readers, where it has one. */
  localName?: string
  region: 'west' | 'asia' | 'china'
  /** The day on which these facts were last compared with their sources, as YYYY-MM-DD. */
  checked: string
  sources: string[]
  confidence: 'high' | 'medium' | 'low'
  /** Facts that no source confirmed, as paths of this preset (`endpoints.device`, `redirect`). */
  unconfirmed: string[]
  /**
   * Variables that differ from tenant to tenant; each is a flag of its own (`tenant`, `domain`, `realm`, `region`,
   * `base-url`) or given by `--provider-var`.
   */
  variables?: Record<string, { example: string, default?: string }>
  /** Where OpenID Connect discovery works: the metadata then wins over the endpoints below. */
  issuer?: string
  /**
   * The issuer of ID tokens where it names the user's own tenant, with a claim in braces:
   * `https://login.example.com/{tid}/v2.0`.
   */
  idTokenIssuer?: string
  endpoints: { authorization: string, token: string, userinfo?: string, revocation?: string, device?: string }
  authentication: AuthenticationMethod
  /** Locks that the provider was known to take when it was `checked`; metadata, where it has some, says more. */
  locks?: PresetLock[]
  /** The provider takes clients without a secret; `empty-secret`: they send HTTP Basic with an empty one. */
  publicClients?: true | 'empty-secret'
  /** The audience that it wants in a platform's token, where that is not its issuer. */
  workloadAudience?: string
  scopes: string[]
  /**
   * Scopes and parameters that make the provider issue a refresh token; sent unless `--no-offline`. `repeatsScope`: it
   * wants the scope again with each refresh.
   */
  offline?: { scopes?: string[], parameters?: Record<string, string>, repeatsScope?: true }
  redirect: RedirectRules
  dialect?: Dialect
  /** The one file of code that data can't replace: it sees each request last, right before the wire. */
  code?: 'apple' | 'alipay' | 'jd'
  /** What a user should know, in both languages. */
  notes?: Words[]
}

/**
 * A way for a client to prove itself by a signature, instead of a secret that it was given; `demanded`: there is no
 * other.
 */
export interface PresetLock {
  lock: 'private_key_jwt' | 'client_secret_jwt' | 'signed-secret'
  /** The flags with which a login uses it. */
  flags: string
  demanded?: true
}

/** A sentence in both languages. */
export interface Words {
  en: string
  zh: string
}

/**
 * The redirect URIs that the provider takes: whether a listener on loopback can receive the code, and what to register.
 */
export interface RedirectRules {
  loopback: 'yes' | 'partial' | 'no' | 'unknown'
  /** The redirect URI that is used unless another one is given. */
  uri: string
  /** `any`: the port may differ from the registered one. */
  port: 'any' | 'exact'
  /** The only type of client for which it may differ, as the provider's console calls it. */
  anyPortFor?: Words
  /** The page where a client is registered, where it has one address; it may hold the preset's variables. */
  console?: string
  /** What to enter at the provider, and where; `{redirect_uri}` stands for the redirect URI in use. */
  register: Words
  /** Ways out where loopback does not work, in the order in which to try them. */
  workarounds: Workaround[]
}

/**
 * `swap-host`: localhost for 127.0.0.1 or the reverse; `code-page`: a page of the provider that shows the code;
 * `own-domain`: a name that points at 127.0.0.1.
 */
export type Workaround
  = | { way: 'swap-host' | 'paste' | 'own-domain' | 'device' }
    | { way: 'code-page', uri: string }

/** The ways in which a provider's messages differ from the standard's; those left out are standard. */
export interface Dialect {
  authorization?: {
    /** Standard name → the provider's name. */
    names?: Record<string, string>
    parameters?: Record<string, string>
    /** Standard names of what is not sent. */
    omit?: string[]
    /** The provider's names in the order that it insists on; what is not named comes last. */
    order?: string[]
    /** Behind the `#` of the address. */
    fragment?: string
    scopeSeparator?: string
  }
  /** The scope `openid` brings no ID token here: no nonce is sent, and nothing is missed. */
  idToken?: 'none'
  /** `off`: the provider does not know PKCE, or refuses it. `hex`: the challenge is hexadecimal. */
  pkce?: 'off' | 'hex'
  /** `pkce`: sends no PKCE in the device flow, where the provider refuses parameters that it does not know. */
  device?: { pkce: 'off' }
  callback?: {
    /** The provider's name for `code`. */
    code?: string
    /** The provider does not always send the state back: the login goes on without it, and says so. */
    stateMayBeMissing?: boolean
    /** A denial comes back with the state and neither code nor error. */
    bareDenial?: boolean
  }
  token?: RequestRules
  /** `false`: there is nothing to refresh. What is left out is as for the token request. */
  refresh?: RequestRules | false
  /** How a token is revoked, where the provider has an endpoint for it but not RFC 7009's words. */
  revocation?: RequestRules
  reply?: ReplyRules
  errors?: ErrorRule[]
  userinfo?: UserinfoRequest[]
  /**
   * Where the claims stand, as paths into the last userinfo answer: `data.user.id`, `images[0].url`,
   * `emails[primary=true].email`, `unionid | openid`, `token.openid`, `saved.email`, `id_token.sub`,
   * `callback.user.name`, or a text with `{path}` in it.
   */
  claims?: { sub: string, name?: string, email?: string, picture?: string }
}

/** How a request to the token endpoint is written. */
export interface RequestRules {
  url?: string
  method?: 'GET' | 'POST'
  encoding?: 'form' | 'json' | 'query'
  /** Standard name → the provider's name. */
  names?: Record<string, string>
  parameters?: Record<string, string>
  /** Standard names of what is not sent. */
  omit?: string[]
  order?: string[]
  headers?: Record<string, string>
}

/** Where the token response's members stand. */
export interface ReplyRules {
  /** The member that holds the response; where it is missing, the response stands at the top. */
  envelope?: string
  /** Standard name → path in the answer. */
  names?: Record<string, string>
  /** Values of `token_type` that this provider gives to tokens which are sent like bearer tokens. */
  tokenTypes?: string[]
}

/**
 * How the provider tells of an error, other than by the standard's `error`, also in an answer with status 200. A rule
 * for `token` holds for a device code (`poll`) too, unless an earlier one does.
 */
export interface ErrorRule {
  in?: ('token' | 'refresh' | 'userinfo' | 'poll')[]
  /** Where the code stands; it is an error if it is there and not one of `fine`. */
  at: string
  fine?: (string | number | boolean)[]
  message?: string
  /** The provider's code → what the standard calls it (`invalid_grant`, `invalid_token` …). */
  meanings?: Record<string, string>
}

/** One request to the resource server; without `url` it goes to the userinfo endpoint. */
export interface UserinfoRequest {
  url?: string
  method?: 'GET' | 'POST'
  /** Where the access token goes; `path` and `none`: the texts place it with `{access_token}`. */
  token?: 'bearer' | 'none' | { query: string } | { header: string } | { form: string }
  query?: Record<string, string>
  headers?: Record<string, string>
  form?: Record<string, string>
  json?: Record<string, string>
  /** Names under which parts of the answer are kept for later requests and for the claims. */
  save?: Record<string, string>
  /** A refusal only leaves a claim out: the scope for it may not have been granted. */
  optional?: boolean
  /** The request is skipped where this is saved already: it spends something that is good for one use. */
  unlessSaved?: string
}
