import { Writable } from 'node:stream'
import { Failure } from '../../codes/failure.ts'
import type { ConversationWords } from '../../messages/conversation-words.ts'
import { clean } from '../../text/printable.ts'
import { wantsColour, type Context } from '../context.ts'
import type { Run } from '../run.ts'

/** One of the things to choose from. */
export interface Choice<Value> {
  value: Value
  name: string
  /** What else finds it when the user types. */
  also?: string
}

/** A question that is answered by typing. */
export interface Question {
  message: string
  default?: string
  /** What is wrong with an answer, in words; nothing where it is right. */
  judge: (answer: string) => string | undefined
}

/** Asks a person at the terminal. Ctrl-C, Ctrl-D and the end of the input raise `interrupted`, a signal its reason. */
export interface Prompts {
  /** `typed` makes one more choice of what is typed, which then stands first. */
  choose<Value>(message: string, choices: readonly Choice<Value>[], typed?: (text: string) => Choice<Value>
    | undefined): Promise<Value>
  write(question: Question): Promise<string>
}

type Streams = { input: NodeJS.ReadStream, output: NodeJS.WritableStream, signal: AbortSignal }

/**
 * The prompts of the terminal, in the user's language. What they draw goes to stderr, with escape sequences of the
 * library's own: so all that it draws is cleaned before.
 */
export function createPrompts({ context, catalogue: { conversation }, options }: Run): Prompts {
  const colour = wantsColour(context, options.color !== false)
  return {
    choose: async (message, choices, typed) => ask(context, colour, async (streams) => {
      const { default: search } = await import('@inquirer/search')
      const source = (term = '') => [...term === '' ? [] : [typed?.(term.trim())], ...find(choices, term)]
        .flatMap(choice => choice ? [{ ...choice, name: clean(choice.name) }] : [])
      return search({ message: clean(message, 1000), pageSize: 12, source, theme: makeTheme(conversation) }, streams)
    }),
    write: async ({ message, default: preset = '', judge }) => ask(context, colour, async (streams) => {
      const { default: input } = await import('@inquirer/input')
      const validate = (text: string) => judge(text.trim()) ?? true
      const answer = await input({ message: clean(message, 1000), default: clean(preset, 2000), validate }, streams)
      return answer.trim()
    }),
  }
}

function find<Value>(choices: readonly Choice<Value>[], term: string): Choice<Value>[] {
  const words = term.toLowerCase().split(/\s+/)
  return choices.filter(({ name, also = '' }) => words.every(word => `${name} ${also}`.toLowerCase().includes(word)))
}

/** The library's own words are English; its only error here is that nothing was found. */
function makeTheme({ keys, nothingFound }: ConversationWords) {
  return { style: { keysHelpTip: () => keys, error: () => nothingFound } }
}

/** The library does not notice that the input has ended, nor Ctrl-D: both only stop the reading. */
async function ask<Value>(
  context: Context, colour: boolean, run: (streams: Streams) => Promise<Value>,
): Promise<Value> {
  context.signal.throwIfAborted()
  const { input, output } = context.conversation()
  const gone = new AbortController()
  const stopped = () => setImmediate(() => gone.abort(new Failure('interrupted')))
  const signal = AbortSignal.any([context.signal, gone.signal])
  try {
    input.on('pause', stopped)
    return await run({ input, output: drawOn(output, colour), signal })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if ((error as Error).name === 'ExitPromptError') throw new Failure('interrupted', {}, { cause: error })
    throw error
  } finally {
    input.off('pause', stopped)
  }
}

/** A terminal that is never closed, always tells a width, and has colour only where it is wanted. */
function drawOn(terminal: NodeJS.WriteStream, colour: boolean): NodeJS.WritableStream {
  const drawing = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      // eslint-disable-next-line no-control-regex
      terminal.write(colour ? text : text.replace(/\u001B\[[\d;]*m/g, ''))
      // At once: what is told after an answer must not be drawn before it.
      done()
    },
  })
  Object.defineProperty(drawing, 'columns', { get: () => terminal.columns || 80 })
  return Object.assign(drawing, { isTTY: true })
}
