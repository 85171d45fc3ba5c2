import { codes } from './codes.ts'
import { published } from './published.ts'
import { redirects } from './redirects.ts'
import { requests } from './requests.ts'
import type { Question } from './stand.ts'
import { tokens } from './tokens.ts'

/** One for each probe of a provider. */
export const questions: Question[] = [...published, ...requests, ...redirects, ...codes, ...tokens]
