import { StringDecoder } from 'node:string_decoder'
import { readHidden, type HiddenInput } from './hidden-line.ts'

/** What ends a pasted line: Enter, but not the line ends within what was pasted, such as those of an address that a terminal had wrapped. */
// eslint-disable-next-line no-control-regex
const endOfPaste = /[\r\n]+(?:\u001B\[201~)?$/

/** More than any address is; what a pipe holds beyond it is not waited for. */
const mostCharacters = 65_536

/** Reads what a person pastes at a terminal, which shows nothing of it. Ctrl-C raises `interrupted`, a signal its reason. */
export async function readPastedHidden(input: HiddenInput, signal: AbortSignal): Promise<string> {
  return readHidden(input, signal, endOfPaste)
}

/** The next line of a pipe or file that is not empty; nothing at its end. What follows is left for the next reader. Raises the signal's reason. */
export async function readPipedLine(input: NodeJS.ReadStream, signal: AbortSignal): Promise<string | undefined> {
  let stop: () => void = () => undefined
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      signal.throwIfAborted()
      const decoder = new StringDecoder('utf8')
      let text = ''
      const take = (chunk: Buffer) => {
        text = (text + decoder.write(chunk)).trimStart()
        const end = text.search(/[\r\n]/)
        if (end < 0 && text.length < mostCharacters) return
        stop()
        if (end >= 0) input.unshift(Buffer.from(text.slice(end)))
        resolve(end < 0 ? text : text.slice(0, end))
      }
      const ended = () => resolve(text === '' ? undefined : text)
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
