/**
 * JavaScript that means the same without a character beyond ASCII: V8 reads a file of one-byte characters in half the
 * time, and keeps it in half the memory. In a text, a template or a regular expression, \\u and a number mean the
 * character.
 */
export function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
