import { injectedFields } from '../../check/odd-values.ts'
import type { Evidence, Exchange, Fact } from '../../check/verdict.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import type { ExamCatalogue } from '../../messages/provider-exam.ts'
import { triedIn } from '../../messages/resource.ts'
import { compared, whatIsWrong } from '../../messages/text.ts'
import { toSafeJson } from '../../text/json.ts'
import { clean } from '../../text/printable.ts'
import { describeFinding } from '../document.ts'
import { describeFailure } from '../failure.ts'

/** What was wrong, in words; every value from outside is cleaned. */
export interface ToldEvidence {
  /** The code of the check, the finding or the failure. */
  code: string
  message: string
  expected?: string
  came?: string
}

/** Puts what was wrong into the words of a catalogue: those in which the walk tells it. */
export function tellFact(fact: Fact, catalogue: ExamCatalogue): ToldEvidence {
  if (fact.kind === 'sight')
    return { code: fact.code, message: catalogue.ofProvider?.sights[fact.code](fact.details) ?? fact.code }
  if (fact.kind === 'finding') return { code: fact.event.code, message: describeFinding(fact.event, catalogue) }
  if (fact.kind === 'failure') return { code: fact.failure.code, message: failureText(fact.failure, catalogue) }
  const { name, expected, actual } = fact.event
  const [wanted, came] = [compared(catalogue.values, expected, 400), compared(catalogue.values, actual, 400)]
  return { code: name, message: whatIsWrong(catalogue.checkWords[name], actual), expected: wanted, came }
}

/** The same in one line, with what came where values were compared. */
export function evidenceText(fact: Fact, catalogue: ExamCatalogue): string {
  const { message, expected, came } = tellFact(fact, catalogue)
  const { telling } = catalogue
  return came === undefined || expected === undefined
    ? message
    : `${message}${telling.colon}${telling.cameExpected(came, expected)}`
}

/**
 * The login tells one address, of several that were asked for the same document; who is to change a server wants to
 * know all.
 */
function failureText(failure: Extract<Fact, { kind: 'failure' }>['failure'], catalogue: Catalogue): string {
  const { tried } = failure.details
  const isSeveral = failure.code === 'discovery-refused' && Array.isArray(tried) && tried.length > 1
  return isSeveral
    ? catalogue.exam.nowhere(clean(triedIn(tried, catalogue.exam.aPage), 2000))
    : describeFailure(failure, catalogue).message
}

/**
 * How much of a body is shown: of a form any parameter may tell; else what is asked is known, and an answer tells at
 * its beginning what it is.
 */
const mostOf = { request: 80, form: 600, answer: 300 }

/** Fields of an answer that a verdict on it may rest on, and members of a document in it. */
const telling: readonly string[] = ['www-authenticate', 'location', 'retry-after']
const members: readonly string[] = [
  'resource', 'authorization_servers', 'issuer', 'code_challenge_methods_supported', 'error', 'error_description',
]

/** A request in one line: method, address, and how its body begins. */
export function sentLine({ request }: Exchange): string {
  const isForm = /form-urlencoded/i.test(request.headers['content-type'] ?? '')
  const body = request.body === undefined ? '' : ` ${clean(request.body, isForm ? mostOf.form : mostOf.request)}`
  return `${request.method} ${clean(request.url, 2000)}${body}`
}

/** An answer in one line: its status, the fields that tell something, and its body. */
export function answerLine({ response: { status, headers, body } }: Exchange, fact: Fact): string {
  const names = [...telling, ...Object.keys(headers).filter(name => name.startsWith(injectedFields))]
  const fields = names.flatMap(name => headers[name] === undefined ? [] : [`${name}: ${clean(headers[name], 600)}`])
  // The page of a redirect says where it leads, once more.
  const isTold = body !== '' && !(status >= 300 && status <= 399 && headers['location'] !== undefined)
  return [String(status), ...fields, ...isTold ? [clean(tellingPart(body, fact), mostOf.answer)] : []].join('  ')
}

/** Of a document, the members that this verdict rests on, or else those that one may; of anything else, all. */
function tellingPart(body: string, fact: Fact): string {
  const document = readObject(body)
  if (/^\s{0,100}</.test(body)) return wordsOf(body)
  const pick = (names: readonly string[]) =>
    names.flatMap(name => document && Object.hasOwn(document, name) ? [[name, document[name]] as const] : [])
  const own = pick(membersOf(fact))
  const told: Record<string, unknown> = Object.fromEntries(own.length > 0 ? own : pick(members))
  const keys = keysOf(document, fact)
  if (keys.length > 0) told['keys'] = keys
  if (!document || Object.keys(told).length === 0) return body
  return `${toSafeJson(told)}${Object.keys(document).length > Object.keys(told).length ? ' …' : ''}`
}

/** The members that a fact names; of one within another, the outer one. */
function membersOf(fact: Fact): string[] {
  const { member, members: several } = detailsOf(fact)
  return [member, several].flat().flatMap(name => typeof name === 'string' ? [name.split('.')[0] ?? ''] : [])
}

/** The keys that a fact names, of a set of keys. */
function keysOf(document: Record<string, unknown> | undefined, fact: Fact): unknown[] {
  const { kid, kids } = detailsOf(fact)
  const names = [kid, kids].flat().filter(name => typeof name === 'string')
  if (names.length === 0 || !Array.isArray(document?.['keys'])) return []
  return (document['keys'] as unknown[]).filter((key) => {
    const { kid: own, kty } = typeof key === 'object' && key !== null ? key as Record<string, unknown> : {}
    return names.includes(typeof own === 'string' ? own : String(kty))
  })
}

function detailsOf(fact: Fact): Readonly<Record<string, unknown>> {
  if (fact.kind === 'sight') return fact.details
  return fact.kind === 'finding' ? fact.event.details : {}
}

/** Of a page, what people see: its title, and the words of its body. */
function wordsOf(page: string): string {
  const shown = page.slice(0, 100_000)
    .replace(/<(head|style|script)\b[^>]{0,500}>/gi, '\0$1 ').split('\0').map((part) => {
      const [, name] = /^(head|style|script) /i.exec(part) ?? []
      const end = name === undefined ? -1 : part.toLowerCase().indexOf(`</${name.toLowerCase()}`)
      return name === undefined ? part : end < 0 ? '' : part.slice(end)
    }).join(' ')
  const words = shown.replace(/<[^<>]{0,2000}>/g, ' ').replace(/\s+/g, ' ').trim()
  const [, title = ''] = /<title[^<>]{0,200}>([^<]{0,200})/i.exec(page.slice(0, 100_000)) ?? []
  return [title.trim(), words].filter(text => text !== '').join(': ') || page
}

function readObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** The same thing said of the same server is told once. */
export function distinct(evidence: readonly Evidence[], catalogue: ExamCatalogue): Evidence[] {
  const keys = evidence.map(({ fact, subject }) => JSON.stringify([subject, tellFact(fact, catalogue)]))
  return evidence.filter((_, place) => keys.indexOf(keys[place] ?? '') === place)
}
