import { addressOf, bareAddress } from './addresses.ts'
import { unescapeHtml } from './html-escaped.ts'
import { headerOf, parameterOf } from './parameters.ts'
import type { Pairs, Seen, WalkRecord } from './record.ts'
import { requestedBy } from './requested.ts'

/** One authorization request with what belongs to it, as far as it is in the record. */
export interface Attempt {
  asked: Seen | undefined
  answers: Seen[]
  exchanges: Seen[]
}

const known = new WeakMap<WalkRecord, Attempt[]>()

/**
 * The attempts of a record: an answer belongs to the request with its state, an exchange to the answer with its code;
 * what fits none belongs to the attempt before it.
 */
export function attemptsOf(record: WalkRecord): readonly Attempt[] {
  const before = known.get(record)
  if (before) return before
  const attempts = new Attempts(record)
  for (const seen of messagesOf(record)) attempts.place(seen)
  known.set(record, attempts.all)
  return attempts.all
}

const byRequest = new WeakMap<WalkRecord, ReadonlyMap<Seen | undefined, Attempt>>()

/** The attempt that a request began. */
export function attemptOf(record: WalkRecord, asked: Seen): Attempt | undefined {
  const attempts = byRequest.get(record) ?? new Map(attemptsOf(record).map(attempt => [attempt.asked, attempt]))
  byRequest.set(record, attempts)
  return attempts.get(asked)
}

/** Attempts as they are found, with the values by which messages belong together. */
class Attempts {
  readonly all: Attempt[] = []
  readonly #byState = new Map<string, Attempt>()
  readonly #byCode = new Map<string, Attempt>()
  readonly #record: WalkRecord

  constructor(record: WalkRecord) {
    this.#record = record
  }

  place(seen: Seen): void {
    if (isAuthorizationRequest(seen)) this.#remember(this.#byState, this.#stateOf(seen), this.#begin(seen))
    else if (isAnswer(seen)) this.#answer(seen)
    else if (isExchange(seen)) (this.#byCode.get(parameterOf(seen, 'code') ?? '') ?? this.#last()).exchanges.push(seen)
  }

  /** Also of what was pushed ahead (RFC 9126). */
  #stateOf(asked: Seen): string | undefined {
    return parameterOf(asked, 'state') ?? requestedBy(this.#record, asked)?.('state')
  }

  #answer(seen: Seen): void {
    const attempt = this.#byState.get(parameterOf(seen, 'state') ?? '') ?? this.#last()
    attempt.answers.push(seen)
    this.#remember(this.#byCode, parameterOf(seen, 'code'), attempt)
  }

  #begin(asked: Seen | undefined): Attempt {
    const attempt = { asked, answers: [], exchanges: [] }
    this.all.push(attempt)
    return attempt
  }

  #last(): Attempt {
    return this.all.at(-1) ?? this.#begin(undefined)
  }

  #remember(places: Map<string, Attempt>, value: string | undefined, attempt: Attempt): void {
    if (value) places.set(value, attempt)
  }
}

/**
 * The messages with the answers in them that the browser is sent on with: a redirect to the client says by itself what
 * comes back.
 */
function messagesOf({ seen }: WalkRecord): Seen[] {
  const came = new Set(seen.map(({ request }) => request?.url))
  return seen.flatMap((each) => {
    const sentOn = redirectedAnswer(each)
    return sentOn && !came.has(sentOn.request?.url) ? [each, sentOn] : [each]
  })
}

function redirectedAnswer(seen: Seen): Seen | undefined {
  const { text: location, names: htmlEscaped } = unescapeHtml(headerOf(seen.response, 'location') ?? '')
  if (location.length > longestAddress
    || !/[?&#](?:code|error|access_token|id_token|response)=/.test(location)
    || isRequestAddress(location)) return undefined
  const [, query = '', fragment = ''] = /^[^?#]*(?:\?([^#]*))?(?:#([^]*))?$/.exec(location) ?? []
  const request = {
    method: undefined, url: location, headers: [], query: readPairs(query), fragment: readPairs(fragment), form: [],
    body: undefined, ...htmlEscaped.length > 0 && { htmlEscaped },
  }
  return {
    kind: 'authorization-response', step: 'callback', at: seen.at, request, response: undefined, place: seen.place,
  }
}

/** No browser goes further. */
const longestAddress = 60_000

/** An address that asks, and does not answer: it names a client, or what is to come back. */
function isRequestAddress(address: string): boolean {
  return /[?&#](?:client_id|response_type|redirect_uri)=/.test(address)
}

function readPairs(text: string): Pairs {
  return [...new URLSearchParams(text)]
}

/** Tells whether it asks the provider for a sign-in through the browser; a preflight does not. */
export function isAuthorizationRequest({ kind, request }: Seen): boolean {
  return kind === 'authorization-request' && request?.method !== 'OPTIONS'
}

/** Tells whether it is what the provider sends back through the browser. */
export function isAnswer({ kind }: Seen): boolean {
  return kind === 'authorization-response'
}

/** Tells whether it exchanges a code: a request of step 5 that is no refresh and no poll. */
export function isExchange(seen: Seen): boolean {
  if (seen.request?.method === 'OPTIONS') return false
  return seen.kind === 'token-request'
    && !/refresh_token|device_code|client_credentials|token-exchange|password|jwt-bearer/.test(
      parameterOf(seen, 'grant_type') ?? '',
    )
}

/** Whatever is sent to the token endpoint. */
export function isTokenRequest({ kind, request }: Seen): boolean {
  return (kind === 'token-request' || kind === 'refresh-request' || kind === 'device-poll')
    && request !== undefined
    && request.method !== 'OPTIONS'
}

/** The host of a message's address. */
export function hostOf(seen: Seen): string {
  return addressOf(seen)?.host ?? headerOf(seen.request, 'host') ?? ''
}

/** The address that a redirect goes to, without its parameters. */
export function sentTo(seen: Seen): string {
  return bareAddress(headerOf(seen.response, 'location'))
}
