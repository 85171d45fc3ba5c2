import { overLine, plainLines } from '../../text/terminal.ts'
import type { RawText, TerminalText } from '../../text/written.ts'

/** A question that waits on the last line of the terminal. What is told meanwhile stands above it. */
export interface Prompt {
  /** Writes, also while a question waits. */
  write: (text: TerminalText | RawText) => void
  open: (question: TerminalText) => void
  close: () => void
}

/**
 * Keeps the one question that may wait below everything that is written; `canErase` tells whether the terminal can take
 * a line away.
 */
export function keepPrompt(write: Prompt['write'], canErase: boolean): Prompt {
  let waiting: TerminalText | undefined
  const endLine = () => write(plainLines(['']))
  return {
    write: (text) => {
      if (waiting === undefined) {
        write(text)
        return
      }
      if (canErase) write(overLine)
      else endLine()
      write(text)
      write(waiting)
    },
    open: (question) => {
      waiting = question
      write(question)
    },
    close: () => {
      waiting = undefined
      endLine()
    },
  }
}
