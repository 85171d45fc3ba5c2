import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** Finds a program where the system would look for it, without starting it; undefined where it is not installed. */
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

/** Tells whether a file is there; a relative path begins at the working directory. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
