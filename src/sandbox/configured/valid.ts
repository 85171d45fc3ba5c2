import { Ajv, type ValidateFunction } from 'ajv'
import schema from '../../../schema/sandbox-config.json' with { type: 'json' }

/** What comes from outside, by its part of the schema. */
export type Part = 'settings' | 'user' | 'fault' | 'expiry'

let compiler: Ajv | undefined

/**
 * What judges a part by the schema. The build puts the functions that ajv writes in the place of this module
 * (scripts/build/schema.mjs).
 */
export function validatorOf(part: Part): ValidateFunction {
  compiler ??= new Ajv({ strict: false }).addSchema(schema)
  const validate = compiler.getSchema(part === 'settings' ? schema.$id : `${schema.$id}#/definitions/${part}`)
  if (!validate) throw new Error(`the schema has no ${part}`)
  return validate
}
