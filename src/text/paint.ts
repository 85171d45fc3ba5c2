/**
 * The looks of a piece of a line, by name; the writer alone knows the escape sequences. Colour alone never says
 * anything.
 */
export const styles = ['bold', 'dim', 'good', 'bad', 'wrong', 'note', 'front', 'back'] as const
export type Style = typeof styles[number]

/** Paints a text that is already clean. */
export type Paint = (text: string, style: Style) => string

/** No colour at all; nothing is loaded for it. */
export const noPaint: Paint = text => text

/** The colours of the story; those of the channels are the report's. */
export async function loadPaint(colour: boolean): Promise<Paint> {
  if (!colour) return noPaint
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  const { bold, dim, green: good, red: bad, yellow: note, magenta: front, cyan: back } = chalk
  const colours = { bold, dim, good, bad, wrong: bold.red, note, front, back }
  return (text, style) => colours[style](text)
}
