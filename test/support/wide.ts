/**
 * Whether every row of a long table is walked: with `npm run test:wide`, which the gate runs beside `npm test`. That
 * walks a sample of such tables.
 */
export const wide = process.env['OAUTH_WALK_WIDE'] === '1'

/** Every so many of the rows, from the first on; all of them in a wide run. */
export function sampled<Row>(rows: readonly Row[], every: number): Row[] {
  return rows.filter((_, place) => wide || place % every === 0)
}
