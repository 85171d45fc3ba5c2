import { fstatSync } from 'node:fs'

/** As wide as a page is where there is no terminal. */
export const usualColumns = 80

/**
 * How many columns the help may take: those of the terminal that it goes to. A file or pipe is known by its
 * descriptor: to make the stream of Node's that could be asked takes a third of the time of the whole help.
 */
export function columnsOfHelp(host: Pick<NodeJS.Process, 'stdout'>): number {
  return (isFileOrPipe(1) ? undefined : host.stdout.columns) ?? usualColumns
}

function isFileOrPipe(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor)
    return stats.isFile() || stats.isFIFO() || stats.isSocket()
  } catch {
    return false
  }
}
