import { describeBy } from '../../described.ts'
import type { Seen, WalkRecord } from '../../explain/record.ts'
import { isSilent, type Login } from '../../explain/story/login.ts'
import { loginsIn } from '../../explain/story/logins.ts'
import { Failure } from '../../failure.ts'

/** Which login is told, and what of the record is. */
export interface Chosen {
  logins: Login[]
  /** The place of the login that is told as six steps, from 0; undefined where there is none. */
  place: number | undefined
  record: WalkRecord
}

/** Chooses the login that was asked for, or else the first in which somebody was asked. Raises `setting-invalid` for one that is not there. */
export function chooseLogin(record: WalkRecord, asked: string | undefined): Chosen {
  const logins = loginsIn(record)
  if (asked === undefined) {
    const place = Math.max(0, logins.findIndex(login => !isSilent(login)))
    return { logins, record, place: logins.length === 0 ? undefined : place }
  }
  const login = /^\d{1,4}$/.test(asked) ? logins[Number(asked) - 1] : undefined
  if (!login) throw new Failure('setting-invalid', { setting: '--login', value: asked, expected: describeBy('login-number', logins.length) })
  return { logins, record: narrow(record, login), place: Number(asked) - 1 }
}

/** The record with the messages of one login alone, and what belongs to none. */
function narrow(record: WalkRecord, login: Login): WalkRecord {
  const own = new Set<Seen | undefined>([undefined, ...Object.values(login).flat() as (Seen | undefined)[]])
  const isOwn = (seen: Seen) => own.has(seen) || ['metadata-request', 'keys-request'].includes(seen.kind)
  return { ...record, seen: record.seen.filter(isOwn), jwts: record.jwts.filter(jwt => own.has(jwt.in)) }
}
