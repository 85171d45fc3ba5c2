import { providersWithScopeCommas } from '../../facts/dialects.ts'
import { providerOf } from '../../facts/provider.ts'
import { parameterOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

const clause = 'RFC 6749 3.3'
const kinds = new Set(['authorization-request', 'pushed-request', 'device-request', 'token-request', 'refresh-request'])

/** The form of a scope: words with one space between each. */
export const readScope: Reader = ({ seen }) => {
  const told = new Set<string>()
  return seen.flatMap((each) => {
    const scope = kinds.has(each.kind) && each.request?.method !== 'OPTIONS' ? parameterOf(each, 'scope') : undefined
    if (scope === undefined || scope.length > 8000 || told.has(scope)) return []
    told.add(scope)
    return readForm(each, scope)
  })
}

function readForm(each: Seen, scope: string): Reading[] {
  const words = scope.split(' ').filter(word => word !== '')
  if (isInLetters(words))
    return [found('scope-letters', 'broken', clause, { scope, joined: words.join('') }, { in: each })]
  const list = /^[[({].*[\])}]$/.test(scope.trim())
  if (list)
    return [
      found(
        'scope-list', 'broken', clause,
        { scope, joined: scope.replace(/[[\](){}"',]+/g, ' ').trim().replace(/ +/g, ' ') }, { in: each },
      ),
    ]
  const separated = readSeparator(each, scope)
  if (separated) return [separated]
  return readWords(each, words)
}

/** A text of which each letter became a word: joined where a list was expected. */
function isInLetters(words: readonly string[]): boolean {
  return words.length >= 5 && words.every(word => word.length === 1)
}

const known = /\b(?:openid|profile|email|offline_access)\b/

function readSeparator(each: Seen, scope: string): Reading | undefined {
  if (!known.test(scope)) return undefined
  const sign = [',', ';', '+', '|'].find(one =>
    scope.includes(one) && scope.replace(/(?<![\w+.-])[a-z][\w+.-]{0,60}:\/\/\S*/gi, '').includes(one))
  if (sign === undefined || (sign === ',' && providersWithScopeCommas.has(providerOf(each) ?? ''))) return undefined
  const words = scope.split(/[\s,;+|]+/).filter(word => word !== '')
  return words.length < 2 || !words.includes('openid')
    ? undefined
    : found(
        sign === '+' ? 'scope-plus' : 'scope-separator', 'broken', clause, { scope, sign, joined: words.join(' ') },
        { in: each },
      )
}

const misspelt: Readonly<Record<string, string>> = {
  open_id: 'openid', 'open-id': 'openid', opend: 'openid', 'offline-access': 'offline_access',
  offlineaccess: 'offline_access', profiles: 'profile',
  'e-mail': 'email',
}

/** Scopes that many providers have. */
const common = 'openid|profile|email|offline_access|address|phone|groups'
const joined = new RegExp(
  `^(${common})(?:${common}|aws\\.cognito\\.|api://|https://)|^(https://[^]{8,300}?)https://[^]{8}`,
)
/** No two of them are shorter, and most scopes are. */
const leastJoined = 'phoneemail'.length

/** Two scopes with nothing between them: a list lacked a comma, or texts were joined without a blank. */
function readJoined(each: Seen, words: readonly string[]): Reading | undefined {
  for (const word of words) {
    const [, name, address] = word.length < leastJoined ? [] : joined.exec(word) ?? []
    const start = name ?? address
    if (start === undefined || word === 'emailaddress') continue
    return found(
      'scope-joined', 'broken', clause, { word, apart: `${start} ${word.slice(start.length)}` }, { in: each },
    )
  }
  return undefined
}

function readWords(each: Seen, words: readonly string[]): Reading[] {
  const joint = readJoined(each, words)
  if (joint) return [joint]
  const isOpenId = words.some(word => word.toLowerCase() === 'openid' || ['open_id', 'open-id'].includes(word))
  const wrong = words.flatMap((word) => {
    const lower = word.toLowerCase()
    const meant = meantBy(lower, isOpenId)
    return meant === undefined || meant === word || (words.includes(meant) && lower !== word)
      ? []
      : [found('scope-misspelt', 'broken', clause, { word, meant }, { in: each })]
  })
  if (wrong.length > 0) return wrong.slice(0, 2)
  const twice = words.find((word, index) => words.indexOf(word) !== index)
  return twice === undefined ? [] : [found('scope-twice', 'note', clause, { word: twice }, { in: each })]
}

/** The scope of OpenID Connect that somebody meant by this word in lower case, as far as that can be told. */
function meantBy(lower: string, isOpenId: boolean): string | undefined {
  if (lower === 'openid') return lower
  if (!isOpenId) return undefined
  return ofOpenId.has(lower) ? lower : Object.hasOwn(misspelt, lower) ? misspelt[lower] : undefined
}

const ofOpenId = new Set(['profile', 'email', 'offline_access', 'address', 'phone'])
