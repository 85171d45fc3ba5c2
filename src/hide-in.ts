/** How our own names and words look, and hardly any secret: whoever chose one that is such a word could make an event unreadable. */
const plainWords = /^(?:[a-z]+(?:[_-][a-z]+)*|[A-Z]+)$/

/** Members that say something in our own words, and members in which such members stand; elsewhere they may be a message's data. */
const inOurWords = new Set(['type', 'step', 'name', 'from', 'to', 'channel', 'method', 'purpose', 'way', 'reason', 'code', 'id', 'token'])
const ofOurs = new Set(['document', 'error', 'findings', 'steps', 'events', 'request', 'response'])

/**
 * A copy of an event, or of a document of ours, with every text hidden that `hide` hides: also a member's name, which in a message may be anything.
 * What we say ourselves stays, so that who reads the copy finds what it is about.
 */
export function hideIn(value: unknown, hide: (text: string) => string, ours = true): unknown {
  if (typeof value === 'string') return hide(value)
  if (Array.isArray(value)) return value.map(item => hideIn(item, hide, ours))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]: [string, unknown]) => [
    plainWords.test(name) ? name : hide(name),
    ours && inOurWords.has(name) && isPlain(member) ? member : hideIn(member, hide, ours && ofOurs.has(name)),
  ]))
}

function isPlain(member: unknown): boolean {
  return typeof member === 'string' && plainWords.test(member)
}
