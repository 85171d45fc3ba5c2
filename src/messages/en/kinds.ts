import { pick, text } from '../text.ts'

const kinds: Readonly<Record<string, string>> = {
  list: 'a list', string: 'a text', number: 'a number', boolean: 'true or false', null: 'null', object: 'an object', missing: 'missing', empty: 'empty',
  printable: 'a text of printable ASCII characters', time: 'a date and time with its zone (ISO 8601)',
}

/** What a JSON value is, to stand behind "is". */
export function kind(name: unknown): string {
  return pick(kinds, name) ?? 'something else'
}

/** Behind a member that is no list of texts: what it is, or what stands in the list. */
export function enOfKind(came: unknown): string {
  const inList = /^list-of-(.*)$/.exec(text(came))?.[1]
  return ` (${inList === undefined ? kind(came) : `a list with ${kind(inList)} in it`})`
}
