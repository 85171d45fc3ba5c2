/** A shorter value may be the word that somebody put in its place. */
const shortest = 20
/** Nobody writes a longer one by hand. */
const longest = 200

/**
 * Tells whether a value was made by a program as a token, or is one word that is no name of a token: that was sent so.
 */
export function wasSent(value: string): boolean {
  return looksMade(value) || (/^(?!eyJ)[\w~+/=-]+$/.test(value) && !/token|jwt/i.test(value))
}

/**
 * Tells whether a value was made by a program as a token: it has the form of a JWT, or of random characters. What is
 * neither may be anything that somebody wrote where the token was.
 */
export function looksMade(value: string): boolean {
  // No header that names an algorithm is as short as those of examples: `eyJ.eyJ.sig`.
  if (value.startsWith('eyJ')) return value.length >= shortest && !/^eyJ.{0,8}\./.test(value)
  if (/^[\w-]+=*\.[\w-]+=*\.[\w-]*=*$/.test(value)) return /[A-Z\d]/.test(value)
  const forms = value.length > longest ? [/^[\w-]+$/] : [/^[\w-]+$/, /\d/, /[a-z]/, /[A-Z]/]
  return value.length >= shortest && forms.every(form => form.test(value))
}
