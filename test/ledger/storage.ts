import type { Ledger } from './entry.ts'

/** Promises of the store: S1 to S18. */
export const storage: Ledger = {
  S1: 'no torn file', S2: 'no token outside of its file', S3: 'modes', S4: 'one refresh among fifty processes',
  S5: 'no family is ever revoked', S6: 'no lost update', S7: 'damaged files',
  S8: 'full and read-only disks', S9: 'no secret in any output',
  S10: 'debuggers are out of scope, and the documents say so', S11: 'logout leaves nothing',
  S12: 'links and foreign files',
  S13: 'profile names', S14: 'keyrings that do not answer', S15: 'sealed files that were changed',
  S16: 'clocks that are set back', S17: 'the token alone in a pipe',
  S18: 'network file systems, and the documents say so',
}
