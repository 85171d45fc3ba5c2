import { decodeAnswer } from '../../protocol/answer/decode.ts'
import type { WireResponse } from '../../wire.ts'
import type { Dialect } from '../preset.ts'
import { findError } from './errors.ts'
import { valueAt } from './values.ts'

/** A token response in standard terms, and its members as they are. */
export interface ReadTokenResponse {
  response: WireResponse
  members: Record<string, unknown>
}

/** Translates an answer of the token endpoint into the standard's terms; a standard one stays as it came. */
export function readTokenResponse(
  answer: WireResponse, { reply, errors }: Dialect, phase: 'token' | 'refresh' | 'poll',
): ReadTokenResponse {
  const { value, findings: noted } = decodeAnswer(answer.body)
  const findings = [...noted]
  const isOther = findings.length > 0
  if (typeof value !== 'object' || value === null) return { response: answer, members: {} }
  const standard = (body: object): WireResponse => ({
    ...answer, ...jsonOf(answer, isOther), body: JSON.stringify(body), findings,
  })
  const error = findError(value, errors, phase)
  if (error) return { response: standard(error), members: {} }
  const members = unwrap(value as Record<string, unknown>, reply?.envelope)
  for (const [name, path] of Object.entries(reply?.names ?? {})) {
    const found = valueAt(members, path) ?? valueAt(value, path)
    if (found !== undefined) members[name] = found
  }
  const { token_type } = members
  const own = typeof token_type === 'string' ? token_type.toLowerCase() : ''
  if (reply?.tokenTypes?.includes(own)) {
    findings.push({ code: 'token-type-own', details: { token_type: own } })
    members['token_type'] = 'Bearer'
  }
  return { response: reply || findings.length > 0 ? standard(members) : answer, members }
}

/** The envelope's content, or the answer itself where the provider leaves the envelope out. */
export function unwrap(value: Record<string, unknown>, envelope: string | undefined): Record<string, unknown> {
  const inner = envelope === undefined ? undefined : valueAt(value, envelope)
  return { ...typeof inner === 'object' && inner !== null ? inner : value }
}

/** An answer that was no JSON has a finding that says so, so its content type need not say it too. */
function jsonOf({ headers }: WireResponse, wasOther: boolean): Pick<WireResponse, 'headers'> {
  return { headers: wasOther ? { ...headers, 'content-type': 'application/json' } : headers }
}
