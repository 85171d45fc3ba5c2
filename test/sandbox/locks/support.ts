import { createHash, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { signInAsTheUser, type SandboxOptions } from '../../../src/sandbox/index.ts'
import { HandClient, openCallback, openSandbox, type Arrival, type Json, type WithPath } from '../support.ts'

/** A key pair of a client, or of nobody yet. */
export interface Pair { privateKey: CryptoKey, jwk: JWK & { kid: string } }

/** A fresh pair; `use` is `enc` for one that decrypts. */
export async function newPair(alg = 'ES256', use = 'sig'): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { privateKey, jwk: { ...await exportJWK(publicKey), kid: randomUUID(), alg, use } }
}

const algOf = ({ jwk }: Pair) => jwk.alg ?? 'ES256'

/** An assertion of the client (RFC 7523, section 3) under its key or its secret. */
export async function assert(clientId: string, audience: string, by: Pair | string): Promise<Record<string, string>> {
  const jwt = new SignJWT({ jti:
    randomUUID() }).setIssuer(clientId).setSubject(clientId).setAudience(audience).setIssuedAt().setExpirationTime(
    '60s',
  )
  const signed = typeof by === 'string'
    ? await jwt.setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(by))
    : await jwt.setProtectedHeader({ alg: algOf(by), kid: by.jwk.kid }).sign(by.privateKey)
  return {
    client_id: clientId, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: signed,
  }
}

/** A request object (RFC 9101, section 4) of these parameters. */
export async function requestObject(
  clientId: string, audience: string, params: Record<string, string>, pair: Pair,
): Promise<string> {
  return new SignJWT(params).setProtectedHeader({ alg: algOf(pair), kid: pair.jwk.kid, typ: 'oauth-authz-req+jwt' })
    .setIssuer(clientId).setAudience(audience).setIssuedAt().setNotBefore('0s').setExpirationTime('5m').sign(pair.privateKey)
}

/** A DPoP proof (RFC 9449, section 4.2). */
export async function prove(
  pair: Pair, method: string, url: string, more: { token?: string, nonce?: string | undefined } = {},
): Promise<string> {
  const { kid: _kid, use: _use, ...jwk } = pair.jwk
  const ath = more.token === undefined ? {} : { ath: createHash('sha256').update(more.token).digest('base64url') }
  return new SignJWT({
    htm: method, htu: url, jti: randomUUID(), ...ath, ...more.nonce === undefined ? {} : { nonce: more.nonce },
  })
    .setProtectedHeader({ alg: algOf(pair), typ: 'dpop+jwt', jwk }).setIssuedAt().sign(pair.privateKey)
}

export interface Answer { status: number, body: Json, headers: Headers }

/** Posts a form to the sandbox with nothing but what is given. */
export async function postForm(
  url: string, form: Record<string, string>, headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers })
  return { status: answer.status, headers: answer.headers, body: await answer.json() as Json }
}

/** A sandbox, a callback listener, and the client `oauth-walk` with a key that the sandbox knows. */
export async function openLocked(options: WithPath<SandboxOptions> & { pair?: Pair } = {}) {
  const pair = options.pair ?? await newPair()
  const sandbox = await openSandbox({ clientJwks: { keys: [pair.jwk] }, ...options })
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  const plain = (more: Record<string, string | undefined> = {}) =>
    Object.fromEntries(new URL(client.authorizationUrl(more)).searchParams)
  return { sandbox, issuer: sandbox.issuer, callback, client, pair, plain }
}

export type Locked = Awaited<ReturnType<typeof openLocked>>

/**
 * Sends the user's browser to the authorization endpoint with these parameters, and gives what arrives at the client.
 */
export async function authorize({ issuer, callback }: Locked, params: Record<string, string>): Promise<Arrival> {
  await signInAsTheUser(`${issuer}/user/authorize?${new URLSearchParams(params).toString()}`)
  const arrival = callback.arrivals.at(-1)
  if (!arrival) throw new Error('nothing arrived')
  return arrival
}

/** The form that redeems a code. */
export function redeem({ client, callback }: Locked, code: string | null): Record<string, string> {
  return {
    grant_type: 'authorization_code', code: code ?? '', redirect_uri: callback.uri, code_verifier: client.verifier,
  }
}

/** The client secret as a header (RFC 6749, section 2.3.1). */
export function basic({ client }: Locked): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${client.clientId}:${client.secret ?? ''}`).toString('base64')}` }
}
