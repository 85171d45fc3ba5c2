import { readCurl } from './curl.ts'
import type { RawRequest } from './request.ts'

/** Tells whether a line begins a command that is read: a prompt may stand before it. */
export function isCommand(line: string): boolean {
  return /^\s*(?:[$>%#]\s+)?curl(?:\.exe)?\s/.test(line)
}

/** The requests that a command sends. */
export function readCommand(command: string): RawRequest[] {
  return readCurl(command)
}
