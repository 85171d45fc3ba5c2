import type { Pairs, Unread } from '../record.ts'
import { isMarked } from './expansions.ts'
import { basicField, fieldIn } from './shell-words.ts'

type All = (...names: string[]) => string[]

/** Ways to prove a user that curl takes instead of Basic, by the options that choose them. */
const schemes: readonly (readonly [option: string, scheme: string])[] = [
  ['--digest', 'Digest'], ['--ntlm', 'NTLM'], ['--negotiate', 'Negotiate'], ['--aws-sigv4', 'AWS4-HMAC-SHA256'],
]

/** Files of header fields, and variables that have the whole field. */
export function headersElsewhere(all: All): Unread[] {
  return all('-H', '--header').filter(field => field.startsWith('@') || (isMarked(field) && !field.includes(':')))
    .map(from => ({ part: 'headers', from }))
}

/**
 * The header fields of a curl command. A name with a colon alone takes a field out; with a semicolon it is sent empty.
 */
export function readHeaders(all: All, type: string | undefined): Pairs {
  const written = all('-H', '--header').filter(field => !field.startsWith('@'))
  const given = written.flatMap((field): Pairs => {
    const empty = /^([\w-]+);$/.exec(field)?.[1]?.toLowerCase()
    const pair = empty === undefined ? fieldIn(field) : [empty, ''] as const
    return pair === undefined || (pair[1] === '' && empty === undefined) ? [] : [pair]
  })
  const isChosen = written.some(field => /^content-type\s*[:;]/i.test(field)) || headersElsewhere(all).length > 0
  return [
    ...given, ...all('-u', '--user').map(user => fieldOfUser(user, all)),
    ...all('--oauth2-bearer').map(token => ['authorization', `Bearer ${token}`] as const),
    ...all('-b', '--cookie').map(cookie => ['cookie', cookie] as const),
    ...type === undefined || isChosen ? [] : [['content-type', type] as const],
  ]
}

function fieldOfUser(user: string, all: All): readonly [name: string, value: string] {
  const scheme = schemes.find(([option]) => all(option).length > 0)?.[1]
  return scheme === undefined ? basicField(user) : ['authorization', `${scheme} <hidden>`]
}
