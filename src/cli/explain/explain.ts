import { readRecord } from '../../explain/readings/index.ts'
import { loadExplainWords } from '../../messages/load.ts'
import { checkLines } from '../../render/explain/check-lines.ts'
import { explanationDocument } from '../../render/explain/document.ts'
import { failedIn, findingLines, verdictLines } from '../../render/explain/findings.ts'
import { explanationLines } from '../../render/explain/lines.ts'
import { toExplanation, type Explanation } from '../../render/explain/explanation.ts'
import { toSavedFindings, withFindings } from '../../render/saved/save-findings.ts'
import { exportsAsked, proveExports, spareInputs, writeExports } from '../report/exports.ts'
import { noText, type TerminalWriter } from '../../text/terminal.ts'
import type { Run } from '../run.ts'
import { openScreen, whereResultGoes } from '../terminal/screen.ts'
import { withFailed } from '../../explain/story/untold.ts'
import { hasSteps, isCheckable } from '../../explain/story/login.ts'
import { chooseLogin, type Chosen } from './choose.ts'
import { gather, type ExplainOptions } from './gather.ts'
import { drawVeil, openVeil } from './veil.ts'

/**
 * `oauth-walk explain [INPUT]`: tells what an input is that another program made, and what is wrong with it; a login in
 * it as six steps. Nothing is fetched but the keys that `--jwks` names. Raises `input-missing`, `input-unrecognised`,
 * `file-unreadable`, `setting-invalid`, `file-unwritable`.
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
  const readings = await readRecord(record)
  const failed = (told?.transcript.events ?? []).flatMap(event => event.type === 'check' && !event.ok ? [event] : [])
  const explanation = toExplanation(record, withFailed(failed, readings), veil, told)
  if (files.every(({ path }) => path !== '-')) await tell(run, { explanation, login: told })
  if (told) await writeExports(run, files, withFindings(told.transcript, toSavedFindings(explanation.readings)))
}

type Words = Awaited<ReturnType<typeof loadExplainWords>>

/** What there is to tell. */
interface Told { explanation: Explanation, login: Awaited<ReturnType<typeof transcribeChosen>> }

/** Either the document is made or the lines: of many messages, to tell them all takes longer than to read them. */
async function tell(run: Run, { explanation, login }: Told): Promise<void> {
  const { context, options, catalogue } = run
  const words = await loadExplainWords(catalogue.language, explanation.readings.map(({ name }) => name))
  if (options.json) run.result(explanationDocument(explanation, { ...words, catalogue }), noText)
  else await tellLines(
    run, { explanation, login }, words, await openScreen({ context: whereResultGoes(context), options }),
  )
}

async function tellLines(run: Run, { explanation, login }: Told, words: Words, writer: TerminalWriter): Promise<void> {
  const { context, options, catalogue } = run
  const teller = {
    ...words, catalogue, writer, isVerbose: (options.verbose ?? 0) > 0, showsSecrets: options.showSecrets,
  }
  const [findings, failed] = [toSavedFindings(explanation.readings), failedIn(login?.transcript.events)]
  if (login?.isStory && !options.quiet) {
    context.writeOut(writer.lines(verdictLines(findings, teller, failed)))
    await login.tell(writer)
  }
  const lines = options.quiet
    ? findingLines(findings, teller, failed)
    : explanationLines(explanation, teller, login ? checkLines(login, teller) : [])
  run.result({}, writer.lines(lines))
}

/** The chosen login as a walk; nothing where there is none, or nothing in it that a walk would check. */
async function transcribeChosen(run: Run, { logins, place, record }: Chosen, isWritten: boolean) {
  const login = place === undefined ? undefined : logins[place]
  if (!login || (!isWritten && !isCheckable(login))) return undefined
  const { transcribe, tellTranscript } = await import('./story.ts')
  const { transcript } = await transcribe(run, login, record)
  const own = new Set(Object.values(login).flat())
  return {
    transcript, number: (place ?? 0) + 1, count: logins.length, isStory: hasSteps(login),
    isOwn: (seen: unknown) => own.has(seen),
    tell: async (writer: Parameters<typeof tellTranscript>[2]) => tellTranscript(run, transcript, writer),
  }
}
