import { readRecord } from '../../explain/readings/index.ts'
import { loadExplainWords } from '../../messages/load.ts'
import { checkLines } from '../../render/explain/check-lines.ts'
import { explanationDocument } from '../../render/explain/document.ts'
import { failedIn, findingLines, verdictLines } from '../../render/explain/findings.ts'
import { explanationLines } from '../../render/explain/lines.ts'
import { toExplanation } from '../../render/explain/explanation.ts'
import { toSavedFindings, withFindings } from '../../render/saved/finding.ts'
import { exportsAsked, proveExports, spareInputs, writeExports } from '../exports.ts'
import type { Run } from '../run.ts'
import { openScreen, whereResultGoes } from '../screen.ts'
import { hasSteps, isCheckable } from '../../explain/story/login.ts'
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
    const words = await loadExplainWords(catalogue.language, explanation.readings.map(({ name }) => name))
    const writer = await openScreen({ context: whereResultGoes(context), options })
    const teller = { ...words, catalogue, writer, isVerbose: (options.verbose ?? 0) > 0 }
    const [findings, failed] = [toSavedFindings(explanation.readings), failedIn(told?.transcript.events)]
    if (told?.isStory && !options.json && !options.quiet) {
      context.writeOut(writer.lines(verdictLines(findings, teller, failed)))
      await told.tell(writer)
    }
    const lines = options.quiet ? findingLines(findings, teller, failed) : explanationLines(explanation, teller, told ? checkLines(told, teller) : [])
    run.result(explanationDocument(explanation, teller), writer.lines(lines))
  }
  if (told) await writeExports(run, files, withFindings(told.transcript, toSavedFindings(explanation.readings)))
}

/** The chosen login as a walk; nothing where there is none, or nothing in it that a walk would check. */
async function transcribeChosen(run: Run, { logins, place, record }: Chosen, isWritten: boolean) {
  const login = place === undefined ? undefined : logins[place]
  if (!login || (!isWritten && !isCheckable(login))) return undefined
  const { transcribe, tellTranscript } = await import('./story.ts')
  const { transcript } = await transcribe(run, login, record)
  const own = new Set(Object.values(login).flat())
  return {
    transcript, number: (place ?? 0) + 1, count: logins.length, isStory: hasSteps(login), isOwn: (seen: unknown) => own.has(seen),
    tell: async (writer: Parameters<typeof tellTranscript>[2]) => tellTranscript(run, transcript, writer),
  }
}
