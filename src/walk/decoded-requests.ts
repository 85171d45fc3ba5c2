import type { DecodedToken } from '../codes/decoded-token.ts'
import { noteRepeatedInJwt } from '../protocol/answer/repeated.ts'
import { decodeIdToken } from '../protocol/id-token.ts'
import { sentRule } from '../secrets/names.ts'
import { secretsIn } from '../secrets/text.ts'
import type { WireRequest } from '../wire.ts'
import type { Traveller } from './context.ts'
import { standardNamesOf } from './extension.ts'
import { emit, report } from './observe.ts'

/**
 * Shows, decoded, what the client signed for this request: its assertion (RFC 7523, section 3) and its proof (RFC 9449,
 * section 4.2).
 */
export async function emitDecoded(walk: Traveller, { headers, body }: WireRequest): Promise<void> {
  const assertion = body === undefined ? undefined : new URLSearchParams(body).get('client_assertion') ?? undefined
  await emitJwt(walk, 'dpop_proof', headers['dpop'])
  await emitJwt(walk, 'client_assertion', assertion)
}

/**
 * Shows a JWT decoded, one that the client made or got as an answer; does nothing for a text that is none. The secrets
 * in a signed answer are ours: they are remembered.
 */
export async function emitJwt(walk: Traveller, token: DecodedToken, jwt: string | undefined): Promise<void> {
  if (jwt === undefined) return
  const decoded = decodeIdToken(jwt)
  if ('name' in decoded) return
  const names = standardNamesOf(walk.extensions)
  if (token === 'authorization_response')
    walk.secrets.rememberAll(secretsIn(JSON.stringify(decoded.claims), sentRule(names)))
  await emit(walk, { type: 'decoded', token, header: { ...decoded.header }, claims: decoded.claims })
  await report(walk, noteRepeatedInJwt(jwt, token))
}
