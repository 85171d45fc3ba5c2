/** What ends as the name of a file does. */
const withExtension = /^[^?&=#]{1,80}\.(?:[a-z]{1,5}\d?|[A-Z]{2,5})$/
/** Words, as people name files and folders. */
const ofWords = /^[.~]{0,2}(?:[A-Za-z][a-z]{0,20}(?:[-_ .][A-Za-z][a-z]{0,20}){0,5})?\d{0,2}$/
/** The value of a parameter, wherever it stands. */
const value = /(^|[?&#;])([\w.~%-]{1,60}=)[^&#;\s]+/g

/**
 * The name of a file that is not there, as it may be said back: whoever mistakes one input for another types a code, a token or a secret there. What
 * does not look like a name is cut after its beginning, and of parameters the values are left out.
 */
export function sayTypedName(typed: string): string {
  const [, name = '', rest = ''] = /^([^?#=]*)([^]*)$/.exec(typed) ?? []
  const parts = name.split(/([\s/\\]+)/)
  const shown = rest.startsWith('=') ? name : parts.map((part, at) => at % 2 === 1 || isName(part, at === parts.length - 1) ? part : cut(part)).join('')
  return (shown + rest).replace(value, '$1$2…')
}

/** A folder may have any name that is no token. */
function isName(part: string, isLast: boolean): boolean {
  if (part.startsWith('eyJ')) return false
  return ofWords.test(part) || (isLast ? withExtension.test(part) : part.length < 16 || !/\d/.test(part))
}

function cut(part: string): string {
  return `${part.slice(0, Math.min(4, Math.floor(part.length / 3)))}…`
}
