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
 * What a pipe or file brings, one pasted answer after the other; an empty one where it holds nothing but line ends.
 * Raises the signal's reason.
 */
export async function* readPipedLines(input: NodeJS.ReadStream, signal: AbortSignal): AsyncGenerator<string> {
  let isFirst = true
  for (let pasted = await readPiped(input, signal); pasted !== undefined; pasted = await readPiped(input, signal)) {
    if (pasted !== '' || isFirst) yield pasted
    isFirst = false
  }
}

/** The next answer, empty where only line ends are left; nothing at the end. What follows is left for the next one. */
async function readPiped(input: NodeJS.ReadStream, signal: AbortSignal): Promise<string | undefined> {
  let stop: () => void = () => undefined
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      signal.throwIfAborted()
      const decoder = new StringDecoder('utf8')
      let [text, isGiven, patience]: [string, boolean, NodeJS.Timeout | undefined] = ['', false, undefined]
      const finish = (end: number) => {
        stop()
        if (end < text.length) input.unshift(Buffer.from(text.slice(end)))
        const pasted = text.slice(0, end).replaceAll(pasteBegins, '').replaceAll(pasteEnds, '')
        resolve(isGiven ? pasted : undefined)
      }
      const take = (chunk: Buffer) => {
        clearTimeout(patience)
        isGiven = true
        text = (text + decoder.write(chunk)).trimStart()
        const end = endOfAnswer(text)
        if (end !== undefined) finish(end)
        else if (text.length >= mostCharacters) finish(text.length)
        else if (mayBeWhole(text)) patience = setTimeout(() => finish(text.length), patienceMs)
      }
      const ended = () => finish(text.length)
      const aborted = () => reject(signal.reason as Error)
      stop = () => {
        clearTimeout(patience)
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

/** How long the next line of a wrapped address may be on its way, where the pipe stays open. */
const patienceMs = 200

/** Around what was pasted, where a terminal marks it so. */
const [pasteBegins, pasteEnds] = ['\u001B[200~', '\u001B[201~']

/** Where the first answer of a text ends, as far as that can be seen: a wrapped one has several lines. */
function endOfAnswer(text: string): number | undefined {
  if (text.startsWith(pasteBegins)) {
    const end = text.indexOf(pasteEnds)
    return end < 0 ? undefined : end + pasteEnds.length
  }
  const lineEnds = [...text.matchAll(/\r\n|\r|\n/g)]
  return lineEnds.find(({ index, 0: end }) =>
    beginsAnother(text.slice(0, index), text.slice(index + end.length)))?.index
}

/** Behind an empty line, or with an address of its own, something else begins; with a query only behind another. */
function beginsAnother(before: string, after: string): boolean {
  return /^[<"'`(]*(?:[\r\n]|https?:)/i.test(after)
    || after.startsWith(pasteBegins)
    || (after.startsWith('?') && before.includes('?'))
}

function mayBeWhole(text: string): boolean {
  return !text.startsWith(pasteBegins) && /[\r\n]/.test(text)
}
