import { openNotebook } from '../../check/notebook.ts'
import { examine } from '../../check/probe.ts'
import { resourceProbes, survey } from '../../check/resource/index.ts'
import { createPatience } from '../../extensions/patience.ts'
import { createPkceRequired } from '../../extensions/pkce-required.ts'
import { examinationDocument, type Examination } from '../../render/check/document.ts'
import { toldLines } from '../../render/check/lines.ts'
import { tableLines } from '../../render/check/table.ts'
import { maskGiven, withoutSecrets } from '../../secrets/given-address.ts'
import { maskFailure } from '../../secrets/mask.ts'
import type { Run } from '../run.ts'
import { inThisRun, thisCheck } from '../command-line/this-run.ts'
import { openScreen, whereResultGoes } from '../terminal/screen.ts'
import { tellMessages } from '../terminal/tell-messages.ts'
import { prepareBaseline } from './baseline.ts'
import { failureOf } from './ending.ts'
import { loadExamCatalogue } from './exam-catalogue.ts'
import { prepareReports } from './reports.ts'
import { createVisitor } from '../back-channel/visitor.ts'
import { planCheck } from './plan.ts'

/**
 * `oauth-walk check RESOURCE`: which rules a protected resource and its providers keep to, without a login. Nothing is
 * registered and nothing stored. Raises `rules-unsafe`, `rules-broken`, `rules-unjudged`, and what kept it from being
 * asked at all.
 */
export async function check(run: Run, address: string): Promise<void> {
  await judge(run, address).catch((error: unknown) => {
    throw inThisRun(error, () => thisCheck(run, address))
  })
}

async function judge(run: Run, address: string): Promise<void> {
  const { context, options, catalogue } = run
  const { resource, resolved } = planCheck(run, address)
  const [reports, settle] = [prepareReports(run), prepareBaseline(run, address)]
  const notebook = openNotebook({ signal: context.signal, mask: failure => maskFailure(context.secrets, failure) })
  const observers = options.quiet ? [] : [await tellMessages(run, options.verbose ?? 0)]
  // MCP's clients have rules of their own; whoever asks by another method asks no MCP server.
  const own = resolved['resource-method'] ? [] : [createPkceRequired({ published: true })]
  const extensions = [createPatience(), ...own]
  const visitor = await createVisitor(run, resolved, { observers, extensions })
  const isStrict = options.strict === true
  const shown = maskGiven(context.secrets, resource.url)
  const seen = await survey(visitor, resource, notebook)
  const examined = await settle(withoutSecrets(resource.url), await examine(resourceProbes, seen, { strict: isStrict }))
  const examination: Examination = {
    resource: shown, isStrict, examined, exchanges: notebook.exchanges(), unasked: seen.unasked,
  }
  await reports.write(
    { ...examination, address: shown, failOn: 'low' }, async () => loadExamCatalogue(catalogue),
  )
  const failure = failureOf(examination)
  const document = examinationDocument(examination, catalogue)
  // What did not answer at all has a failure of its own, and no verdicts.
  if (failure && examination.exchanges.length === 0) throw failure
  // With --json the verdicts stand in the failure's document.
  if (!reports.takesStdout && !(failure && options.json)) await print(run, document, examination)
  if (failure) throw failure.with(undefined, options.json ? { answer: document } : {})
}

async function print(run: Run, document: Record<string, unknown>, { examined }: Examination): Promise<void> {
  const { context, options } = run
  const writer = await openScreen({ context: whereResultGoes(context), options })
  if (context.terminal.stdout && context.terminal.stderr) run.tell('')
  run.result(
    { ok: true, ...document },
    writer.lines([...tableLines(examined, run.catalogue, writer.width), ...toldLines(examined, run.catalogue)]),
  )
}
