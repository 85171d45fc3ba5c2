import { limits } from '../../limits.ts'
import { isObject } from './json.ts'

/** The words of a refusal: an error code, a sentence, and numbers that stand for errors. */
export interface Words {
  error?: string
  error_description?: string
  numbers: string[]
  /** The scope that a challenge asks for (RFC 6750, section 3). */
  scope?: string
  /** How the user must have signed in, and at most how many seconds ago (RFC 9470, section 3). */
  acr_values?: string
  max_age?: string
}

/** Members that hold a code, and members that hold a sentence, by their plain names, the best first. */
const codeNames = [
  'error', 'errorcode', 'errortype', 'errcode', 'errno', 'errorno', 'subcode', 'code', 'type', 'ret', 'reason',
  'status', 'key', 'name',
]
/** Members that hold a code only where something else says that there is an error: a token may stand there as well. */
const doubtfulNames = new Set(['type', 'reason', 'status', 'key', 'name'])
const sentenceNames = [
  'errordescription', 'errordesc', 'errormessage', 'errormsg', 'errmsg', 'errorsummary', 'submsg', 'message', 'msg',
  'detail', 'details', 'description',
  'errorreason', 'reason', 'title', 'faultstring', 'errorinfo', 'statusmessage', 'resultmessage', 'errordetail', 'info',
]
/** Members whose number stands for an error, and no less in an answer with status 200. */
const numberNames = [
  'errorcode', 'errcode', 'errno', 'errorno', 'ret', 'subcode', 'code', 'errornum', 'errorsubcode', 'error',
]
/** Objects in which the words may stand. */
const wrapping
  = /^(?:errors?|fault|details?|data|result|response|meta|status|body|exception|cause|.{0,60}response|.{0,60}error)$/

const deepest = 4

/** One word of this length in an answer that is no failure may be a token. */
const isLongWord = /^[\x21-\x7e]{16,}$/

/**
 * Finds the words of a refusal in a JSON value, however it is written: RFC 6749, section 5.2, and what providers make
 * up.
 */
export function findWords(value: unknown, status: number, depth = 0): Words {
  if (typeof value === 'string')
    return value.trim() === '' ? { numbers: [] } : { error_description: value, numbers: [] }
  if (Array.isArray(value))
    return value.length > 0 && depth < deepest ? findWords(value[0], status, depth + 1) : { numbers: [] }
  if (!isObject(value) || depth > deepest) return { numbers: [] }
  const members = membersOf(value)
  const inner = [...members].filter(([name, member]) => typeof member === 'object' && wrapping.test(name))
  const wordsIn = (named: typeof inner) => named.map(([, member]) => findWords(member, status, depth + 1))
  const isError = ([name]: [string, unknown]) => name === 'error' || name === 'errors'
  const [errors, others] = [inner.filter(isError), inner.filter(one => !isError(one))]
  const told = [...wordsIn(errors), ownWords(members, status), ...wordsIn(others)].reduce(merge)
  const isSaid = told.error !== undefined || told.error_description !== undefined
  return isSaid ? told : errors.map(([, member]) => wordsByMember(member)).reduce(merge, told)
}

/** A value that the server sends back may be a token: it has no blanks, or words longer than any but an address. */
function isSentence(text: string): boolean {
  return /\s/.test(text) && !/(?<!\S)(?!https?:)\S{20}/.test(text)
}

/**
 * Sentences by the name of what they are about, one or several: `{"code": ["is invalid"]}`, as many frameworks do it.
 */
function wordsByMember(errors: unknown): Words {
  if (!isObject(errors)) return { numbers: [] }
  const sentences = Object.entries(errors).slice(0, limits.members).flatMap(([name, said]) => {
    const texts = (Array.isArray(said) ? said.slice(0, limits.members) : [said]).filter(isText).filter(isSentence)
    return texts.length === 0 ? [] : [`${name.slice(0, 60)}: ${texts.join(', ')}`]
  })
  return { numbers: [], ...sentences.length > 0 && { error_description: sentences.join('; ') } }
}

function merge(better: Words, other: Words): Words {
  const error = better.error ?? other.error
  const error_description = better.error_description ?? other.error_description
  return {
    ...error === undefined ? {} : { error }, ...error_description === undefined ? {} : { error_description },
    numbers: [...new Set([...better.numbers, ...other.numbers])],
  }
}

/** The first members, by their names in lower case without signs: `errorCode` is `error_code`. */
function membersOf(value: Record<string, unknown>): Map<string, unknown> {
  const members = new Map<string, unknown>()
  let count = 0
  for (const name in value) {
    if (count++ >= limits.members) break
    const plain = name.length > 60 ? '' : name.toLowerCase().replace(/[_-]/g, '')
    if (!members.has(plain)) members.set(plain, value[name])
  }
  return members
}

function ownWords(members: Map<string, unknown>, status: number): Words {
  const numbers = numberNames.map(name => members.get(name)).filter(isErrorNumber(status)).map(String)
  const isFailure = status < 200 || status > 299
  const sentence = sentenceNames.map(name => members.get(name)).filter(isText)
    .find(text => isFailure || !isLongWord.test(text))
  const isRefused = isFailure || sentence !== undefined || numbers.length > 0
  const names = codeNames.filter(name => isRefused || !doubtfulNames.has(name))
  const error = names.flatMap(name => isCode(name, members.get(name)) ? [members.get(name) as string] : [])[0]
    ?? numbers[0]
  return {
    ...error === undefined ? {} : { error },
    ...sentence === undefined || sentence === error ? {} : { error_description: sentence },
    numbers: numbers.filter(number => number !== error),
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/**
 * Tells whether a member holds a code. `error` may hold anything; elsewhere a code is one word, and not just "error" or
 * "failed".
 */
function isCode(name: string, value: unknown): boolean {
  if (!isText(value)) return false
  return name === 'error'
    || (/^[A-Za-z][\w.-]{0,99}$/.test(value) && !/^(?:error|fail(?:ed|ure)?|false|null)$/i.test(value))
}

/** Providers write their numbers as numbers and as texts. Zero and the status itself say nothing. */
function isErrorNumber(status: number): (value: unknown) => boolean {
  return value =>
    /^-?[1-9]\d{0,11}$/.test(typeof value === 'number' || typeof value === 'string' ? String(value) : '')
    && Number(value) !== status
    && Number(value) !== 200
}
