import type { Reader } from '../../reading.ts'
import { readMiniProgram, readWechatRequests } from './china.ts'
import { readEntraRequests } from './entra.ts'
import { readWesternRequests } from './west.ts'
import { readWideScopes } from './wide-scopes.ts'

/** What named providers want of a request. */
export const providerReaders: readonly Reader[] = [
  readEntraRequests, readMiniProgram, readWechatRequests, readWesternRequests,
]

/** What is asked for beyond what is needed: it is heard last. */
export const scopeReaders: readonly Reader[] = [readWideScopes]
