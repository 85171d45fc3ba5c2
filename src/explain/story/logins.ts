import { wantsProofNonce } from '../parameters.ts'
import type { Seen, WalkRecord } from '../record.ts'
import { answeredValue, askedValue, sentValue, tokensBrought, tokensSent, type Login } from './login.ts'

/** Tells the logins of a record apart: by state, code and token, and where none of them tells, by their order. */
export function loginsIn({ seen }: Pick<WalkRecord, 'seen'>): Login[] {
  const logins = new Logins()
  for (const one of seen) logins.take(one)
  return logins.all
}

/** The logins as they come; each is found by what it is known by, and never by looking at all of them. */
class Logins {
  readonly all: Login[] = []
  readonly #byRequest = new Map<string, Login>()
  readonly #byState = new Map<string, Login>()
  readonly #byCode = new Map<string, Login>()
  readonly #byToken = new Map<string, Login>()
  /** Logins without an answer, and without tokens; those that got theirs are taken out when they are the last. */
  readonly #waiting: Login[] = []
  readonly #unredeemed: Login[] = []
  #lastWithTokens: Login | undefined
  #pushed: Seen | undefined

  take(one: Seen): void {
    switch (one.kind) {
      case 'pushed-request': this.#pushed = one
        break
      case 'authorization-request': this.#takeRequest(one)
        break
      case 'authorization-response': this.#takeResponse(one)
        break
      case 'token-request': this.#takeTokens(one)
        break
      default: this.#takeLater(one)
    }
  }

  #open(): Login {
    const login: Login = { ...nothing, tokens: [], resources: [], refreshes: [], logouts: [] }
    this.all.push(login)
    this.#unredeemed.push(login)
    return login
  }

  /**
   * Providers send the browser on, with the parameters of the request in every address, until somebody has signed in.
   */
  #takeRequest(one: Seen): void {
    const key = keyOf(one)
    const before = this.#byRequest.get(key)
    const challenge = sentValue(one, 'code_challenge')
    const isSame = before?.request
      && (challenge === undefined || sentValue(before.request, 'code_challenge') === challenge)
    if (isSame && !before.response) return
    const login = Object.assign(this.#open(), { request: one, pushed: this.#pushedFor(one) })
    this.#byRequest.set(key, login)
    this.#waiting.push(login)
    const state = askedValue(login, 'state')
    if (state !== undefined) this.#byState.set(state, login)
  }

  /** A `request_uri` alone tells which request was pushed (RFC 9126, section 4). */
  #pushedFor(request: Seen): Seen | undefined {
    const uri = sentValue(request, 'request_uri')
    return uri !== undefined && this.#pushed && (answeredValue(this.#pushed, 'request_uri') ?? uri) === uri
      ? this.#pushed
      : undefined
  }

  #takeResponse(one: Seen): void {
    const [code, state] = [sentValue(one, 'code'), sentValue(one, 'state')]
    if (code !== undefined && this.#byCode.get(code)?.response) return
    const named = state === undefined ? undefined : this.#byState.get(state)
    const login = named && !named.response
      ? named
      : lastOf(this.#waiting, ({ response }) => response === undefined) ?? this.#open()
    login.response = one
    if (code !== undefined) this.#byCode.set(code, login)
  }

  /** The login whose code is redeemed; otherwise the last that has none redeemed yet. */
  #takeTokens(one: Seen): void {
    const code = sentValue(one, 'code')
    const own = code === undefined ? undefined : this.#byCode.get(code)
    const login = own ?? lastOf(this.#unredeemed, ({ tokens }) => tokens.length === 0) ?? this.#open()
    // A request that was only asked for a nonce is made once more: the login goes on with that one.
    login.tokens = [...login.tokens.filter(before => !wantsProofNonce(before)), one]
    if (code !== undefined && !own) this.#byCode.set(code, login)
    this.#noteTokens(login, one)
  }

  #takeLater(one: Seen): void {
    const known = tokensSent(one).map(token => this.#byToken.get(token)).find(login => login !== undefined)
    const login = known ?? this.#lastWithTokens ?? this.all.at(-1)
    if (!login) return
    if (one.kind === 'userinfo-request') login.userinfo = goneOn(login.userinfo) ?? one
    else if (one.kind === 'resource-request') login.resources.push(one)
    else if (one.kind === 'logout-request' || one.kind === 'logout-token') login.logouts.push(one)
    else if (one.kind === 'refresh-request') {
      login.refreshes.push(one)
      this.#noteTokens(login, one)
    }
  }

  #noteTokens(login: Login, message: Seen): void {
    this.#lastWithTokens = login
    for (const token of tokensBrought(message)) this.#byToken.set(token, login)
  }
}

/** What is not only asked for a nonce, and made once more. */
function goneOn(before: Seen | undefined): Seen | undefined {
  return before && wantsProofNonce(before) ? undefined : before
}

const nothing = { request: undefined, pushed: undefined, response: undefined, userinfo: undefined }

/** What an authorization request is known by wherever the provider repeats it. */
function keyOf(one: Seen): string {
  const state = sentValue(one, 'state')
  const names = state === undefined ? ['redirect_uri', 'request_uri', 'scope'] : []
  return JSON.stringify([
    sentValue(one, 'client_id') ?? '', state ?? '', ...names.map(name => sentValue(one, name) ?? ''),
  ])
}

/** The last that is still so; those behind it are not, and go. */
function lastOf(logins: Login[], isSo: (login: Login) => boolean): Login | undefined {
  while (logins.length > 0) {
    const last = logins.at(-1)
    if (last && isSo(last)) return last
    logins.pop()
  }
  return undefined
}
