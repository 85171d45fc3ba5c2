import { thorough } from './thorough.ts'

/**
 * Whether every row of a long table is walked, and every race run: with `npm run test:wide`, which the gate runs. What
 * `npm test` runs is part of it: a sample of such tables, and all files but those called `*.wide.test.ts`.
 */
export const wide = thorough || process.env['OAUTH_WALK_WIDE'] === '1'

/**
 * Every so many of the rows, from the first on; all of them in a wide run. Snapshots are written anew by
 * `npm run test:wide -- --update`: without the other rows, theirs would be removed.
 */
export function sampled<Row>(rows: readonly Row[], every: number): Row[] {
  return rows.filter((_, place) => wide || place % every === 0)
}
