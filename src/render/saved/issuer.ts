import { beginning } from './scenes.ts'
import type { Transcript } from './transcript.ts'

/**
 * The issuer of a walk, also of one that failed: as it ended, as its metadata was compared, or as it was asked for its
 * metadata, where no resource had to name it first.
 */
export function issuerOf(transcript: Transcript): string | undefined {
  const { document: { issuer }, events } = transcript
  if (typeof issuer === 'string') return issuer
  const compared = events.find(event => event.type === 'check' && event.name === 'issuer-identical')
  if (compared?.type === 'check') return compared.expected
  const { target } = beginning(transcript)
  return /^https?:\/\//.test(target) && asksProvider(transcript) ? target : undefined
}

function asksProvider({ events, failure }: Transcript): boolean {
  const asked = events.flatMap(event => event.type === 'http' ? [event.purpose] : [])
  const failed = failure?.details['purpose']
  const purposes: string[] = [...asked, ...typeof failed === 'string' ? [failed] : []]
  return purposes.includes('discovery') && !purposes.some(purpose => purpose === 'resource' || purpose === 'mcp')
}
