import { openNotebook, type Notebook } from '../../check/notebook.ts'
import type { Examined } from '../../check/probe.ts'
import { examineeOf } from '../../check/provider/examinee.ts'
import { examineProvider, type Audience } from '../../check/provider/examination.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import type { Severity, StopReason } from '../../codes/exam.ts'
import { providerDocument, type ProviderExamination } from '../../render/check/document.ts'
import { recogniseServer } from '../../render/check/known-servers/index.ts'
import { toldLines } from '../../render/check/lines.ts'
import { tableLines } from '../../render/check/table.ts'
import type { Wording } from '../../render/check/rule.ts'
import { maskGiven } from '../../secrets/given-address.ts'
import { maskFailure, maskForKeeping } from '../../secrets/mask.ts'
import { clean } from '../../text/printable.ts'
import type { Run } from '../run.ts'
import { openScreen, whereResultGoes } from '../terminal/screen.ts'
import { tellMessages } from '../terminal/tell-messages.ts'
import { openAskedBefore } from './asked-before.ts'
import { prepareBaseline } from './baseline.ts'
import { prepareCandidate, type Prepared } from './candidate.ts'
import { chooseProbes } from './choose.ts'
import { loadExamCatalogue, type FullCatalogue } from './exam-catalogue.ts'
import { giveBack } from './give-back.ts'
import { tellHeld, tellLeftOpen, tellUntried } from './not-judged.ts'
import { planRules } from './planned.ts'
import { failureOfProvider } from './provider-ending.ts'
import { planDocument, planLines, type Planned } from './provider-plan.ts'
import { prepareReports } from './reports.ts'
import { asUnjudged, asUnreached } from './unreached.ts'
import { failureOfUntried } from './untried.ts'
import { wordsOf } from './words.ts'

/**
 * `oauth-walk check PROVIDER`: which rules a provider keeps to, by messages that break them on purpose; only where the
 * user operates it, and with a session of its own that is given back. Raises `rules-broken`, `rules-unjudged`,
 * `rules-untried`, and what kept it from being asked at all.
 */
export async function checkProvider(run: Run, target: string): Promise<void> {
  const { context, options } = run
  const catalogue = await loadExamCatalogue(run.catalogue)
  const probes = chooseProbes(options)
  if (options['plan']) return printPlan(run, await planRules(probes, target, options), catalogue)
  const [reports, settle] = [prepareReports(run), prepareBaseline(run, target)]
  const { signal, secrets } = context
  const notebook = openNotebook({
    signal, mask: failure => maskFailure(secrets, failure), keep: event => maskForKeeping(secrets, event),
  })
  const {
    wording, isEmbedded, stopped, ...seen
  } = await examine(run, target, { catalogue, probes, notebook }).catch(async (
    error: unknown,
  ) => {
    const unreached = asUnreached(error, maskGiven(secrets, target), probes, notebook)
    if (unreached) await reports.write(unreached, async () => catalogue)
    throw asUnjudged(error)
  })
  // The sandbox has another port each time.
  const examination = { ...seen, examined: await settle(isEmbedded ? 'sandbox' : seen.issuer, seen.examined) }
  const { issuer, examined, failOn } = examination
  await reports.write({ ...examination, address: issuer }, async () => wording)
  const ending = { target, issuer, clientId: wording.clientId, words: wordsOf(options), failOn, stopped }
  const failure = failureOfProvider(examined, ending) ?? failureOfUntried(examined, options, ending)
  const document = providerDocument(examination, wording)
  // With --json the verdicts stand in the failure's document.
  if (!reports.takesStdout && !(failure && options.json)) await print(run, { ok: true, ...document }, examined, wording)
  if (failure?.code !== 'rules-unjudged') {
    tellHeld(run, examined, catalogue)
    tellLeftOpen(run, examined, catalogue)
  }
  if (!failure) tellUntried(run, examined, ending, catalogue)
  if (failure) throw failure.with(undefined, options.json ? { answer: document } : {})
}

interface Asked { catalogue: FullCatalogue, probes: readonly ProviderProbe[], notebook: Notebook }

type Seen = ProviderExamination & { wording: Wording, isEmbedded: boolean, stopped: StopReason | undefined }

async function examine(run: Run, target: string, { catalogue, probes, notebook }: Asked): Promise<Seen> {
  const { context, options } = run
  const isTold = options.verbose !== undefined && !options.quiet
  const askedBefore = openAskedBefore(context)
  const observers = [...askedBefore.observers, ...isTold ? [await tellMessages(run, (options.verbose ?? 1) - 1)] : []]
  const prepared = await prepareCandidate(run, target, { notebook, probes, observers })
  const { candidate, runId, close } = prepared
  try {
    run.tell(catalogue.ofProvider.begins(candidate.issuer, runId))
    tellGuess(run, prepared, catalogue)
    const examined = await examineProvider(probes, examineeOf(candidate), audienceOf(run, catalogue))
    const stopped = candidate.budget.stopped()
    const left = examined.filter(({ reason }) => reason === 'stopped').map(({ probe: { id } }) => id)
    if (stopped) run.tell(catalogue.ofProvider.stops[stopped](left.join(',')))
    const isStrict = options.strict === true
    const clientId = prepared.plan.client.clientId || undefined
    const wording = {
      ...catalogue, server: recogniseServer({ ...candidate.server }), clientId, askedBefore,
      serveAgain: prepared.serveAgain,
    }
    const failOn = (options['failOn'] as Severity | undefined) ?? 'high'
    const judged = isStrict ? examined.map(strictly) : examined
    const { issuer, isEmbedded } = candidate
    return {
      issuer, isEmbedded, stopped, runId, failOn, isStrict, examined: judged, exchanges: notebook.exchanges(), wording,
    }
  } finally {
    await context.defer(async () => giveBack(run, prepared, catalogue))
    await close()
  }
}

/** A client without a secret may be one whose secret was forgotten: the verdicts then are about nobody's client. */
function tellGuess(run: Run, { candidate, plan }: Prepared, { ofProvider }: FullCatalogue): void {
  const { client, resolved } = plan
  if (!candidate.isOperated || client.clientId === '' || resolved['auth-method'] !== undefined) return
  const { clientSecret, authentication, keys = [], takeAssertion, hasCertificate } = client
  const isProven = [clientSecret, authentication, takeAssertion].some(one => one !== undefined)
  if (isProven || keys.length > 0 || hasCertificate === true) return
  run.tell(`! ${ofProvider.asPublic(clean(client.clientId))}`)
}

/** Where nothing is forgiven, what is weak has failed. */
function strictly(one: Examined): Examined {
  return one.verdict === 'WEAK' ? { ...one, verdict: 'FAIL' } : one
}

function audienceOf(run: Run, { ofProvider: { probing, rules } }: FullCatalogue): Audience {
  return {
    begins: ({ id, name, seconds }, place, all) => run.tell(probing(place, all, id, rules[name].title, seconds)),
    ends: () => undefined,
  }
}

async function print(
  run: Run, document: Record<string, unknown>, examined: readonly Examined[], wording: Wording,
): Promise<void> {
  const { context } = run
  const writer = await screenOf(run)
  if (context.terminal.stdout && context.terminal.stderr) run.tell('')
  run.result(document, writer.lines([...tableLines(examined, wording, writer.width), ...toldLines(examined, wording)]))
}

async function printPlan(run: Run, planned: readonly Planned[], catalogue: FullCatalogue): Promise<void> {
  run.result(planDocument(planned, catalogue), (await screenOf(run)).lines(planLines(planned, catalogue)))
}

async function screenOf({ context, options }: Run) {
  return openScreen({ context: whereResultGoes(context), options })
}
