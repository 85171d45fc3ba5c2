import type { Reading } from '../reading.ts'

const ofAbsence = /-(?:missing|absent|unproven|empty)$|^(?:refresh-without-token|demanded|no-)|-without-/

/** Tells whether a reading claims that a request lacks something of which a part was not read. */
export function isOfUnread({ name, details, in: seen }: Reading): boolean {
  return seen.some(({ request }) => request?.unread)
    && (ofAbsence.test(name) || /^scope-/.test(String(details['cause'])))
}
