import type { ErrorObject } from 'ajv'
import { validatorOf, type Part } from './valid.ts'

export type { Part } from './valid.ts'

/** The first thing that is not as the schema has it, without any value; undefined where all is well. */
export function findWrong(part: Part, value: unknown): { at: string, wrong: string } | undefined {
  const validate = validatorOf(part)
  if (validate(value)) return undefined
  const error = firstOf(validate.errors ?? [])
  return { at: error?.instancePath ?? '', wrong: wordsOf(error) }
}

/** Of several, none of which fits, the deepest tells most. */
function firstOf(errors: readonly ErrorObject[]): ErrorObject | undefined {
  return errors.toSorted((one, other) => other.instancePath.length - one.instancePath.length)[0]
}

function wordsOf({ keyword, params, message }: ErrorObject = {} as ErrorObject): string {
  if (keyword === 'additionalProperties') return `unknown: ${String(params['additionalProperty'])}`
  if (keyword === 'enum') return `must be one of: ${(params['allowedValues'] as unknown[]).join(', ')}`
  if (keyword === 'const') return `must be: ${String(params['allowedValue'])}`
  return message ?? ''
}
