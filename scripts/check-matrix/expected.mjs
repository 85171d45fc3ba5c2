/** What a weakness changes in other rules, and rightly so. */
export const besides = {
  // What is never replaced can't be used after it was.
  'weak-refresh-rotation': { C35: 'SKIP' },
}

/** A weakness that shows only to another client than the usual one, who is judged otherwise in more than this. */
export const asClient = {
  'weak-refresh-rotation': ['--client-id', 'oauth-walk-public'],
  'weak-refresh-reuse': ['--client-id', 'oauth-walk-public'],
}

/** How the rule that a sandbox breaks must be judged, by how it is judged where nothing is wrong. */
export function wantedOf(usual) {
  return usual === 'SKIP' ? 'SKIP' : 'FAIL'
}
