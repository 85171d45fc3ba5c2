import { SandboxError } from '../errors.ts'

/** What goes deeper overflows the stack of whoever writes it into a token, or compares it. */
const mostLevels = 100

/**
 * A copy as JSON has it, which is all that an answer can hold; no later change of the original reaches it. Raises
 * `settings-invalid` for what JSON can't write: a cycle, a bigint, or more than a hundred levels.
 */
export function copyOf<Given>(given: Given): Given {
  const copy = written(given)
  let level: unknown[] = [copy]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) refuse(`deeper than ${mostLevels} levels`)
    level = level.filter(value => typeof value === 'object' && value !== null).flatMap((value): unknown[] =>
      Object.values(value))
  }
  return copy as Given
}

function written(given: unknown): unknown {
  try {
    return given === undefined ? undefined : JSON.parse(JSON.stringify(given)) as unknown
  } catch {
    return refuse('no JSON')
  }
}

function refuse(wrong: string): never {
  throw new SandboxError('settings-invalid', { at: '', wrong })
}
