import { bareAddress } from '../../addresses.ts'
import { isTakenOut } from '../../facts/withheld.ts'
import { decodePercent, isGranted, parameterOf, parametersOf } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'
import { isAsking } from './form-of-request.ts'

/** Values that a program or a person forgot to fill in, and how they begin: most values need no longer look. */
const unfilled = /^(?:undefined|null|nan|\[object \w+\]|your[-_ ]?(?:app[-_ ]?)?(?:client|app|redirect|secret|tenant)[-_ ]?(?:id|uri|url|secret)?|<(?:your|my|client|insert|app|tenant|redirect)[^>]*>|\{\{?[-\w. ]+\}?\}|\$\{[-\w. ()]+\}|%[A-Z][A-Z_]+%|\$[A-Z][A-Z_]+|process\.env\.\w+|changeme|replace[-_ ]?me|todo)$/i
const beginnings = [
  'undefined', 'null', 'nan', 'changeme', 'todo', 'your', 'replace', 'process.env.', '[', '<', '{', '$', '%',
]
const filled = [
  'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'code_challenge', 'code', 'code_verifier', 'client_secret',
  'refresh_token', 'resource', 'audience', 'response_type', 'grant_type',
  'client_assertion', 'access_token', 'id_token_hint', 'post_logout_redirect_uri', 'appid', 'token',
]
/** Nothing goes on without these; others may well be empty. */
const neverEmpty = new Set(['client_id', 'appid', 'redirect_uri', 'response_type', 'code', 'refresh_token'])
/** Nobody grants anything for a placeholder of these: whoever recorded it put it there afterwards. */
const proving = new Set([
  'code', 'code_verifier', 'client_secret', 'refresh_token', 'client_assertion', 'access_token', 'token',
])
/** Where no sign-in and no token is asked for, a placeholder is a fault all the same. */
const others = new Set(['logout-request', 'userinfo-request', 'introspection-request', 'revocation-request'])

/** A value that was never filled in: a placeholder, or what a program writes for nothing. */
export const readUnfilled: Reader = ({ seen }) => {
  return seen.flatMap(each => [...isOfOurs(each) ? readUnfilledValues(each) : [], ...readUnfilledAddress(each)])
}

function isOfOurs(each: Seen): boolean {
  return isAsking(each) || others.has(each.kind) || parameterOf(each, 'access_token') !== undefined
}

function readUnfilledValues(each: Seen): Reading[] {
  const left = parametersOf(each).filter(([name, value]) =>
    filled.includes(name)
    && !(proving.has(name) && isGranted(each))
    && (value === '' ? neverEmpty.has(name) : value.length < 80 && isUnfilled(value) && !isTakenOut(value)))
  return left.slice(0, 3).map(([name, value]) =>
    found('value-unfilled', 'broken', undefined, { parameter: name, placeholder: value }, { in: each }))
}

function isUnfilled(value: string): boolean {
  if (value === 'None') return true
  const lower = value.toLowerCase()
  return beginnings.some(beginning => lower.startsWith(beginning)) && unfilled.test(value)
}

function readUnfilledAddress(each: Seen): Reading[] {
  if (['other', 'page', 'resource-request'].includes(each.kind)) return []
  const place = decodePercent(bareAddress(each.request?.url).slice(0, 2000))
  const part = unfilledPart(place)
  return part === undefined
    ? []
    : [found('address-unfilled', 'broken', undefined, { placeholder: part, address: place }, { in: each })]
}

function unfilledPart(place: string): string | undefined {
  const lower = place.toLowerCase()
  if (!['undefined', 'null', '[object', '{', '<your', 'your'].some(mark => lower.includes(mark))) return undefined
  return /(?<=\/)(?:undefined|null|\[object Object\])(?=\/|$)|\{\{?[\w.-]+\}?\}|\$\{[\w.-]+\}|<your[\w -]*>|your[-_](?:tenant|domain|realm)[-_\w]*/i.exec(place)?.[0]
}
