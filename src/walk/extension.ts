import type { DecodedToken } from '../codes/decoded-token.ts'
import type { Failure } from '../codes/failure.ts'
import type { Finding } from '../codes/finding.ts'
import type { Check } from '../protocol/checks.ts'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import type { TokenEndpointParty } from '../protocol/token-request.ts'
import type { Send } from '../wire.ts'

/** Parameters in the order in which they are sent. */
export type Parameters = [name: string, value: string][]

/** The tools of an extension that sends or judges something itself. */
export interface Party extends TokenEndpointParty {
  /** Milliseconds since 1970. */
  now: () => number
  /** Shows a JWT taken apart. */
  show: (token: DecodedToken, jwt: string | undefined) => Promise<void>
}

/**
 * What an extension learned from a refusal: a finding that says what it does from then on, and the scope to ask for
 * where that changes. `startsAgain`: the client or the provider is another now, so the walk begins again at step 1.
 */
export interface Learned { finding: Finding, scope?: string[], startsAgain?: true }

/**
 * Changes messages on their way: a provider's dialect, a protocol extension, a probe. The six steps speak standard
 * OAuth only; an extension sees every message between them and the wire.
 */
export interface Extension {
  name: string
  /** The provider's own parameter names, with what the standard calls them: readers are shown both. */
  standardNames?: Readonly<Record<string, string>>
  /** Notes to show before anything is sent. */
  remarks?: readonly Finding[]
  /** `on`: the provider is known to take PKCE; `off`: it is known not to. */
  pkce?: 'on' | 'off'
  /** The provider is known to refuse PKCE where the browser is on another device. */
  devicePkce?: 'off'
  /** False where the scope `openid` is known to bring no ID token. */
  idTokens?: boolean
  /** The provider does not always send the state back. */
  stateMayBeMissing?: boolean
  /** The type of access token that is asked for; Bearer where no extension names one. */
  tokenType?: string | undefined
  /** No other type is taken: the user asked for this one. */
  demandsType?: boolean
  /** The issuer of ID tokens where it names the user's tenant, by claims in braces. */
  idTokenIssuer?: string
  /** Judges a provider by its metadata, before anything of it is used. */
  checkProvider?(server: AuthorizationServer): Check[]
  /** The metadata to use from then on, without what must not be chosen. */
  restrictProvider?(server: AuthorizationServer): AuthorizationServer
  /**
   * Hears of the resource that led to the provider: its identifier (RFC 9728, section 2), and by which schemes it wants
   * to be asked.
   */
  resourceFound?(identifier: string, schemes: readonly string[]): void
  /** Hears who the provider is, as soon as its metadata passed their checks. */
  providerFound?(server: AuthorizationServer): void | Promise<void>
  /** What goes to the browser in step 2; the party is for extensions that send a message of their own first. */
  authorizationRequest?(parameters: Parameters, party: Party): Parameters | Promise<Parameters>
  /** The address that the browser opens, once it is built: for what is no parameter. */
  authorizationAddress?(address: string): string
  /** What comes back in step 4, in standard terms. It is not proven yet: nothing of it may be remembered. */
  authorizationResponse?(parameters: URLSearchParams): URLSearchParams | Promise<URLSearchParams>
  /**
   * Judges the authorization response as it came, before step 4 judges it; keys that it needs come over the back
   * channel.
   */
  checkResponse?(parameters: URLSearchParams, party: Party): Promise<Check[]>
  /** Hears the response that passed step 4's checks, in standard terms. */
  acceptedResponse?(parameters: URLSearchParams): void
  /**
   * Hears how the provider refused. Where the refusal tells what to do differently, the extension does that from then
   * on and says so, and the walk asks once more with a request of its own. What it must find out first goes over the
   * back channel. It may not ask without end.
   */
  refused?(failure: Failure, send: Send): Promise<Learned | undefined>
  /** What goes over the back channel, and what returns. */
  send?(next: Send): Send
}

/**
 * The issuer that an ID token must name: the provider's own, or the user's tenant where its claims say which (each a
 * plain word).
 */
export function issuerFor(
  { extensions }: { extensions: readonly Extension[] }, issuer: string, claims: Readonly<Record<string, unknown>>,
): string {
  const template = extensions.find(extension => extension.idTokenIssuer !== undefined)?.idTokenIssuer
  const wordOf = (claim: unknown) => typeof claim === 'string' && /^[\w-]+$/.test(claim) ? claim : ''
  return template?.replace(/\{(\w+)\}/g, (_, name: string) => wordOf(claims[name])) ?? issuer
}

/** The types of access token that the walk takes: the one that it asks for and, unless only that will do, Bearer. */
export function tokenTypesTaken({ extensions }: { extensions: readonly Extension[] }): string[] {
  const { tokenType = 'Bearer', demandsType = false }
    = extensions.find(extension => extension.tokenType !== undefined) ?? {}
  return demandsType ? [tokenType] : [...new Set([tokenType, 'Bearer'])]
}

/** The first extension is the outermost: it changes a request first and sees the answer last. */
export function wrapSend(extensions: readonly Extension[], wire: Send): Send {
  return extensions.reduceRight((next, extension) => extension.send?.(next) ?? next, wire)
}

/** The authorization request as the extensions leave it. */
export async function extendRequest(
  extensions: readonly Extension[], parameters: Parameters, party: Party,
): Promise<Parameters> {
  let extended = parameters
  for (const extension of extensions) extended = await extension.authorizationRequest?.(extended, party) ?? extended
  return extended
}

/** The address of the authorization request as the extensions leave it. */
export function extendAddress(extensions: readonly Extension[], address: string): string {
  return extensions.reduce((extended, extension) => extension.authorizationAddress?.(extended) ?? extended, address)
}

/** The standard's names for a provider's own parameter names. */
export function standardNamesOf(extensions: readonly Extension[]): Readonly<Record<string, string>> {
  // Without a prototype: a message may have a member that is called `constructor`.
  return Object.assign(
    Object.create(null) as object, ...extensions.map(extension => extension.standardNames),
  ) as Record<string, string>
}

/** The standard's names for those parameters of a message that a provider calls otherwise. */
export function namesIn(
  extensions: readonly Extension[], parameters: object | undefined,
): { names?: Record<string, string> } {
  const known = standardNamesOf(extensions)
  const names = Object.keys(parameters ?? {}).flatMap(name => Object.hasOwn(known, name) ? [[name, known[name]]] : [])
  return names.length === 0
    ? {}
    : { names: Object.assign(Object.create(null) as object, Object.fromEntries(names)) as Record<string, string> }
}

/**
 * The authorization response in standard terms: the extensions see it in reverse order, the one next to the wire first.
 */
export async function extendResponse(
  extensions: readonly Extension[], parameters: URLSearchParams,
): Promise<URLSearchParams> {
  let extended = parameters
  for (const extension of [...extensions].reverse())
    extended = await extension.authorizationResponse?.(extended) ?? extended
  return extended
}

/** The checks of the authorization response that the extensions make, the one next to the wire first. */
export async function checkResponse(
  extensions: readonly Extension[], parameters: URLSearchParams, party: Party,
): Promise<Check[]> {
  const checks: Check[] = []
  for (const extension of [...extensions].reverse())
    checks.push(...await extension.checkResponse?.(parameters, party) ?? [])
  return checks
}
