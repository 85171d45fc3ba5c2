import { found } from '../found.ts'
import type { Reader } from '../reading.ts'

/** What of the input was not read is told, so that nobody takes it for judged. */
export const readCut: Reader = ({ cut }) =>
  cut.length === 0 ? [] : [found('input-cut', 'note', undefined, { parts: [...cut] })]
