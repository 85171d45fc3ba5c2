/** Rules of which no test can prove that they are broken: their weakness shows as WEAK. */
const neverFails = {}

/** What a weakness changes in other rules, and rightly so. */
export const besides = {
  // What is never replaced can't be used after it was.
  'weak-refresh-rotation': { C35: 'SKIP' },
}

/** How the rule that a sandbox breaks must be judged; one that is not judged at all stays so. */
export function planted(rule, usual) {
  return usual === 'SKIP' ? 'SKIP' : neverFails[rule] ?? 'FAIL'
}
