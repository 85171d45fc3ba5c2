import { isObject, parseJson } from '../../protocol/answer/json.ts'
import { answerRule, type Rule } from '../../secrets/names.ts'
import { secretsNested } from '../../secrets/nested.ts'

type Found = readonly [kind: string, value: string]

/** Of more text, nothing is decoded. */
const longest = 200_000
const mostFound = 100

/** Credentials as a header has them, wherever a text repeats that: an echo of a server, a line of a log, a page. */
const credentials = /\b(Basic|Bearer|DPoP|Token)[ +:=]{1,3}([\w+/~.-]{12,4000}={0,2})/gi
const schemes = ['basic', 'bearer', 'dpop', 'token']
const encoded = /(?<![\w+/-])[\w+/-]{16,8000}={0,2}/g

const answered = answerRule('token', {})

/**
 * The secrets that stand in these texts in base64: an id with its password, and JSON or a form with secrets by their
 * names.
 */
export function secretsEncoded(texts: readonly string[], rule: Rule): Found[] {
  const text = texts.join('\n').slice(0, longest)
  const lower = text.toLowerCase()
  const bearers = !schemes.some(scheme => lower.includes(scheme))
    ? []
    : [...text.matchAll(credentials)].flatMap(([, scheme = '', value = '']) => heldBy(scheme.toLowerCase(), value))
  const others = [...text.matchAll(encoded)].flatMap(([run]) => secretsWithin(run, rule))
  return [...bearers, ...others].slice(0, mostFound)
}

/** A word without digits behind the scheme is prose: `Bearer authentication`. */
function heldBy(scheme: string, value: string): Found[] {
  if (scheme === 'basic') return passwordOf(decode(value)) === undefined ? [] : [['basic_credentials', value]]
  return /\d/.test(value) && value.length >= 16 ? [['access_token', value]] : []
}

function secretsWithin(run: string, rule: Rule): Found[] {
  const inner = decode(run)
  if (inner === undefined) return []
  if (passwordOf(inner) !== undefined) return [['basic_credentials', run]]
  const value = /^\s*\{/.test(inner) ? parseJson(inner) : undefined
  return isObject(value)
    ? membersOf(value, rule, 0)
    : secretsNested(inner, rule).map(({ kind, value: secret }): Found => [kind, secret])
}

function membersOf(value: object, rule: Rule, level: number): Found[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]): Found[] => {
    if (typeof member === 'object' && member !== null) return level > 6 ? [] : membersOf(member, rule, level + 1)
    const kind = rule(name) ?? answered(name)
    return kind !== undefined && typeof member === 'string' && member.length > 3 ? [[kind, member]] : []
  })
}

/** What it encodes, where that is a text; octets that are none are hardly ever UTF-8, which takes no time to see. */
function decode(run: string): string | undefined {
  const text = Buffer.from(run, 'base64').toString('utf8')
  return !text.includes('\uFFFD') && /^[\P{C}\s]+$/u.test(text) ? text : undefined
}

/** `id:password` (RFC 7617); an address has a colon too. */
function passwordOf(text: string | undefined): string | undefined {
  return /^[\w.@+~%:/-]{1,200}?:(?!\/\/)([!-~]{4,})$/.exec(text ?? '')?.[1]
}
