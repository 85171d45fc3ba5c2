import { readChallenges } from '../../protocol/answer/challenge.ts'
import type { Seen, WalkRecord } from '../record.ts'
import { foreignIn } from './foreign.ts'
import { headerOf } from './messages.ts'
import { openingsIn } from './opening.ts'

/** A text in which somebody says what is wrong, and the message in which it stands. */
export interface Said {
  text: string
  in: Seen | undefined
}

/**
 * Of one text, and of all together, no more characters are looked at: nobody's error is so long, and a recording may
 * have any number of pages.
 */
const [longest, most] = [8000, 200_000]

/** What a text has that tells of a fault: the others need not be compared with anybody's sentences. */
const telling = /\bkid\b|\baud|\biss|nonce|token|error|fail|invalid|expect|mismatch|match|expire|wrong|valid|refus|denied|missing|found|AADSTS|IDX\d|future|malformed|issuer|错误|失败|无效|过期|err(?:code|msg)|blocked|can't load|does not|参数|redirect|unauthorized|required|not allow|must be|used before|too early|non-empty|differs|unverifiable|不一致|too far/i

/** Whether a text has a word with which faults are told. */
export function mayTell(text: string): boolean {
  return telling.test(text)
}

/** Tells whether a program's line in the input says this; the first 500 are looked at, and 2000 characters of each. */
export function someLineSays({ words }: WalkRecord, pattern: RegExp): boolean {
  return words.slice(0, 500).some(text => pattern.test(text.slice(0, 2000)))
}

/** What programs and pages say in the input: lines of a log, errors of answers, of addresses and of challenges. */
export function allSaid(record: WalkRecord): Said[] {
  const kept: Said[] = []
  let left = most
  for (const { text, in: seen } of texts(record)) {
    if (left <= 0) break
    const beginning = text.slice(0, longest)
    if (!telling.test(beginning)) continue
    kept.push({ text: beginning, in: seen })
    left -= beginning.length
  }
  return kept
}

function* texts(record: WalkRecord): Generator<Said> {
  for (const text of record.words) yield { text, in: undefined }
  const openings = openingsIn(record)
  const foreign = foreignIn(record)
  // A server that breaks down may say what it found in a token.
  const isAside = (seen: Seen) => openings.has(seen) || (foreign.has(seen) && (seen.response?.status ?? 0) < 500)
  for (const seen of record.seen) if (!isAside(seen)) yield* saidIn(seen)
}

function saidIn(seen: Seen): Said[] {
  const { request, response } = seen
  const pairs = [...request?.query ?? [], ...request?.fragment ?? [], ...request?.form ?? []]
  const errors = pairs.filter(([name]) =>
    /^(?:error|error_description|errcode|errmsg|error_msg|message)$/.test(name)).map(
    ([, value]) => value,
  )
  const challenges = readChallenges(headerOf(response, 'www-authenticate')).flatMap(({ parameters }) => [
    ...parameters.values(),
  ])
  const body = response?.members ? textsWithin(response.members) : [response?.text ?? response?.body ?? '']
  return [...errors, ...challenges, ...body].map(text => ({ text, in: seen }))
}

/** The texts of an object, at most four levels deep. */
function textsWithin(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > 4) return []
  return Object.values(value).slice(0, 100).flatMap(member => textsWithin(member, depth + 1))
}
