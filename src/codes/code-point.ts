/** A character by its number in Unicode, as `U+200B`: it may be one that nobody sees. */
export function nameCodePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
