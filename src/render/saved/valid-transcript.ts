import { Ajv } from 'ajv'
import schema from '../../../schema/transcript.json' with { type: 'json' }
import type { Transcript } from './transcript.ts'

/** A date that there is: the pattern alone would take the 45th of a month. */
const formats = { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) }

/**
 * Whether a value is what `--save` writes; its `errors` say what is not. The build puts the function here that ajv
 * writes (build/schema.mjs).
 */
export default new Ajv({ strict: false, formats }).compile<Transcript>(schema)
