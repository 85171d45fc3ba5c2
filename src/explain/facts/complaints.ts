import type { WalkRecord } from '../record.ts'
import { allSaid, type Said } from './said.ts'
import { sentences, type Subject } from './sentences.ts'

/** A complaint of a library or server, with the two values that it compares where it names them. */
export interface Complaint {
  about: Subject
  expected: string | undefined
  actual: string | undefined
  said: Said
}

const known = new WeakMap<WalkRecord, readonly Complaint[]>()

/** What programs complain of in the input, each subject once, with its values where one of them names them. */
export function complaintsIn(record: WalkRecord): readonly Complaint[] {
  const before = known.get(record)
  if (before) return before
  const found = new Map<Subject, Complaint>()
  for (const complaint of allSaid(record).flatMap(complaintsOf)) {
    if (isBetter(complaint, found.get(complaint.about))) found.set(complaint.about, complaint)
  }
  known.set(record, [...found.values()])
  return [...found.values()]
}

function complaintsOf(said: Said): Complaint[] {
  const all = sentences.flatMap(({ about, text }): Complaint[] => {
    const groups = text.exec(said.text)
    return groups
      ? [
          {
            about, expected: withoutStop(groups.groups?.['expected']), actual: withoutStop(groups.groups?.['actual']),
            said,
          },
        ]
      : []
  })
  const has = (...subjects: Subject[]) => all.some(({ about }) => subjects.includes(about))
  // What names a document or an answer is not about a token.
  const isAboutToken = !has('metadata-issuer', 'callback-issuer')
  return all.filter(({ about }) =>
    !(about === 'issuer' && !isAboutToken) && !(passing.has(about) && goesOn.test(said.text)))
}

/** What a program finds in its store as a matter of course, and mends by itself: `token has expired, refreshing`. */
const passing = new Set<Subject>(['expired', 'key'])
const goesOn
  = /\b(?:refreshing|refreshed|renewing|renewed|re-?fetching|reloading|will (?:be )?(?:refresh|renew|reload))/i

function isBetter(one: Complaint, other: Complaint | undefined): boolean {
  const values = (complaint: Complaint) =>
    [complaint.expected, complaint.actual].filter(value => value !== undefined).length
  return other === undefined || values(one) > values(other)
}

/** A value as a sentence quotes it, without the full stop behind it. */
function withoutStop(quoted: string | undefined): string | undefined {
  return quoted?.replace(/(?<![.)])[.)]+$/, '')
}

/** What is complained of in this subject. */
export function complaintOf(record: WalkRecord, about: Subject): Complaint | undefined {
  return complaintsIn(record).find(complaint => complaint.about === about)
}
