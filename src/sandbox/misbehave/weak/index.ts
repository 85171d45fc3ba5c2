import type { Variant } from '../variant.ts'
import { codes } from './codes.ts'
import { published } from './published.ts'
import { redirects } from './redirects.ts'
import { requests } from './requests.ts'
import { tokens } from './tokens.ts'

/**
 * A provider that lets one thing pass that it must refuse, or says one thing too many: what `check` is to find, each
 * alone.
 */
export const weaknesses: Variant[] = [...published, ...requests, ...redirects, ...codes, ...tokens]
