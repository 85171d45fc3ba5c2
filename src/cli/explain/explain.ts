import { readRecord } from '../../explain/readings/index.ts'
import { loadExplainWords } from '../../messages/load.ts'
import { explanationDocument } from '../../render/explain/document.ts'
import { explanationLines } from '../../render/explain/lines.ts'
import { toExplanation } from '../../render/explain/explanation.ts'
import { exportsAsked, proveExports, spareInputs, writeExports } from '../exports.ts'
import type { Run } from '../run.ts'
import { openScreen, whereResultGoes } from '../screen.ts'
import { hasSteps } from '../../explain/story/login.ts'
import { chooseLogin, type Chosen } from './choose.ts'
import { gather, type ExplainOptions } from './gather.ts'
import { drawVeil, openVeil } from './veil.ts'

/**
 * `oauth-walk explain [INPUT]`: tells what an input is that another program made, and what is wrong with it; a login in it as six steps. Nothing is
 * fetched but the keys that `--jwks` names. Raises `input-missing`, `input-unrecognised`, `file-unreadable`, `setting-invalid`, `file-unwritable`.
 */
export async function explain(run: Run, argument: string | undefined): Promise<void> {
  const { context, catalogue } = run
  const options = run.options as ExplainOptions
  const files = exportsAsked(run)
  const { record: whole, inputs } = await gather(run, argument)
  spareInputs(run, files, inputs)
  proveExports(run, files)
  const chosen = chooseLogin(whole, options.login)
  const { record } = chosen
  if (options.showSecrets) run.tell(`! ${catalogue.story.showSecrets}`)
  const veil = options.showSecrets ? openVeil : drawVeil(context.secrets, record)
  const told = await transcribeChosen(run, chosen, files.length > 0)
  const explanation = toExplanation(record, await readRecord(record), veil, told)
  if (files.every(({ path }) => path !== '-')) {
    const words = await loadExplainWords(catalogue.language, explanation.readings.length > 0)
    const writer = await openScreen({ context: whereResultGoes(context), options })
    if (told?.isStory && !options.json) await told.tell(writer)
    const lines = explanationLines(explanation, { ...words, catalogue, writer, isVerbose: (options.verbose ?? 0) > 0 })
    run.result(explanationDocument(explanation, { ...words, catalogue }), writer.lines(lines))
  }
  if (told) await writeExports(run, files, told.transcript)
}

/** The chosen login as a walk; nothing where there is none, or nothing in it that a walk would check. */
async function transcribeChosen(run: Run, { logins, place, record }: Chosen, isWritten: boolean) {
  const login = place === undefined ? undefined : logins[place]
  if (!login || (!isWritten && !login.response && login.tokens.length === 0)) return undefined
  const { transcribe, tellTranscript } = await import('./story.ts')
  const { transcript } = await transcribe(run, login, record)
  const own = new Set(Object.values(login).flat())
  return {
    transcript, number: (place ?? 0) + 1, count: logins.length, isStory: hasSteps(login), isOwn: (seen: unknown) => own.has(seen),
    tell: async (writer: Parameters<typeof tellTranscript>[2]) => tellTranscript(run, transcript, writer),
  }
}
