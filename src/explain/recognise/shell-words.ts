import { expansion, isMarked, markOf } from './expansions.ts'

/** Words of one command, and characters of it, that are read. */
const [mostWords, mostRead] = [500, 200_000]

/** A command as far as it is read. */
export function asRead(command: string): string {
  return command.slice(0, mostRead)
}

/** A word, or a part of one; in quotation marks, another program may have some of its own. */
const token = new RegExp(
  String.raw`\s+|[\\^${'`'}]\r?\n|\$'((?:[^'\\]|\\[^])*)'|'([^']*)'`
  + String.raw`|"((?:\$\([^()]{0,300}\)|\$(?!\([^()]{0,300}\))|[^"\\$]|\\[^])*)"|\\([^])`
  + String.raw`|(${expansion})|([^\s'"\\$^${'`'}]+|[$^${'`'}'"\\])`, 'gy',
)

/**
 * The words of a command as a POSIX shell has them, `$'…'` and lines that go on included; what cmd and PowerShell put
 * at a line's end too. What a shell would fill in is marked, but not in a command for cmd.
 */
export function wordsOf(text: string, isFilledIn = true): string[] {
  const words: string[] = []
  let word: string | undefined
  for (const [whole, ansi, single, double, escaped, filled, plain] of asRead(text).matchAll(token)) {
    const part = ansi === undefined
      ? single ?? (double === undefined ? undefined : fromDouble(double, isFilledIn)) ?? escaped
      ?? (filled !== undefined && isFilledIn ? markOf(filled, word?.at(-1) ?? '') : filled) ?? plain
      : fromAnsi(ansi)
    if (part !== undefined) word = (word ?? '') + part
    else if (word !== undefined && /^\s/.test(whole)) {
      words.push(word)
      word = undefined
    }
    if (words.length >= mostWords) break
  }
  return word === undefined ? words : [...words, word]
}

const inDouble = new RegExp(String.raw`\\(["\\$${'`'}])|${expansion}`, 'g')

/** What stands in double quotation marks: a shell fills in there, too. */
function fromDouble(text: string, isFilledIn: boolean): string {
  return text.replace(inDouble, (whole, escaped: string | undefined, place: number) =>
    escaped ?? (isFilledIn ? markOf(whole, text[place - 1] ?? '') : whole))
}

function fromAnsi(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([^]))/gi, (
    _, long: string | undefined, short: string | undefined, sign: string | undefined,
  ) => {
    const code = long ?? short
    return code === undefined ? signs[sign ?? ''] ?? sign ?? '' : String.fromCharCode(parseInt(code, 16))
  })
}

/** The words of a command behind its name, up to what a shell does with it: pipes it, writes it away, goes on. */
export function argumentsOf(words: readonly string[], name: RegExp): string[] {
  const behind = words.slice(words.findIndex(word => name.test(word)) + 1)
  const end = behind.findIndex(word => /^(?:\||\|\||&&?|;|\d?>>?&?\d?)$/.test(word))
  return end < 0 ? behind : behind.slice(0, end)
}

/** A command in which other signs stand for what is in quotation marks, as many of them. */
export function withoutQuoted(command: string): string {
  const quoted = /\$'(?:[^'\\]|\\[^])*'|'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]/g
  return command.replace(quoted, whole => '_'.repeat(whole.length))
}

/** What stands before the first & that no quotes keep from a shell: there the command ends for it. */
export function cutByShell(command: string): string | undefined {
  const open = withoutQuoted(asRead(command))
  for (const word of open.split(/[\s>|;]+/)) {
    const pairs = word.split('&')
    const cut = pairs.find((pair, place) => pair.indexOf('=') > 0 && (pairs[place + 1] ?? '') !== '')
    if (cut !== undefined) return cut
  }
  return undefined
}

/** A header field as an option has it. */
export function fieldIn(text: string): readonly [name: string, value: string] | undefined {
  const end = text.indexOf(':')
  return end < 1 ? undefined : [text.slice(0, end).trim().toLowerCase(), text.slice(end + 1).trim()]
}

/** The header field of a user with a password; without one, the program asks for it, and it was not seen. */
export function basicField(user: string): readonly [name: string, value: string] {
  if (isMarked(user)) return ['authorization', `Basic ${user}`]
  return ['authorization', `Basic ${user.includes(':') ? Buffer.from(user).toString('base64') : '<hidden>'}`]
}

/** An address with more parameters. */
export function withQuery(address: string, query: string): string {
  if (query === '') return address
  const [, before = address, fragment = ''] = /^([^#]*)(#[^]*)?$/.exec(address) ?? []
  return `${before}${before.includes('?') ? '&' : '?'}${query}${fragment}`
}
