import { good } from '../../../render/doctor/line.ts'
import type { Look } from '../look.ts'
import { readingLine, readMetadata } from './readings.ts'
import type { AtProvider } from './visit.ts'

/** What the rules for metadata say of the documents that came: those by which `explain` reads them. */
export const lookAtDocuments: Look<AtProvider> = async (ground) => {
  const { answers, server } = ground
  if (!answers.some(({ request }) => request.purpose === 'discovery')) return []
  const wrong = (await readMetadata(ground)).map(reading => readingLine('endpoints', reading, ground))
  return wrong.length > 0 || !server ? wrong : [good('endpoints', 'documents-good')]
}
