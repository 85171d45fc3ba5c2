import { readCurl } from './curl.ts'
import { isHttpie, readHttpie } from './httpie.ts'
import { isPowerShellAlias } from './powershell.ts'
import type { RawRequest } from './request.ts'
import { withoutQuoted } from './shell-words.ts'
import { readWget } from './wget.ts'

/** Reads a command; what brings its input through a pipe is named by its program. */
type Read = (command: string, pipe?: string) => RawRequest[]

/** Programs whose command lines are read, and what tells that a line begins one: a prompt may stand before it. */
const programs: readonly { begins: (line: string) => boolean, read: Read }[] = [
  { begins: line => /^\s*(?:[$>%#]\s+)?curl(?:\.exe)?\s/.test(line), read: readCurl },
  { begins: line => /^\s*(?:[$>%#]\s+)?wget(?:\.exe)?\s+\S*[-:/.]/.test(line), read: readWget },
  { begins: isHttpie, read: readHttpie },
]

/** Tells whether a line begins the command of a program that is read, or has one behind others. */
export function isCommand(line: string): boolean {
  return find(line) !== undefined
}

/** The requests that a command sends. */
export function readCommand(command: string): RawRequest[] {
  const [line = ''] = command.split(/\r?\n/, 1)
  const found = find(line)
  const own = command.slice(found?.at)
  return found?.read(found.isWithin === true ? upToBracket(own) : own, found.pipe) ?? []
}

/** Characters of a line by which it is told, and commands that are looked at before the one that is read. */
const [mostOfLine, mostBefore] = [4000, 10]

interface Found {
  read: Read
  at: number
  pipe?: string
  /** It stands in `$(…)`. */
  isWithin?: boolean
}

function upToBracket(command: string): string {
  const end = withoutQuoted(command).replace(/\$\([^()]*\)/g, whole => '_'.repeat(whole.length)).indexOf(')')
  return end < 0 ? command : command.slice(0, end)
}

function find(whole: string): Found | undefined {
  const line = whole.slice(0, mostOfLine)
  // Most lines of a log name none of the programs.
  if (!/(?:curl|wget|https?|xhs?)(?:\.exe)?\s/.test(line) || isPowerShellAlias(line)) return undefined
  const read = readerOf(line)
  return read ? { read, at: 0 } : findBehind(line)
}

function readerOf(line: string): Read | undefined {
  return programs.find(({ begins }) => begins(line))?.read
}

/** A command that stands behind another one, or within: a pipe brings it what that one writes. */
function findBehind(line: string): Found | undefined {
  if (!/[|&;(]\s*(?:curl|wget|https?|xhs?)(?:\.exe)?\s/.test(line)) return undefined
  const signs = [...withoutQuoted(line).matchAll(/\|\|?|&&|;|\$\(/g)].slice(0, mostBefore)
  for (const [place, sign] of signs.entries()) {
    const at = sign.index + sign[0].length
    const piece = line.slice(at)
    const read = /:\/\/|\s-/.test(piece) ? readerOf(piece) : undefined
    const last = signs[place - 1]
    const before = line.slice(last === undefined ? 0 : last.index + last[0].length, sign.index)
    const pipe = sign[0] === '|' ? { pipe: nameOfPipe(before) } : {}
    if (read) return { read, at, ...pipe, isWithin: signs.slice(0, place + 1).some(([one]) => one === '$(') }
  }
  return undefined
}

/** The program before a pipe, without what it is given: that may be a secret. */
function nameOfPipe(before: string): string {
  return `${/^\s*(?:[$>%#]\s+)?([A-Za-z][\w.-]{0,30})(?=\s|$)/.exec(before)?.[1] ?? ''} |`.trim()
}
