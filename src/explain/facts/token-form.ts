/** A shorter value may be the word that somebody put in its place. */
const shortest = 20

/**
 * Tells whether a value was made by a program as a token: it has the form of a JWT, or of random characters. What is
 * neither may be anything that somebody wrote where the token was.
 */
export function looksMade(value: string): boolean {
  if (/^[\w-]+=*\.[\w-]+=*\.[\w-]*=*$/.test(value)) return true
  if (value.length < shortest) return false
  return value.startsWith('eyJ') || [/^[\w-]+$/, /\d/, /[a-z]/, /[A-Z]/].every(form => form.test(value))
}
