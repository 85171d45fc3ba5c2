import { fstatSync, type Stats } from 'node:fs'

/**
 * How many columns the terminal has that the help goes to; undefined where it goes to no terminal. A file or pipe is
 * known by its descriptor: to make the stream of Node's that could be asked takes half as long as the whole help.
 */
export function columnsOfHelp(host: Pick<NodeJS.Process, 'stdout'>): number | undefined {
  const stats = statsOf(1)
  const isNone = stats !== undefined && (stats.isFile() || stats.isFIFO() || stats.isSocket())
  return isNone ? undefined : host.stdout.columns
}

function statsOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor)
  } catch {
    return undefined
  }
}
