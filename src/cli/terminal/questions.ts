import { isatty } from 'node:tty'
import { plainWriter } from '../../text/terminal.ts'
import type { Keys } from './hidden-line.ts'
import type { Prompt } from './prompt.ts'

/** What a person is asked for without showing what they type. */
export interface Questions {
  /** Asks at the terminal. */
  readSecret: (question: string) => Promise<string>
  /**
   * Reads what a person pastes: at the terminal each time after this question, or from the input line by line. Keys may
   * do something else.
   */
  readPasted: (question: string | undefined, signal: AbortSignal, keys?: Keys) => AsyncIterable<string>
}

/** Gets ready to ask; what reads is loaded when something is asked. */
export function openQuestions(host: NodeJS.Process, prompt: Prompt, signal: AbortSignal): Questions {
  /** Silent before the question is seen, so that no quick answer is shown. */
  const askSilently = async (question: string, answer: Promise<string>) => {
    prompt.open(plainWriter.begin([{ text: question }]))
    try {
      return await answer
    } finally {
      prompt.close()
    }
  }
  return {
    readSecret: async question =>
      askSilently(question, (await import('./hidden-line.ts')).readHidden(host.stdin, signal)),
    readPasted: async function* (question, until, keys) {
      const { readPastedLines, readPipedLines } = await import('./pasted-lines.ts')
      const typed = async (answer: Promise<string>) => question === undefined ? answer : askSilently(question, answer)
      yield* isatty(0) ? readPastedLines(host.stdin, typed, until, keys) : readPipedLines(host.stdin, until)
    },
  }
}
