import type { Catalogue } from '../../messages/catalogue.ts'
import type { Transcript } from '../saved/transcript.ts'

export function toHtml(transcript: Transcript, catalogue: Catalogue): string {
  return `${catalogue.language}${transcript.version}`
}
