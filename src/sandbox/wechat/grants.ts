import { randomBytes, randomInt } from 'node:crypto'
import { recordName, seal, unseal } from '../storage/sealing.ts'
import type { RecordStore } from '../storage/store.ts'
import { Refusal } from './refusals.ts'

const minute = 60_000
const day = 24 * 60 * minute

/**
 * How long each thing is good, in milliseconds, and how long it is remembered afterwards, so that the refusal can say
 * why.
 */
const lifetimes = {
  visit: { good: 10 * minute, kept: 10 * minute },
  code: { good: 5 * minute, kept: day },
  access: { good: 120 * minute, kept: 60 * day },
  refresh: { good: 30 * day, kept: 60 * day },
} as const

export const accessTokenSeconds = lifetimes.access.good / 1000

/** Someone looks at the QR code; what the client asked for waits until they have decided. */
export interface Visit { redirect_uri: string, state: string | undefined, scope: string }

interface Kept { good_until: number }
interface Code extends Kept { scope: string, used: boolean }
interface Access extends Kept { scope: string, openid: string }
interface Refresh extends Kept { scope: string, openid: string, access_token: string }
interface Contents { visit: Visit & Kept, code: Code, access: Access, refresh: Refresh }
type Kind = keyof Contents

/** What a token request gives. */
export interface Tokens { access_token: string, refresh_token: string, openid: string, scope: string }

/** Visits, codes and tokens, hashed and sealed in the store. `now` in milliseconds since 1970. */
export class Grants {
  readonly #store: RecordStore
  readonly #now: () => number

  constructor(store: RecordStore, now: () => number) {
    this.#store = store
    this.#now = now
  }

  /** Begins a visit and gives its unguessable id. */
  openVisit(visit: Visit): string {
    return this.#put('visit', randomBytes(16).toString('hex'), visit)
  }

  /** What a visit is about; undefined if it is over or there was none. */
  findVisit(id: string): Visit | undefined {
    const visit = this.#find('visit', id)
    return visit && this.#isGood(visit) ? visit : undefined
  }

  /** Ends a visit: each can be decided once. */
  closeVisit(id: string): void {
    this.#store.remove(nameOf('visit', id))
  }

  /** A code for the consent just given. */
  giveCode(scope: string): string {
    return this.#put('code', randomBytes(16).toString('hex'), { scope, used: false })
  }

  /** Spends a code for tokens; raises 40029 for one that is unknown or too old, 40163 for one that was spent before. */
  spendCode(code: string, openid: string): Tokens {
    const found = this.#find('code', code)
    if (!found) throw new Refusal(40029)
    if (found.used) throw new Refusal(40163)
    if (!this.#isGood(found)) throw new Refusal(40029)
    this.#write('code', code, { ...found, used: true })
    const { scope } = found
    const access_token = this.#put('access', randomToken(), { scope, openid })
    const refresh_token = this.#put('refresh', randomToken(), { scope, openid, access_token })
    return { access_token, refresh_token, openid, scope }
  }

  /**
   * A live access token stays and lives on, a dead one is replaced; the refresh token stays in either case. Raises
   * 40030, 42002.
   */
  refresh(refreshToken: string): Tokens {
    const found = this.#find('refresh', refreshToken)
    if (!found) throw new Refusal(40030)
    if (!this.#isGood(found)) throw new Refusal(42002)
    const { scope, openid } = found
    const current = this.#find('access', found.access_token)
    const lives = current !== undefined && this.#isGood(current)
    const access_token = this.#put('access', lives ? found.access_token : randomToken(), { scope, openid })
    this.#write('refresh', refreshToken, { ...found, access_token })
    return { access_token, refresh_token: refreshToken, openid, scope }
  }

  /**
   * Raises 40001 for an access token that is unknown, 42001 for one that is too old, 40003 for one that was given for
   * another openid.
   */
  check(accessToken: string, openid: string): void {
    const found = this.#find('access', accessToken)
    if (!found) throw new Refusal(40001)
    if (!this.#isGood(found)) throw new Refusal(42001)
    if (found.openid !== openid) throw new Refusal(40003)
  }

  #isGood({ good_until }: Kept): boolean {
    return this.#now() < good_until
  }

  #put(kind: Kind, id: string, content: object): string {
    this.#write(kind, id, { ...content, good_until: this.#now() + lifetimes[kind].good })
    return id
  }

  #write(kind: Kind, id: string, content: object): void {
    this.#store.set(nameOf(kind, id), { sealed: seal(id, content), expires_at: Date.now() + lifetimes[kind].kept })
  }

  #find<Which extends Kind>(kind: Which, id: string): Contents[Which] | undefined {
    const record = id === '' ? undefined : this.#store.get(nameOf(kind, id))
    return record && unseal(id, record.sealed) as Contents[Which] | undefined
  }
}

function nameOf(kind: Kind, id: string): string {
  return recordName(`wechat-${kind}`, id)
}

// WeChat's tokens begin with a small number and an underscore.
function randomToken(): string {
  return `${randomInt(10, 100)}_${randomBytes(48).toString('base64url')}`
}
