import type { Finding } from './checks.ts'
import { parseJson } from './json-body.ts'

/** The body of an answer as a value, and how it deviates; no value where it is none of JSON, JSONP or a form. */
export interface DecodedAnswer {
  value: unknown
  findings: Finding[]
}

/** Reads JSON whatever its content type, JSON behind a few characters that keep it from being run as a script, JSONP, or a form. */
export function decodeAnswer(text: string): DecodedAnswer {
  const json = parseJson(text)
  if (json !== undefined) return { value: json, findings: [] }
  const guarded = parseJson(text.replace(/^\s*[^\s\w<{"][^<{"]{0,19}(?=\{)/, ''))
  if (guarded !== undefined) return { value: guarded, findings: [{ code: 'guarded-answer', details: {} }] }
  const padded = /^\s*[\w$.]+\s*\((.*)\)\s*;?\s*$/s.exec(text)?.[1]
  const inner = padded === undefined ? undefined : parseJson(padded)
  if (inner !== undefined) return { value: inner, findings: [{ code: 'jsonp-answer', details: {} }] }
  if (!/^[\w.~%+-]+=[^\s<>]*$/.test(text.trim())) return { value: undefined, findings: [] }
  return { value: Object.fromEntries(new URLSearchParams(text.trim())), findings: [{ code: 'form-encoded-answer', details: {} }] }
}
