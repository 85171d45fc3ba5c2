import { readCurl } from './curl.ts'
import { isHttpie, readHttpie } from './httpie.ts'
import type { RawRequest } from './request.ts'
import { readWget } from './wget.ts'

/** Programs whose command lines are read, and what tells that a line begins one: a prompt may stand before it. */
const programs: readonly { begins: (line: string) => boolean, read: (command: string) => RawRequest[] }[] = [
  { begins: line => /^\s*(?:[$>%#]\s+)?curl(?:\.exe)?\s/.test(line), read: readCurl },
  { begins: line => /^\s*(?:[$>%#]\s+)?wget(?:\.exe)?\s+\S*[-:/.]/.test(line), read: readWget },
  { begins: isHttpie, read: readHttpie },
]

/** Tells whether a line begins the command of a program that is read. */
export function isCommand(line: string): boolean {
  return programs.some(({ begins }) => begins(line.slice(0, mostOfLine)))
}

/** The requests that a command sends. */
export function readCommand(command: string): RawRequest[] {
  const [line = ''] = command.split(/\r?\n/, 1)
  return programs.find(({ begins }) => begins(line.slice(0, mostOfLine)))?.read(command) ?? []
}

/** Characters of a line by which it is told. */
const mostOfLine = 4000
