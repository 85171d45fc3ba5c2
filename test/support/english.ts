import { checkNames } from '../../src/codes/failure.ts'

/** Terms that engineers write in English in a Chinese sentence too: names, abbreviations, and words that are typed. */
const terms = new Set([
  'oauth', 'walk', 'OpenID', 'Connect', 'Core', 'Retry', 'After', 'OIDC', 'OAuth', 'JSON', 'ASCII', 'Bearer', 'Basic',
  'Authorization', 'Ctrl', 'Enter', 'Content', 'Type', 'Host',
  'Discovery', 'Cookie', 'JavaScript', 'WeChat', 'UTC', 'stdin', 'stdout', 'stderr', 'sandbox', 'issuer', 'openid',
  'profile', 'email',
  'userinfo', 'client', 'target', 'authorization', 'state', 'nonce', 'code', 'scope', 'prompt', 'iss', 'sub', 'aud',
  'azp', 'exp', 'iat', 'kid', 'alg', 'acr', 'hash', 'mix', 'up', 'hosts',
  'http', 'https', 'zhangsan', 'none', 'name', 'value', 'EdDSA',
])

/**
 * The English words in a Chinese text that are no terms. Addresses, placeholders, what is quoted, flags, names with `_`
 * or `.`, abbreviations in capitals, the names of checks and whole commands are none of the text's own words.
 */
export function englishIn(text: string): string[] {
  const rest = text
    .replace(/(?:https?|file):\/\/[^\s，。；：）、]+|“[^”]*”|<[^>\n]*>|oauth-walk [\w ./:-]*|date -u|--[\w-]+|[\w-]+@[\w.-]+/g, ' ')
    .replace(/[\w-]*[_.\d][\w.-]*/g, ' ')
    .replace(new RegExp(`\\b(?:${checkNames.join('|')})\\b`, 'g'), ' ')
  return [...new Set(rest.match(/[A-Za-z]{2,}/g) ?? [])].filter(word => !terms.has(word) && !/^[A-Z]+s?$/.test(word))
}
