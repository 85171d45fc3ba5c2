import type { Finding } from '../../codes/finding.ts'
import { parseJson } from './json.ts'
import { once } from './once.ts'

/** The body of an answer as a value, and how it deviates; no value where it is none of JSON, JSONP or a form. */
export interface DecodedAnswer {
  value: unknown
  findings: readonly Finding[]
}

/**
 * How many characters may stand before JSON, to keep it from being run as a script, or make up the name of a function.
 */
const longestGuard = 20
const longestName = 100

/**
 * Reads JSON whatever its content type, JSON behind a few characters that keep it from being run as a script, JSONP, or
 * a form. The time grows with the text and no faster, whatever it is.
 */
export const decodeAnswer = once((text: string): DecodedAnswer => {
  const json = parseJson(text)
  if (json !== undefined) return { value: json, findings: [] }
  const bare = text.trim()
  const guarded = parseWhere(withoutGuard(bare))
  if (guarded !== undefined) return { value: guarded, findings: [{ code: 'guarded-answer', details: {} }] }
  const padded = parseWhere(withoutPadding(bare))
  if (padded !== undefined) return { value: padded, findings: [{ code: 'jsonp-answer', details: {} }] }
  if (!/^[\w.~%+-]{1,200}=[^\s<>]*$/.test(bare)) return { value: undefined, findings: [] }
  return {
    value: Object.fromEntries(new URLSearchParams(bare)), findings: [{ code: 'form-encoded-answer', details: {} }],
  }
})

function parseWhere(text: string | undefined): unknown {
  return text === undefined ? undefined : parseJson(text)
}

/** `)]}',` and the like, also with words in it, before an object. */
function withoutGuard(text: string): string | undefined {
  const end = text.slice(0, longestGuard + 1).indexOf('{')
  return end > 0 && !/^[\w]|[<"]/.test(text.slice(0, end)) ? text.slice(end) : undefined
}

/** What stands in `callback( … );`. */
function withoutPadding(text: string): string | undefined {
  const start = text.slice(0, longestName + 1).indexOf('(')
  if (start < 1 || !/^[\w$.]+\s*$/.test(text.slice(0, start))) return undefined
  const call = text.endsWith(';') ? text.slice(0, -1).trimEnd() : text
  return call.endsWith(')') ? call.slice(start + 1, -1) : undefined
}
