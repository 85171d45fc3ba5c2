/** No placeholder is longer; a longer value is looked at from its beginning. */
const longest = 200

const forms: readonly RegExp[] = [
  // Ours, as it stands in what `report` and `--save` write.
  /^<?[a-z_\d]{1,60}#(?:[\da-f]{4}|\u2026)>?$/,
  /^[<[({*_-]{0,3}(?:redacted|masked|hidden|filtered|removed|omitted|elided|snipped)(?: [\w ]{1,40})?[>\])}*_-]{0,3}$/i,
  /^[*\u2022\u2026.]{3,}$|^[x\u2022]{6,}$/i,
  /[^.]\.\.\.|\u2026|\*{3}/,
]

/**
 * Tells whether a placeholder stands where a secret was: the value is not in the input, and nobody can judge what it
 * looks like. Two placeholders of ours are the same where the values were.
 */
export function isWithheld(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const seen = value.slice(0, longest)
  return forms.some(form => form.test(seen))
}

/**
 * Tells whether two values say by being the same, or not, anything of what was sent: two of other programs'
 * placeholders look alike, and one is never like a value.
 */
export function areComparable(one: unknown, other: unknown): boolean {
  return kindOf(one) === kindOf(other) && kindOf(one) !== 'alike'
}

function kindOf(value: unknown): 'whole' | 'named' | 'alike' {
  if (!isWithheld(value)) return 'whole'
  return typeof value === 'string' && forms[0]?.test(value) ? 'named' : 'alike'
}

/** Tells whether a value says which of several it is: a secret, or our placeholder for one. */
export function isTelling(value: string | undefined): value is string {
  return value !== undefined && value !== '' && kindOf(value) !== 'alike'
}
