import { openWriter, type Lines, type TerminalWriter } from '../../text/terminal.ts'
import { wantsColour, widthOf, type Context } from '../context.ts'
import type { Run } from '../run.ts'

/** Opens the writer for what a person looks at, in its colours and its width. */
export async function openScreen({ context, options }: Pick<Run, 'context' | 'options'>): Promise<TerminalWriter> {
  return openWriter({ colour: wantsColour(context, options.color !== false), width: widthOf(context) })
}

/** Tells lines on stderr, as wide as the terminal is, unless `--quiet`. */
export async function tellAtWidth({ context, options }: Pick<Run, 'context' | 'options'>, lines: Lines): Promise<void> {
  if (!options.quiet) context.writeError((await openScreen({ context, options })).lines(lines))
}

/** Tells something beside the story of a step. */
export async function tellAside(run: Pick<Run, 'context' | 'options'>, text: string): Promise<void> {
  await tellAtWidth(run, [[[{ text }], { at: 3, hang: 5 }]])
}

/** The context where what is told is the result: stdout decides how it looks. */
export function whereResultGoes(context: Context): Context {
  const { terminal } = context
  return { ...context, terminal: { ...terminal, stderr: terminal.stdout } }
}
