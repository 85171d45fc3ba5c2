import type { Dialect } from '../preset.ts'
import { writeFields, type Fields } from './fields.ts'
import type { Values } from './values.ts'

/** The authorization request as this provider wants it. */
export function writeAuthorizationRequest(dialect: Dialect, standard: Fields, values: Values): Fields {
  const rules = dialect.authorization ?? {}
  const spoken = separateScopes(standard, dialect).map(([name, value]): [string, string] => {
    if (name === 'code_challenge' && dialect.pkce === 'hex')
      return [name, Buffer.from(value, 'base64url').toString('hex')]
    return [name, value]
  })
  return writeFields(spoken, rules, values)
}

/** The parameters with this provider's separator between scopes. */
export function separateScopes(standard: Fields, { authorization: { scopeSeparator = ' ' } = {} }: Dialect): Fields {
  return standard.map(([name, value]): [string, string] => [
    name, name === 'scope' ? value.split(' ').join(scopeSeparator) : value,
  ])
}

/**
 * The authorization response in standard terms. A denial that names no error is known by what is missing, and gets the
 * `access_denied` of RFC 6749 4.1.2.1. Where the provider sends the code under both names, its own counts.
 */
export function readAuthorizationResponse({ callback = {} }: Dialect, parameters: URLSearchParams): URLSearchParams {
  const own = callback.code !== undefined && parameters.has(callback.code) ? callback.code : 'code'
  const sent = [...parameters].filter(([name]) => name !== 'code' || own === 'code')
  const read = new URLSearchParams(sent.map(([name, value]): [string, string] => [name === own ? 'code' : name, value]))
  if (callback.bareDenial && read.has('state') && !read.has('code') && !read.has('error'))
    read.set('error', 'access_denied')
  return read
}
