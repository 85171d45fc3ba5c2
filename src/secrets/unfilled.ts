const unfilled = /^(?:undefined|null|none|nan|true|false|\[object \w{1,40}\])$/i

/**
 * Tells whether a program wrote this for a value that it does not have: that is nobody's secret, and hidden it could
 * not be told.
 */
export function isUnfilled(value: string): boolean {
  return unfilled.test(value)
}
