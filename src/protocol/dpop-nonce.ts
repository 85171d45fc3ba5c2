import type { WireResponse } from '../wire.ts'
import { decodeAnswer } from './answer/decode.ts'
import { isObject } from './answer/json.ts'
import type { Finding } from '../codes/finding.ts'
import { challengedError } from './answer/refusal.ts'

/**
 * The nonce that a server wants in the next proof, where its answer has one that may stand in it (RFC 9449, sections
 * 8.1 and 8.2).
 */
export function nonceIn({ headers }: WireResponse): string | undefined {
  const nonce = headers['dpop-nonce']
  return nonce !== undefined && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(nonce) ? nonce : undefined
}

/**
 * Notes a nonce that can't stand in a proof, since it has other characters than RFC 9449, section 8.1, allows: it is as
 * good as none.
 */
export function noteNonce(answer: WireResponse): Finding[] {
  const given = answer.headers['dpop-nonce']
  return given === undefined || nonceIn(answer) !== undefined
    ? []
    : [{ code: 'dpop-nonce-unusable', details: { characters: given.length } }]
}

/**
 * Tells whether a request was refused for the nonce of its proof: by the error of a token endpoint or the challenge of
 * a resource server (RFC 9449, sections 8 and 9).
 */
export function wantsNonce(answer: WireResponse): boolean {
  if (answer.status < 400 || answer.status > 499) return false
  if (challengedError(answer, 'dpop') === refusal) return true
  const { value } = decodeAnswer(answer.body)
  return isObject(value) && value['error'] === refusal
}

const refusal = 'use_dpop_nonce'
