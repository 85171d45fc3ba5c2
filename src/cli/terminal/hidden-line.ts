import { StringDecoder } from 'node:string_decoder'
import { Failure } from '../../codes/failure.ts'

/** The terminal's input, as far as this needs it. */
export type HiddenInput = Pick<NodeJS.ReadStream, 'isRaw' | 'on' | 'off' | 'pause' | 'resume' | 'unshift'>
  & { setRawMode(raw: boolean): unknown }

/** What single keys do, where nothing else is typed yet. */
export type Keys = Readonly<Record<string, () => void>>

const enter = /[\r\n]/
// Arrow keys and what else a terminal sends that is no character.
// eslint-disable-next-line no-control-regex
const escapes = /\u001B(?:\[[0-9;?]*[ -/]*[@-~]|O.)?/g

/**
 * Reads one line from a terminal that shows nothing of it. Backspace and Ctrl-U work. Ctrl-C and Ctrl-D raise
 * `interrupted`, a signal its reason; whatever happens, the terminal is as it was before. `end` is what ends the line:
 * Enter, or whatever else the caller takes for it.
 */
export async function readHidden(
  input: HiddenInput, signal: AbortSignal, end: RegExp = enter, keys: Keys = {},
): Promise<string> {
  const wasRaw = input.isRaw
  signal.throwIfAborted()
  input.setRawMode(true)
  try {
    return await readRaw(input, signal, { end, keys })
  } finally {
    input.setRawMode(wasRaw)
  }
}

async function readRaw(
  input: HiddenInput, signal: AbortSignal, { end: ending, keys }: { end: RegExp, keys: Keys },
): Promise<string> {
  let stop: () => void = () => undefined
  try {
    return await new Promise<string>((resolve, reject) => {
      const decoder = new StringDecoder('utf8')
      let line = ''
      const take = (chunk: Buffer) => {
        const text = decoder.write(chunk)
        if (line === '' && press(text, keys)) return
        const end = text.search(ending)
        const typed = type(line, end < 0 ? text : text.slice(0, end))
        if (typed === undefined) reject(new Failure('interrupted'))
        else if (end < 0) line = typed
        else {
          stop()
          // What was pasted behind the line belongs to the next question.
          const rest = text.slice(end + (text.startsWith('\r\n', end) ? 2 : 1))
          if (rest !== '') input.unshift(Buffer.from(rest))
          resolve(typed)
        }
      }
      const gone = () => reject(new Failure('interrupted'))
      const aborted = () => reject(signal.reason as Error)
      stop = () => {
        // At once: a stream that flows on while nobody listens loses what it reads.
        input.off('data', take).off('end', gone).pause()
        signal.removeEventListener('abort', aborted)
      }
      signal.addEventListener('abort', aborted)
      input.on('data', take).on('end', gone).resume()
    })
  } finally {
    stop()
  }
}

/** The line after these keys; undefined if one of them was Ctrl-C or Ctrl-D. */
function type(line: string, keys: string): string | undefined {
  const letters = Array.from(line)
  for (const key of keys.replace(escapes, '')) {
    if (key === '\u0003' || key === '\u0004') return undefined
    if (key === '\u007F' || key === '\b') letters.pop()
    else if (key === '\u0015') letters.length = 0
    else if (key >= ' ') letters.push(key)
  }
  return letters.join('')
}

/**
 * Tells whether one key was pressed, once or held down, that does something: what is pasted is longer, and of more than
 * one sign.
 */
function press(text: string, keys: Keys): boolean {
  const [key = ''] = text
  if (text === '' || text !== key.repeat(text.length) || !Object.hasOwn(keys, key)) return false
  keys[key]?.()
  return true
}
