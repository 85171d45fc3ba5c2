import { describeBy } from '../../codes/described.ts'
import type { Seen, WalkRecord } from '../../explain/record.ts'
import { hasSteps, isSilent, type Login } from '../../explain/story/login.ts'
import { loginsIn } from '../../explain/story/logins.ts'
import { Failure } from '../../codes/failure.ts'

/** Which login is told, and what of the record is. */
export interface Chosen {
  logins: Login[]
  /** The place of the login that is told as six steps, from 0; undefined where there is none. */
  place: number | undefined
  record: WalkRecord
}

/**
 * Chooses the login that was asked for, or else the one that tells most. Raises `setting-invalid` for one that is not
 * there.
 */
export function chooseLogin(record: WalkRecord, asked: string | undefined): Chosen {
  const logins = loginsIn(record)
  if (asked === undefined) {
    return { logins, record, place: logins.length === 0 ? undefined : mostTelling(logins) }
  }
  const login = /^\d{1,4}$/.test(asked) ? logins[Number(asked) - 1] : undefined
  if (!login)
    throw new Failure('setting-invalid', {
      setting: '--login', value: asked, expected: describeBy('login-number', logins.length),
    })
  return { logins, record: narrow(record, logins.filter(other => other !== login)), place: Number(asked) - 1 }
}

/**
 * The first in which somebody was asked, and of those one that went beyond its request: people begin, give up, and
 * begin anew.
 */
function mostTelling(logins: readonly Login[]): number {
  const wanted = [(login: Login) => !isSilent(login) && hasSteps(login), (login: Login) => !isSilent(login), hasSteps]
  return Math.max(0, wanted.map(isWanted => logins.findIndex(isWanted)).find(place => place >= 0) ?? 0)
}

/**
 * The record without the messages of the other logins: what belongs to none, such as a cookie that is set, may be this
 * one's.
 */
function narrow(record: WalkRecord, others: readonly Login[]): WalkRecord {
  const foreign = new Set<Seen | undefined>(
    others.flatMap(login => Object.values(login).flat() as (Seen | undefined)[]),
  )
  foreign.delete(undefined)
  return {
    ...record, seen: record.seen.filter(seen => !foreign.has(seen)),
    jwts: record.jwts.filter(jwt => !foreign.has(jwt.in)),
  }
}
