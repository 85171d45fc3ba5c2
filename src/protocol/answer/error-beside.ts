import type { Finding } from '../../codes/finding.ts'
import type { JsonObject } from './json.ts'

/** What providers write under `error` where there is none. */
const noError = /^(?:0|ok|none|null|false|success)?$/i

/** Tells whether an answer names an error (RFC 6749, section 5.2): then it is one, whatever stands beside it. */
export function namesError({ error }: JsonObject): boolean {
  return typeof error === 'string' && !noError.test(error.trim())
}

/**
 * Notes what stands under `error` in an answer that is none, and is neither a code nor nothing: a number or an object
 * says of nobody knows what.
 */
export function noteErrorBeside({ error }: JsonObject): Finding[] {
  const isNothing = error === undefined || error === null || error === false || error === 0 || typeof error === 'string'
  return isNothing ? [] : [{ code: 'error-beside-success', details: {} }]
}

/**
 * Names that belong to an error, and say something of none where a code came (RFC 6749, section 4.1.2.1, and what
 * providers make up).
 */
const ofError = /^err(?:or)?[_-]?(?:description|desc|uri|code|msg|message|reason|no)$/i

/** Notes parameters of an error beside a code, where no `error` is there that would make it one. */
export function noteErrorBesideCode(parameters: URLSearchParams): Finding[] {
  if (!parameters.has('code') || parameters.has('error')) return []
  const names = [...parameters].filter(([name, value]) =>
    name.length < 40 && ofError.test(name) && !noError.test(value.trim())).map(([name]) => name)
  return names.length === 0 ? [] : [{ code: 'error-beside-code', details: { parameters: [...new Set(names)] } }]
}
