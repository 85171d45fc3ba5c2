import { clean, strip } from './printable.ts'
import type { DocumentText } from './written.ts'

declare const shell: unique symbol

/** A command to type, perhaps with words before it; every value in it is one word of the shell. */
export type Command = string & { readonly [shell]: 'command' }

/** One word of a shell that is put into a command as it is. */
export type ShellWord = string & { readonly [shell]: 'word' }

/** More than anybody types; a longer value stands as an ellipsis for itself. */
const longestWord = 2000

/** What stands for a masked secret: `<api_key#1a2b>`. */
const masked = /<([\w-]{1,60})#(?:[\da-f]{4}|…)>/g

/**
 * A value as one word of a POSIX shell (and of fish): bare where that means the same, otherwise in single quotes, in
 * which nothing has a meaning. It is cleaned first, since it is shown, and a line end would begin a second command. A
 * masked secret becomes a word in capitals: it is to be replaced by whoever types the command.
 */
export function shellWord(value: unknown): ShellWord {
  const text = clean(toText(value), longestWord).replace(masked, (_, kind: string) =>
    kind.replaceAll('-', '_').toUpperCase())
  return (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text) ? text : quote(text)) as ShellWord
}

/** The folder of a file, as a path that no command takes for a flag. */
export function folderOf(value: unknown): string {
  const path = plainPath(value)
  return path.replace(/[^/\\]*$/, '') || '.'
}

/** The name of a file in its folder. */
export function fileNameOf(value: unknown): string {
  return /[^/\\]*$/.exec(String(value))?.[0] ?? ''
}

/** A path that no program takes for an option: one that begins with `-` is written from the folder that it is in. */
export function plainPath(value: unknown): string {
  const path = toText(value)
  return path.startsWith('-') ? `./${path}` : path
}

/** A text in single quotes: what a shell takes for one word, whatever it holds. */
export function quote(text: string): string {
  return `'${text.replaceAll('\'', '\'\\\'\'')}'`
}

/**
 * A text as a word of a bash script, with the very same bytes. Characters that a terminal would obey or hide are
 * written by their bytes, since people read a script before they run it. A shell has no way to write NUL.
 */
export function scriptWord(text: string): string {
  const plain = text.replaceAll('\0', '')
  if (strip(plain.replaceAll('\n', '')) === plain.replaceAll('\n', '')) return quote(plain)
  const bytes = (signs: string) => Buffer.from(signs).toString('hex').replace(/../g, '\\x$&')
  return `$'${plain.replace(/[^ -~\n]+|['\\]/g, bytes)}'`
}

/** A script of lines in which every value is a word made by `scriptWord`. */
export function scriptDocument(lines: readonly string[]): DocumentText {
  return lines.join('\n') as DocumentText
}

/**
 * Makes a command of a template: each value becomes one word, an empty one nothing. A value that begins with `-` would
 * be taken for an option: behind a flag it is joined to it by `=`, elsewhere `…` stands for it.
 */
export function command(parts: TemplateStringsArray, ...values: readonly unknown[]): Command {
  return parts.reduce(
    (before, part, place) => join(place === 0 ? before : put(before, values[place - 1]), part), '',
  ).trim() as Command
}

/**
 * Fills a template in which `{name}` stands for a value, alone or within double quotes; whatever is quoted becomes one
 * word.
 */
export function fillCommand(template: string, values: Readonly<Record<string, string>>): Command {
  const fill = (part: string) => part.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '').trim()
  const parts = template.split(/("[^"]*"|\{\w+\})/)
  return parts.reduce((before, part) => {
    if (!/\{\w+\}/.test(part)) return join(before, part)
    return put(before, fill(part.replace(/^"|"$/g, '')))
  }, '').trim() as Command
}

/** A command of groups that only a run knows: a flag with its value, or a single word. */
export function commandOf(groups: readonly (readonly string[])[]): Command {
  return groups.reduce((before, [first = '', value]) => {
    if (value === undefined) return /^--[a-z-]+$/.test(first) ? `${before} ${first}` : put(`${before} `, first)
    return value === '' ? `${before} ${first} ''` : put(`${before} ${first} `, value)
  }, '').trim() as Command
}

/** Joins the parts of one command; any may be empty. */
export function joinCommands(...parts: readonly Command[]): Command {
  return parts.filter(part => part !== '').join(' ') as Command
}

/** An empty value leaves one blank where there were two. */
function join(before: string, part: string): string {
  return before === '' || before.endsWith(' ') ? before + part.trimStart() : before + part
}

function put(before: string, value: unknown): string {
  const word = shellWord(value)
  if (word === '\'\'') return before
  if (!/^'?-/.test(word) || before.endsWith('=')) return before + word
  return /(?:^| )--[\w-]+ $/.test(before) ? `${before.trimEnd()}=${word}` : `${before}…`
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(toText).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
