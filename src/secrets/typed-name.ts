/** A name with an extension. */
const withExtension = /^[^?&=#]{1,80}\.(?:[a-z]{1,5}\d?|[A-Z]{2,5})$/
/** A name of words, as people name files and folders. */
const ofWords = /^[.~]{0,2}(?:[A-Za-z][a-z]{0,20}(?:[-_ .][A-Za-z][a-z]{0,20}){0,5})?\d{0,2}$/
/** The beginning of a path: from the root, a drive, the user's home, or here. */
const ofPath = /^(?:\/|[A-Za-z]:[\\/]|~\/|\.{1,2}\/)/
/**
 * The name of a missing file, safe to be repeated: people type a code, a token or a secret there by mistake. Whatever
 * does not look like a name is cut after its beginning, and so is a text behind its first value; values of parameters
 * are left out.
 */
export function sayTypedName(typed: string): string {
  const [, name = '', rest = ''] = /^([^?#=]*)([^]*)$/.exec(typed) ?? []
  const parts = name.split(/([\s/\\]+)/)
  const longest = ofPath.test(typed) ? { folder: 40, file: 20 } : { folder: 16, file: 0 }
  const isSaid = (part: string, at: number) =>
    at % 2 === 1
    || (/[/\\]/.test(parts[at + 1] ?? '') ? isFolder(part, longest.folder) : isFile(part, longest.file))
  const isParameter = rest.startsWith('=') && /^[\w.~%-]{1,60}$/.test(name)
  const shown = isParameter ? name : parts.map((part, at) => isSaid(part, at) ? part : cut(part)).join('')
  const [first = '', ...others] = rest.split(/(?<=\S)\s/)
  return `${shown}${sayParameters(first)}${others.length > 0 ? ' …' : ''}`
}

/** What is behind the path, without its values; a word that no value follows may be one itself. */
function sayParameters(rest: string): string {
  return rest.split(/([?&#;])/).map((part) => {
    const [name = '', ...values] = part.split('=')
    const isSaid = /^[?&#;]?$/.test(name) || (values.length > 0 ? /^[\w.~%-]{1,60}$/.test(name) : isFile(name, 0))
    return `${isSaid ? name : cut(name)}${values.length === 0 ? '' : values.join('') === '' ? '=' : '=…'}`
  }).join('')
}

/** Tells whether a part may be a folder: any name but a token's; in a path also a long one, as programs make them. */
function isFolder(part: string, longest: number): boolean {
  return isFile(part, longest) || !(part.startsWith('eyJ') || /\d/.test(part))
}

function isFile(part: string, longest: number): boolean {
  return !part.startsWith('eyJ') && (ofWords.test(part) || withExtension.test(part) || part.length < longest)
}

function cut(part: string): string {
  return `${part.slice(0, Math.min(4, Math.floor(part.length / 3)))}…`
}
