/** Rules of which no test can prove that they are broken: their weakness shows as WEAK. */
const neverFails = {}

/** What a weakness changes in other rules, and rightly so. */
export const besides = {
  // What is never replaced can't be used after it was; and this client is one that has no secret.
  'weak-refresh-rotation': { C26: 'SKIP', C35: 'SKIP' },
}

/** A weakness that shows only to another client than the usual one. */
export const asClient = {
  'weak-refresh-rotation': ['--client-id', 'oauth-walk-public'],
}

/** How the rule that a sandbox breaks must be judged; one that is not judged at all stays so. */
export function planted(rule, usual) {
  return usual === 'SKIP' ? 'SKIP' : neverFails[rule] ?? 'FAIL'
}
