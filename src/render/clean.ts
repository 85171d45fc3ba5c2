/** Escape sequences with their payload (7-bit and 8-bit): OSC, DCS, SOS, PM and APC up to their end, CSI, and what is left of others. */
// eslint-disable-next-line no-control-regex
const sequences = /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g
// eslint-disable-next-line no-control-regex
const controls = /[\x00-\x1f\x7f-\x9f]/g
/** Bidirectional and zero-width controls, with which a text can be made to look like another. */
const invisible = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/**
 * Makes text from outside (provider, browser, file) fit for a terminal: no escape sequence, no control or invisible character, one line, at
 * most that many characters.
 */
export function clean(value: string, most = 200): string {
  const line = value.replace(sequences, '').replace(controls, ' ').replace(invisible, '').toWellFormed().trim()
  const characters = Array.from(line)
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line
}

/** JSON text in which no control or invisible character stands as itself, so that it can be printed to a terminal. */
export function toSafeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent)

    .replace(/[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
