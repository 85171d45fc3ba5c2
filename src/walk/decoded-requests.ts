import type { DecodedToken } from '../decoded-token.ts'
import { decodeIdToken } from '../protocol/id-token.ts'
import type { WireRequest } from '../wire.ts'
import type { Traveller } from './context.ts'
import { emit } from './observe.ts'

/** Shows, taken apart, what the client signed for this request: its assertion (RFC 7523, section 3) and its proof (RFC 9449, section 4.2). */
export async function emitDecoded(walk: Traveller, { headers, body }: WireRequest): Promise<void> {
  const assertion = body === undefined ? undefined : new URLSearchParams(body).get('client_assertion') ?? undefined
  await emitJwt(walk, 'dpop_proof', headers['dpop'])
  await emitJwt(walk, 'client_assertion', assertion)
}

/** Shows a JWT of the client's own taken apart; nothing where it is none, such as a token that somebody else gave it. */
export async function emitJwt(walk: Traveller, token: DecodedToken, jwt: string | undefined): Promise<void> {
  if (jwt === undefined) return
  const decoded = decodeIdToken(jwt)
  if (!('name' in decoded)) await emit(walk, { type: 'decoded', token, header: { ...decoded.header }, claims: decoded.claims })
}
