import { Failure } from '../../failure.ts'
import { readRecord } from '../../explain/readings/index.ts'
import { isRecognised, recognise } from '../../explain/recognise/index.ts'
import { loadExplainWords } from '../../messages/load.ts'
import { explanationDocument } from '../../render/explain/document.ts'
import { explanationLines } from '../../render/explain/lines.ts'
import { toExplanation } from '../../render/explain/explanation.ts'
import type { Options } from '../options.ts'
import type { Run } from '../run.ts'
import { openScreen, whereResultGoes } from '../screen.ts'
import { readInput, readTime } from './input.ts'
import { drawVeil, openVeil } from './veil.ts'

/**
 * `oauth-walk explain [INPUT]`: tells what an input is that another program made, and what is wrong with it. Nothing is fetched. Raises
 * `input-missing`, `input-unrecognised`, `file-unreadable`, `setting-invalid`.
 */
export async function explain(run: Run, argument: string | undefined): Promise<void> {
  const { context, catalogue } = run
  const options = run.options as Options & { request?: string, issuer?: string, at?: string }
  const now = readTime(options.at, context.now())
  const request = options.request === undefined ? [] : [readInput(run, options.request, '--request').text]
  const input = readInput(run, argument)
  const record = recognise([...request, input.text], { issuer: options.issuer, clientId: options.clientId, now })
  if (!isRecognised(record)) throw new Failure('input-unrecognised', { source: input.source })
  const veil = options.showSecrets ? openVeil : drawVeil(context.secrets, record)
  const explanation = toExplanation(record, readRecord(record), veil)
  const words = await loadExplainWords(catalogue.language)
  const writer = await openScreen({ context: whereResultGoes(context), options })
  const lines = explanationLines(explanation, { ...words, catalogue, writer, isVerbose: (options.verbose ?? 0) > 0 })
  run.result(explanationDocument(explanation, { ...words, catalogue }), writer.lines(lines))
}
