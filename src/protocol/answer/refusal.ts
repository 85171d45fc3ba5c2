import { cutText, limits, takeCharacters } from '../../limits.ts'
import { Failure, type FailureCode } from '../../codes/failure.ts'
import type { Obstacle } from '../../codes/obstacle.ts'
import type { WireResponse } from '../../wire.ts'
import type { Exchange } from '../library.ts'
import { findRefusingChallenge, readChallenges, stepUp } from './challenge.ts'
import { decodeAnswer } from './decode.ts'
import { isDenial } from './denial.ts'
import { describeAnswer } from './describe.ts'
import { isObject } from './json.ts'
import { findObstacle } from './obstacle.ts'
import type { RetryAfter } from './retry-after.ts'
import { findWords, type Words } from './words.ts'
import { parseXml, resolveReferences, titleOf } from './xml.ts'

/** What a provider said when it refused, as the failure's details carry it. */
export interface Refusal {
  error?: string
  /** The provider's own words, cut; `left_out` is how many more characters there were. */
  error_description?: string
  left_out?: number
  /** What the standard calls this error, where the provider has a name of its own for it. */
  meaning?: string
  /** Numbers that stand for errors, beside `error`. */
  numbers?: string[]
  status?: number
  /** The scope that a challenge asks for (RFC 6750, section 3). */
  scope?: string
  /** How the user must have signed in, and at most how many seconds ago (RFC 9470, section 3). */
  acr_values?: string
  max_age?: string
}

/**
 * Reads what a provider says when it refuses: RFC 6749 5.2 (JSON, or a form), the challenge of RFC 6750, section 3,
 * problem details (RFC 9457), and what providers make up in JSON, JSONP, XML, a web page or a short text. Gives the
 * status alone where nothing is said. A resource server's challenge comes before its body, a token endpoint's body
 * before its challenge.
 */
export async function readRefusal(answer: WireResponse, first: 'body' | 'challenge' = 'body'): Promise<Refusal> {
  const status = answer.cameAs ?? answer.status
  const challenge = challengeWords(answer.headers['www-authenticate'])
  const body = await bodyWords(answer.body, status)
  const [better, other] = first === 'challenge' && body.meaning === undefined ? [challenge, body] : [body, challenge]
  return toRefusal({ ...other, ...better, numbers: [...new Set([...better.numbers, ...other.numbers])] }, status)
}

/**
 * Tells whether the resource wants another sign-in (RFC 9470, section 3): a new token of the same one would be refused
 * like this one.
 */
export function wantsStepUp({ headers }: WireResponse): boolean {
  return findRefusingChallenge(headers['www-authenticate'])?.parameters.get('error') === stepUp
}

/**
 * The error of the challenge of one scheme, its name in lower case: others may stand beside it (RFC 9110, section
 * 11.6.1).
 */
export function challengedError({ headers }: WireResponse, scheme: string): string | undefined {
  const challenge = readChallenges(headers['www-authenticate']).find(one => one.scheme === scheme)
  return challenge?.parameters.get('error')
}

/** The failure of a refused request: the facts about the answer, and what the provider said. */
export async function failureOf(
  code: FailureCode, { url, answer }: Exchange, first?: 'body' | 'challenge',
): Promise<Failure> {
  const provider = await readRefusal(answer, first)
  return new Failure(code, {
    ...describeAnswer(answer, url), provider, ...first === 'challenge' ? challengedBy(answer) : {},
    ...obstacleIn(answer, provider),
  })
}

/** The schemes by which a resource wants to be asked, in lower case, as a detail of its failure. */
export function challengedBy({ headers }: WireResponse): { challenged?: string[] } {
  const challenged = readChallenges(headers['www-authenticate']).map(({ scheme }) => cutText(scheme, limits.error))
  return challenged.length === 0 ? {} : { challenged: [...new Set(challenged)].slice(0, limits.members) }
}

/** The obstacle of a refusal, as a detail of its failure. An error code that blames the request rules one out. */
export function obstacleIn(answer: WireResponse, { error, meaning }: Refusal): { obstacle: Obstacle | undefined } {
  return { obstacle: findObstacle(answer, meaning ?? error) }
}

/** Makes a refusal of words: cuts them, and gives the user's own denial the standard's name. */
export function toRefusal(
  { error, error_description, meaning, numbers, ...asked }: Partial<Words> & { meaning?: string }, status?: number,
): Refusal {
  const code = error === undefined ? undefined : cutText(error.slice(0, limits.page).trim(), limits.error)
  const said = error_description === undefined ? undefined : takeCharacters(error_description, limits.error_description)
  const named = meaning
    ?? (code !== undefined && code !== 'access_denied' && isDenial(code) ? 'access_denied' : undefined)
  return {
    ...code === undefined ? {} : { error: code },
    ...said === undefined ? {} : { error_description: said.text },
    ...said?.leftOut ? { left_out: said.leftOut } : {},
    ...named === undefined ? {} : { meaning: named },
    ...numbers && numbers.length > 0 ? { numbers } : {},
    ...status === undefined ? {} : { status },
    ...Object.fromEntries(
      Object.entries(asked).map(([name, value]) => [name, takeCharacters(value, limits.error_description).text]),
    ),
  }
}

/**
 * What the provider said, in one line that ends with `…` where it was cut, and when it wants to be asked again. It may
 * repeat what was sent.
 */
export function inOneLine(
  { error, error_description, left_out, status }: Refusal, { seconds, until }: RetryAfter = {},
): string {
  const wait = seconds === undefined ? until : `${seconds} s`
  const said = left_out === undefined ? error_description : `${error_description ?? ''}…`
  return [`status ${status ?? ''}`, error, said, wait && `Retry-After ${wait}`].filter(word => word !== undefined)
    .join(': ')
}

function challengeWords(field: string | undefined): Words {
  const parameters = findRefusingChallenge(field)?.parameters
  const said = ['error', 'error_description', 'scope', 'acr_values', 'max_age'].map(name =>
    [name, parameters?.get(name)] as const)
  return { ...Object.fromEntries(said.filter(([, value]) => value)) as Partial<Words>, numbers: [] }
}

async function bodyWords(body: string, status: number): Promise<Words & { meaning?: string }> {
  const { value } = decodeAnswer(body)
  // A dialect has put it into the standard's terms already.
  const meaning = isObject(value) && typeof value['meaning'] === 'string' ? { meaning: value['meaning'] } : {}
  if (value !== undefined) return { ...findWords(value, status), ...meaning }
  const start = body.slice(0, limits.page).trimStart()
  if (!start.startsWith('<')) return plainWords(body.trim())
  const title = titleOf(start)
  return title === undefined ? xmlWords(await parseXml(start), status) : { error_description: title, numbers: [] }
}

/** Looks for words in an XML document as in JSON; where it finds none, it takes the first text. */
function xmlWords(value: unknown, status: number): Words {
  const root = isObject(value) ? Object.entries(value).find(([name]) => !name.startsWith('?'))?.[1] : undefined
  const words = findWords(root, status)
  const text = words.error === undefined && words.error_description === undefined ? firstText(root) : undefined
  const description = text ?? words.error_description
  return description === undefined ? words : { ...words, error_description: resolveReferences(description) }
}

function firstText(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value !== 'object' || value === null || depth > 10) return undefined
  for (const member of Object.values(value).slice(0, limits.members)) {
    const text = firstText(member, depth + 1)
    if (text !== undefined) return text
  }
  return undefined
}

/** Takes a text that is meant to be read; bytes and broken JSON say nothing. */
function plainWords(text: string): Words {
  const shown = text.slice(0, limits.error_description)
  // eslint-disable-next-line no-control-regex
  const isRead = /\S/.test(shown) && !/^[[{]|[\x00-\x08\x0e-\x1f\ufffd]/.test(shown)
  return isRead ? { error_description: text, numbers: [] } : { numbers: [] }
}
