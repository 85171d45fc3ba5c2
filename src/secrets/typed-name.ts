/** A name with an extension. */
const withExtension = /^[^?&=#]{1,80}\.(?:[a-z]{1,5}\d?|[A-Z]{2,5})$/
/** A name of words, as people name files and folders. */
const ofWords = /^[.~]{0,2}(?:[A-Za-z][a-z]{0,20}(?:[-_ .][A-Za-z][a-z]{0,20}){0,5})?\d{0,2}$/
/** The beginning of a path: from the root, a drive, the user's home, or here. */
const ofPath = /^(?:\/|[A-Za-z]:[\\/]|~\/|\.{1,2}\/)/
/** The value of a parameter, wherever it stands. */
const value = /(^|[?&#;])([\w.~%-]{1,60}=)[^&#;\s]+/g

/**
 * The name of a missing file, safe to be repeated: people type a code, a token or a secret there by mistake. Whatever
 * does not look like a name is cut after its beginning, and values of parameters are left out.
 */
export function sayTypedName(typed: string): string {
  const [, name = '', rest = ''] = /^([^?#=]*)([^]*)$/.exec(typed) ?? []
  const parts = name.split(/([\s/\\]+)/)
  const longest = ofPath.test(typed) ? { folder: 40, file: 20 } : { folder: 16, file: 0 }
  const isSaid = (part: string, at: number) =>
    at % 2 === 1 || (at === parts.length - 1 ? isFile(part, longest.file) : isFolder(part, longest.folder))
  const shown = rest.startsWith('=') ? name : parts.map((part, at) => isSaid(part, at) ? part : cut(part)).join('')
  return (shown + rest).replace(value, '$1$2…')
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
