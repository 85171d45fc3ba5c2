const unfilled = /^(?:undefined|null|none|nan|true|false|\[object \w{1,40}\])$/i

/**
 * Tells whether a program wrote this for a value that it lacks. That is nobody's secret, and if it were hidden, nobody
 * could talk of it.
 */
export function isUnfilled(value: string): boolean {
  return unfilled.test(value)
}
