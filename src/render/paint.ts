/** Paints text for a terminal; without colour it gives it back unchanged. */
export type Paint = Record<'bold' | 'dim' | 'good' | 'bad' | 'note' | 'address', (text: string) => string>

const plain = (text: string) => text

/** No colour at all; nothing is loaded for it. */
export const noPaint: Paint = { bold: plain, dim: plain, good: plain, bad: plain, note: plain, address: plain }

/** The colours of the story. Nothing is said by colour alone: each sign has its own shape too. */
export async function loadPaint(colour: boolean): Promise<Paint> {
  if (!colour) return noPaint
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return { bold: chalk.bold, dim: chalk.dim, good: chalk.green, bad: chalk.red, note: chalk.yellow, address: chalk.cyan }
}
