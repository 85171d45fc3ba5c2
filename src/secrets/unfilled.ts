const unfilled = /^(?:undefined|null|none|nan|true|false|\[object \w{1,40}\]|<hidden>)$/i

/** A variable of a shell that was sent by its name. */
const variable = new RegExp(
  '^\\$\\{?(?:[a-z]+_)*(?:code|token|secret|verifier|id|password|state|nonce|key|jwt|assertion|credentials?)'
  + '(?:_[a-z]+)*\\}?$', 'i',
)

/**
 * Tells whether a program wrote this for a value that it lacks, or we did for one that was not seen. That is nobody's
 * secret, and if it were hidden, nobody could talk of it.
 */
export function isUnfilled(value: string): boolean {
  return unfilled.test(value) || (value.length < 80 && variable.test(value))
}
