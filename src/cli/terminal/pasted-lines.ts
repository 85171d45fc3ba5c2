import { StringDecoder } from 'node:string_decoder'
import { readHidden, type HiddenInput, type Keys } from './hidden-line.ts'

/**
 * What ends a pasted line: Enter, but not the line ends within what was pasted, such as those of an address that a
 * terminal had wrapped.
 */
// eslint-disable-next-line no-control-regex
const endOfPaste = /[\r\n]+(?:\u001B\[201~)?$/

/** More than any address is; what a pipe holds beyond it is not waited for. */
const mostCharacters = 65_536

/**
 * Reads what a person pastes at a terminal, time after time; `ask` asks for each. The terminal shows nothing of it, nor
 * of what is typed between two questions, and is restored at the end. `keys` do what they do before anything is pasted.
 * Ctrl-C raises `interrupted`, a signal its reason.
 */
export async function* readPastedLines(
  input: HiddenInput, ask: (answer: Promise<string>) => Promise<string>, signal: AbortSignal, keys: Keys = {},
): AsyncGenerator<string> {
  const wasRaw = input.isRaw
  input.setRawMode(true)
  try {
    for (;;) yield await ask(readHidden(input, signal, endOfPaste, keys))
  } finally {
    input.setRawMode(wasRaw)
  }
}

/**
 * The lines of a pipe or file that are not empty, one after the other; one empty line where there is no other. Raises
 * the signal's reason.
 */
export async function* readPipedLines(input: NodeJS.ReadStream, signal: AbortSignal): AsyncGenerator<string> {
  let isFirst = true
  for (let line = await readPipedLine(input, signal); line !== undefined; line = await readPipedLine(input, signal)) {
    if (line !== '' || isFirst) yield line
    isFirst = false
  }
}

/** The next line that is not empty, or the empty ones before the end; nothing at the end. What follows is left. */
async function readPipedLine(input: NodeJS.ReadStream, signal: AbortSignal): Promise<string | undefined> {
  let stop: () => void = () => undefined
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      signal.throwIfAborted()
      const decoder = new StringDecoder('utf8')
      let text = ''
      let isGiven = false
      const take = (chunk: Buffer) => {
        isGiven = true
        text = (text + decoder.write(chunk)).trimStart()
        const end = text.search(/[\r\n]/)
        if (end < 0 && text.length < mostCharacters) return
        stop()
        if (end >= 0) input.unshift(Buffer.from(text.slice(end)))
        resolve(end < 0 ? text : text.slice(0, end))
      }
      const ended = () => resolve(isGiven ? text : undefined)
      const aborted = () => reject(signal.reason as Error)
      stop = () => {
        input.off('data', take).off('end', ended).off('error', ended).pause()
        signal.removeEventListener('abort', aborted)
      }
      signal.addEventListener('abort', aborted)
      input.on('data', take).on('end', ended).on('error', ended).resume()
      if (input.readableEnded) ended()
    })
  } finally {
    stop()
  }
}
