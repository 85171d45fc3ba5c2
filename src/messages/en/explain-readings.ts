import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'
import { enDocumentReadings } from './explain-documents.ts'

/** The sentences of every reading, by its name. */
export const enReadings = {
  ...enDocumentReadings,
  'encoded-twice': {
    said: d => `Percent-encoded twice: ${text(d['names'])}. Decoded once, ${text(d['name'])} still reads ${text(d['value'])}`,
    why: () => 'The server decodes a value once. It compares what is left with what is registered, and the two differ.',
    fix: () => 'Encode each value once: give the library the plain value, or leave out your own encoding.',
  },
} satisfies Record<string, ReadingSentences>
