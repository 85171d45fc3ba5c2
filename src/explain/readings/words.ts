import type { Reader } from '../reading.ts'
import { readComplaints } from './refusals/complaints.ts'
import { readErrorPages } from './refusals/error-page.ts'
import { readRefusals } from './refusals/refused.ts'

/** What a library or a provider says: it comes behind what is seen to be its cause. */
export const wordReaders: readonly Reader[] = [readComplaints, readRefusals, readErrorPages]
