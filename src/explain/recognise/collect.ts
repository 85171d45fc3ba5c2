import { isObject, parseJson, type JsonObject } from '../../protocol/answer/json.ts'
import type { CutPart, JwtRole, Seen, WalkRecord } from '../record.ts'
import { nameByMetadata } from './by-metadata.ts'
import { addressWithin } from './address-within.ts'
import { claimsAlone } from './claims-alone.ts'
import { cutIn } from './cut.ts'
import { documentOf } from './documents.ts'
import { jwtsOf } from './jwts-of.ts'
import { readJwt } from './jwt.ts'
import { withoutForeignAnswers } from './foreign-answers.ts'
import { formBehind, methodBefore } from './form-on-line.ts'
import { kindOfRequest } from './kinds.ts'
import { leadsTo } from './leads-to.ts'
import { withoutOwnRequests } from './own-requests.ts'
import { readPairs } from './pairs.ts'
import { publishedIn } from './published.ts'
import { toRequest } from './request.ts'
import { unreadCall } from './unread-call.ts'
import { isOfProtocol, sizeOf, toSeen, type RawMessage } from './seen.ts'
import { addTo, sideOfField, standingFields, type StandingFields } from './standing-fields.ts'
import { namedLines } from './named-lines.ts'
import { addressesIn, isAddress, pathsIn, roleInWords, tokensIn } from './words.ts'

/** How much of one input is kept. */
const most
  = { messages: 300, recorded: 300, words: 3000, jwts: 200, ofOther: 1_000_000, characters: 16_000_000 } as const

/** Gathers what is found in one input, in its order; an answer goes to the request before it. */
export class Collector {
  readonly #messages: RawMessage[] = []
  readonly #jwts: { token: string, role: JwtRole | undefined }[] = []
  readonly #documents: { content: JsonObject, url: string | undefined }[] = []
  readonly #words: string[] = []
  #size = 0
  readonly #cut = new Set<CutPart>()
  /** The last line of words, which may name what stands below it. */
  #label = ''
  /** Fields that stand one below the other belong to one message. */
  #fields: StandingFields | undefined

  /** Notes what of the input is not read to its end. */
  noteCut(part: CutPart): void {
    this.#cut.add(part)
  }

  /** Tells whether there are so many messages that some were left out already: more need not be made. */
  get isFull(): boolean {
    return this.#cut.has('messages') && this.#messages.length >= most.messages
  }

  add(message: RawMessage): void {
    this.#fields = undefined
    const last = this.#messages.at(-1)
    if (message.response && !message.request && last?.request && !last.response) last.response = message.response
    else this.#push(message)
  }

  #push(message: RawMessage): void {
    if (this.#messages.length < most.messages) this.#messages.push(message)
    else this.noteCut('messages')
  }

  /**
   * An entry of a recording has its own answer, or none. What is of the protocol has its place also where the recording
   * is full of other things.
   */
  addRecorded(message: RawMessage): void {
    this.#fields = undefined
    const size = sizeOf(message)
    const isOurs = isOfProtocol(message)
    if (this.#messages.length >= most.recorded || this.#size + size > (isOurs ? most.characters : most.ofOther)) {
      if (isOurs) this.noteCut('messages')
      return
    }
    this.#size += size
    this.#messages.push(message)
  }

  addWords(text: string): void {
    if (text.trim() === '') return
    this.#label = text.trim()
    if (this.#words.length < most.words) this.#words.push(this.#label)
    else this.noteCut('words')
  }

  /** A header field by itself; false where it is none that a message of ours has. */
  addField(field: readonly [string, string], place: string): boolean {
    const side = sideOfField(field[0])
    if (side === undefined) return false
    const below = this.#fields?.side === side ? this.#fields : undefined
    const fields = below ?? standingFields(side, place)
    if (!below) this.add(fields.message)
    if (!addTo(fields, field)) this.noteCut('fields')
    this.#fields = fields
    return true
  }

  /** A form by itself: what a client sends, what a server answers, or what a browser brings back. */
  addForm(text: string, place: string, isOfAddress = false): void {
    const names: ReadonlySet<string> = new Set(readPairs(text).map(([name]) => name))
    if (names.has('grant_type')) this.add({ request: { method: 'POST', body: text }, place })
    else if (!isOfAddress && isTokenAnswer(names)) this.add({ response: { body: text }, place })
    else if ([
      'code', 'state', 'error', 'id_token', 'SAMLResponse', 'SAMLRequest', 'response_type', 'client_id', 'logout_token',
    ].some(name => names.has(name))) {
      this.add({ request: { method: 'POST', body: text }, place })
    } else this.addText(text, place)
  }

  /** A JSON text by itself: a document, an answer, claims that somebody took apart, or a log's record. */
  addJson(text: string, place: string): void {
    const value = parseJson(text)
    const label = this.#label
    const url = /https?:\/\/[^\s"'<>]+[^\s"'<>:.,;)]/.exec(label)?.[0]
    const document = isObject(value) ? documentOf(value) : undefined
    if (document && isObject(value) && document.kind !== 'claims') this.#addDocument(text, url, place)
    else if (document && isObject(value)) this.#documents.push({ content: value, url })
    else if (isObject(value) && toSeen({ response: { body: text } }).kind !== 'other') this.add({
      response: { body: text }, place,
    })
    else this.#addStrings(value, place)
  }

  /** An address above a document is where it came from, and no message of its own. */
  #addDocument(text: string, url: string | undefined, place: string): void {
    const last = this.#messages.at(-1)
    // Below a command it is what the command got.
    if (url === undefined && last?.request?.url !== undefined && !last.response)
      return void (last.response = { body: text })
    if (url !== undefined && last?.request?.url === url && !last.response) this.#messages.pop()
    const message = { ...url === undefined ? {} : { request: { url } }, response: { body: text }, place }
    this.#push(message)
  }

  /** Words, with the addresses and tokens in them. */
  addText(text: string, place: string): void {
    if (text.length < 3) return
    if (this.isFull && isAddress(text.trim())) return void (this.#label = text.trim())
    const addresses = this.isFull ? [] : addressesIn(text)
    const whole = addresses.filter(url => kindOfRequest(toRequest({ url })) !== 'other')
    const led = whole.length > 0 ? whole : addresses.flatMap(url => addressWithin(url) ?? [])
    const own = led.length > 0 ? led : this.isFull ? [] : pathsIn(text)
    for (const url of own.length === 0 && addresses[0] === text.trim() ? [text.trim()] : own) {
      const body = own.length === 1 ? formBehind(text, url) : undefined
      const sent = body === undefined ? {} : { method: methodBefore(text, url), body }
      this.add({ request: { url, ...sent, ...unreadCall(text, url) }, place })
    }
    const tokens = tokensIn(text)
    if (tokens.length > 0) this.#addTokens(tokens, roleInWords(`${this.#label} ${text.slice(0, 200)}`))
    if (/^\s*(?:Bearer|DPoP|Basic)\s+\w+="?/i.test(text)) this.addField(['www-authenticate', text.trim()], place)
    // A message's address or a token by itself is no word, but may be what the next line is about.
    if ([...tokens, ...own].includes(text.trim())) this.#label = text.trim()
    else this.addWords(text)
  }

  #addTokens(tokens: readonly string[], role: JwtRole | undefined): void {
    for (const token of tokens.slice(0, most.jwts - this.#jwts.length)) this.#jwts.push({ token, role })
    if (this.#jwts.length >= most.jwts) this.noteCut('tokens')
  }

  /** Strings of a JSON value that is nothing by itself, as logs write them. */
  #addStrings(value: unknown, place: string): void {
    const open: unknown[] = [value]
    for (let count = 0; open.length > 0 && count < most.words; count += 1) {
      const one = open.shift()
      if (typeof one === 'string') this.addText(one, place)
      else if (typeof one === 'object' && one !== null) {
        for (const line of namedLines(one, this.#label)) this.addWords(line)
        open.push(...(Object.values(one) as unknown[]).slice(0, 200))
      }
    }
  }

  /** All of it as one record. */
  toRecord(given: Pick<WalkRecord, 'issuer' | 'clientId' | 'now'>): WalkRecord {
    const found = leadsTo(inOrder(this.#messages.map(toSeen)))
    const published = publishedIn(found)
    const seen = withoutOwnRequests(withoutForeignAnswers(nameByMetadata(found, published.metadata)))
    const jwts = [
      ...seen.flatMap(jwtsOf), ...this.#jwts.flatMap(({ token, role }) => readJwt(token, role, undefined) ?? []),
    ]
    const cut = [...new Set([...this.#cut, ...cutIn(seen)])]
    return {
      seen, jwts: [...jwts, ...this.#documents.flatMap(claimsAlone)], ...published, words: this.#words, cut, ...given,
    }
  }
}

/** By their times, where each has one; otherwise as they stand in the input. */
function inOrder(seen: Seen[]): Seen[] {
  return seen.every(({ at }) => at !== undefined) ? seen.sort((one, other) => (one.at ?? 0) - (other.at ?? 0)) : seen
}

/** A form that a server answers: tokens, or as GitHub an error. What a browser brings back has a state. */
function isTokenAnswer(names: ReadonlySet<string>): boolean {
  const isError = names.has('error') && [...names].every(name => /^error(?:_\w{1,20})?$/.test(name))
  return isError || (names.has('access_token') && !names.has('state') && !names.has('id_token'))
}
