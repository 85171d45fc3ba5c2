import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/**
 * Where the program that a command names is, as the system would look for it; nothing where it is not installed. It is
 * not started.
 */
export function findProgram(program: string, { PATH = '' }: Readonly<NodeJS.ProcessEnv>): string | undefined {
  const places = program.includes('/') || isAbsolute(program)
    ? [program]
    : PATH.split(delimiter).map(folder => join(folder, program))
  return program === '' ? undefined : places.find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Tells whether a file is there, as a path says from where this program runs. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
