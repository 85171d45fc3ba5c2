import { randomBytes } from 'node:crypto'
import { createStopwatch } from '../transport/stopwatch.ts'
import { createEncryption } from '../extensions/encryption.ts'
import { createPar } from '../extensions/par.ts'
import { Failure } from '../codes/failure.ts'
import { addressesOfLoopback } from '../addresses/loopback.ts'
import { usualRedirectUri } from '../addresses/port.ts'
import { loadCatalogue } from '../messages/load.ts'
import { requireAnswerable, requireLoopbackAddresses } from '../providers/redirect-uri.ts'
import { makeTabPages } from '../render/tab.ts'
import { maskFailure } from '../secrets/mask.ts'
import { Secrets } from '../secrets/secrets.ts'
import { createSend } from '../transport/send.ts'
import type { Walk } from '../walk/context.ts'
import { walkSixSteps, type Walked } from '../walk/walk.ts'
import { cleanOptions } from './given-options.ts'
import { sameLogin } from './same-login.ts'
import type { WalkOptions } from './walk-options.ts'

/** What a walk brings home; every check has passed. Nothing is stored. Times are in milliseconds since 1970. */
export interface WalkResult {
  issuer: string
  clientId: string
  subject: string | undefined
  scope: string[]
  tokenType: string
  accessToken: string
  obtainedAt: number
  expiresAt: number | undefined
  refreshToken: string | undefined
  idToken: string | undefined
  idTokenClaims: Record<string, unknown> | undefined
  userinfo: Record<string, unknown> | undefined
}

/**
 * Walks the six steps of the authorization code flow (RFC 6749, section 4.1), with every check of the command line.
 * Reads neither environment nor files, and writes nothing. Raises a `Failure` with the step where it happened, or the
 * reason of `signal`.
 */
export async function walk(given: WalkOptions): Promise<WalkResult> {
  const options = cleanOptions(given)
  const prepared = await prepare(options)
  const walked = await walkSixSteps(prepared, async () => false).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error
    const told = error.with(undefined, { again: { login: sameLogin(options) } })
    throw options.showSecrets ? told : maskFailure(prepared.secrets, told)
  })
  return describe(options, walked)
}

async function prepare(options: WalkOptions): Promise<Walk> {
  const {
    signal = new AbortController().signal, timeout = 300, httpTimeout = 15, observers = [], extensions = [],
    clientSecret,
  } = options
  const secrets = new Secrets()
  return {
    provider: { issuer: options.issuer, endpoints: options.endpoints ?? {} },
    client: {
      clientId: options.clientId, authentication: options.authMethod,
      clientSecret: clientSecret === undefined ? undefined : secrets.keep('client_secret', clientSecret),
    },
    login: toLogin(options, timeout),
    send: createSend({ timeoutSeconds: httpTimeout, signal, ca: options.ca }),
    now: () => Date.now(),
    elapsed: createStopwatch(),
    random: bytes => randomBytes(bytes),
    signal, secrets,
    // Observers get a plain object, which they may print: reading it once fills in what is masked on demand.
    observers: observers.map(observer =>
      options.showSecrets ? { seesSecrets: observer } : async event => observer({ ...event })),
    extensions: [
      createPar(options.par === true),
      createEncryption({ keys: async () => [], remember: token => secrets.remember('id_token', token) }), ...extensions,
    ],
    strict: options.strict === true,
    openBrowser: async url => options.openBrowser(url),
    pasting: undefined,
    pages: makeTabPages(await loadCatalogue(options.language ?? 'en')),
  }
}

function toLogin(options: WalkOptions, waitSeconds: number): Walk['login'] {
  const redirectUri = options.redirectUri ?? usualRedirectUri
  return {
    target: options.issuer ?? options.endpoints?.authorization_endpoint ?? '', profile: '', scope: options.scope,
    parameters: options.parameters ?? [], tokenParameters: options.tokenParameters ?? [],
    redirectUri, ports: [], responseMode: options.responseMode ?? 'query',
    listening: { addresses: loopbackAddresses(redirectUri), tls: undefined },
    nonce: true,
    pkce: options.pkce !== false, maxAge: undefined, waitSeconds, remindAfterSeconds: [],
  }
}

/**
 * The loopback addresses of a redirect URI. A name of the user's own needs a look-up, and https a certificate: only the
 * command line does that.
 */
function loopbackAddresses(redirectUri: string): string[] {
  const addresses = addressesOfLoopback(requireAnswerable(redirectUri, false).hostname)
  requireLoopbackAddresses(redirectUri, addresses)
  return addresses
}

function describe({ clientId }: WalkOptions, { started, tokens, claims }: Walked): WalkResult {
  return {
    issuer: started.server.issuer, clientId,
    subject: tokens.claims?.sub ?? (typeof claims?.['sub'] === 'string' ? claims['sub'] : undefined),
    scope: tokens.scope, tokenType: tokens.token_type, accessToken: tokens.access_token.reveal(),
    obtainedAt: tokens.obtainedAt, expiresAt: tokens.expiresAt,
    refreshToken: tokens.refresh_token?.reveal(), idToken: tokens.id_token?.reveal(),
    idTokenClaims: tokens.claims, userinfo: claims,
  }
}
