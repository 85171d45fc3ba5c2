import { bareAddress } from '../addresses.ts'
import { isTelling } from '../facts/withheld.ts'
import { headerOf, parameterOf } from '../parameters.ts'
import type { Seen } from '../record.ts'
import { stepOf } from './kinds.ts'

/**
 * Calls no answer of a login what only looks like one: applications have a `code` of their own in their addresses, of a
 * country or an article. It is one where it fits no request, and the login in which it stands has an answer that does.
 */
export function withoutForeignAnswers(messages: readonly Seen[]): Seen[] {
  const answers = messages.filter(({ kind }) => kind === 'authorization-response')
  if (answers.length < 2 || !answers.some(mayBeForeign)) return [...messages]
  const foreign = new Logins(messages).foreign()
  return messages.map(seen => foreign.has(seen) ? { ...seen, kind: 'other', step: stepOf('other') } : seen)
}

/** Tokens, and errors that a provider explains, are told wherever they come. */
function mayBeForeign(seen: Seen): boolean {
  const has = (name: string) => parameterOf(seen, name) !== undefined
  return (has('code') || isTelling(parameterOf(seen, 'state')))
    && !['error_description', 'iss', 'id_token', 'access_token', 'response'].some(has)
}

/** What a login is told by: its state, or where that says nothing, its request itself. */
type Key = Seen | string

/** The requests of a record, and by what each answer may fit them. */
class Logins {
  readonly #messages: readonly Seen[]
  readonly #pushed = new Map<string, Seen>()
  readonly #states = new Set<string>()
  readonly #sentTo = new Map<string, Key>()
  readonly #redeemed = new Set<string>()
  readonly #redirects = new Set<string>()
  readonly #answered = new Set<Key>()
  readonly #codes = new Set<string>()
  readonly #addresses = new Set<string>()

  constructor(messages: readonly Seen[]) {
    this.#messages = messages
    for (const seen of messages) this.#note(seen)
  }

  #note(seen: Seen): void {
    const code = parameterOf(seen, 'code')
    if (seen.kind === 'token-request' && isTelling(code)) this.#redeemed.add(code)
    if (seen.kind !== 'authorization-request' && seen.kind !== 'pushed-request') return
    const uri = seen.response?.members?.['request_uri']
    if (seen.kind === 'pushed-request' && typeof uri === 'string') this.#pushed.set(uri, seen)
    const state = parameterOf(seen, 'state')
    if (isTelling(state)) this.#states.add(state)
    const location = headerOf(seen.response, 'location')
    if (location !== undefined) this.#sentTo.set(location, this.#keyOf(seen))
    const address = redirectOf(seen)
    if (address !== '') this.#redirects.add(address)
  }

  #asked(request: Seen): Seen {
    return this.#pushed.get(parameterOf(request, 'request_uri') ?? '') ?? request
  }

  #keyOf(request: Seen): Key {
    const state = parameterOf(this.#asked(request), 'state')
    return isTelling(state) ? state : request
  }

  /** The answers that fit nothing; a first look finds those that fit. */
  foreign(): ReadonlySet<Seen> {
    this.#eachAnswer((answer, before, byAddress) => this.#takeFitting(answer, before, byAddress))
    const found = new Set<Seen>()
    if (this.#codes.size === 0) return found
    this.#eachAnswer((answer, before) => {
      if (this.#isForeign(answer, before)) found.add(answer)
    })
    return found
  }

  /** With the last request before each answer, and the last that named each address. */
  #eachAnswer(
    take: (answer: Seen, before: Seen | undefined, byAddress: ReadonlyMap<string, Seen>) => void,
  ): void {
    let before: Seen | undefined
    const byAddress = new Map<string, Seen>()
    for (const seen of this.#messages) {
      if (seen.kind === 'authorization-request') {
        before = seen
        byAddress.set(redirectOf(this.#asked(seen)), seen)
      } else if (seen.kind === 'authorization-response') take(seen, before, byAddress)
    }
  }

  #takeFitting(answer: Seen, before: Seen | undefined, byAddress: ReadonlyMap<string, Seen>): void {
    const [state, code, url] = [parameterOf(answer, 'state'), parameterOf(answer, 'code'), answer.request?.url ?? '']
    const address = bareAddress(url)
    const named = isTelling(state) && this.#states.has(state) ? state : this.#sentTo.get(url)
    const isRedeemed = code !== undefined && this.#redeemed.has(code)
    if (named === undefined && !isRedeemed && !this.#redirects.has(address)) return
    const asked = byAddress.get(address) ?? before
    const key = named ?? (asked && this.#keyOf(asked))
    if (key !== undefined) this.#answered.add(key)
    if (code !== undefined) this.#codes.add(code)
    this.#addresses.add(address)
  }

  #isForeign(answer: Seen, before: Seen | undefined): boolean {
    const isKnown = this.#codes.has(parameterOf(answer, 'code') ?? '')
      || this.#addresses.has(bareAddress(answer.request?.url))
    if (isKnown || !mayBeForeign(answer)) return false
    return before === undefined || this.#answered.has(this.#keyOf(before)) || isForScript(answer)
  }
}

/** Where a request wants its answer; a browser writes an address without a path with a slash. */
function redirectOf(request: Seen): string {
  return bareAddress(parameterOf(request, 'redirect_uri')).replace(/^(https?:\/\/[^/]+)$/i, '$1/')
}

/** No browser shows a person JSON. */
function isForScript({ response }: Seen): boolean {
  return response?.members !== undefined
}
