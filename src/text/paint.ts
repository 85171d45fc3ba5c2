/** How a piece of a line looks, by name: the writer alone knows the escape sequences. Nothing is said by colour alone. */
export const styles = ['bold', 'dim', 'good', 'bad', 'note', 'address'] as const
export type Style = typeof styles[number]

/** Paints a text that is already clean. */
export type Paint = (text: string, style: Style) => string

/** No colour at all; nothing is loaded for it. */
export const noPaint: Paint = text => text

/** The colours of the story. */
export async function loadPaint(colour: boolean): Promise<Paint> {
  if (!colour) return noPaint
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  const colours = { bold: chalk.bold, dim: chalk.dim, good: chalk.green, bad: chalk.red, note: chalk.yellow, address: chalk.cyan }
  return (text, style) => colours[style](text)
}
