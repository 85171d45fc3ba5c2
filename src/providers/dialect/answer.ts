import type { Finding } from '../../protocol/checks.ts'
import { parseJson } from '../../protocol/json-body.ts'
import type { WireResponse } from '../../wire.ts'

/** The body of an answer as a value, and how it deviates; no value where it is none of JSON, JSONP or a form. */
export interface DecodedAnswer {
  value: unknown
  findings: Finding[]
}

/** Reads JSON whatever its content type, JSON behind a prefix, JSONP, or a form. */
export function decodeAnswer({ body }: WireResponse, prefix: string | undefined): DecodedAnswer {
  const text = prefix !== undefined && body.startsWith(prefix) ? body.slice(prefix.length) : body
  const json = parseJson(text)
  if (json !== undefined) return { value: json, findings: [] }
  const padded = /^\s*[\w$.]+\s*\((.*)\)\s*;?\s*$/s.exec(text)?.[1]
  const inner = padded === undefined ? undefined : parseJson(padded)
  if (inner !== undefined) return { value: inner, findings: [{ code: 'jsonp-answer', details: {} }] }
  if (!/^[\w.~%+-]+=[^\s<>]*$/.test(text.trim())) return { value: undefined, findings: [] }
  return { value: Object.fromEntries(new URLSearchParams(text.trim())), findings: [{ code: 'form-encoded-answer', details: {} }] }
}
