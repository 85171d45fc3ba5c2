import { Failure } from '../codes/failure.ts'
import { toJsonLine } from '../text/json.ts'
import type { JsonText } from '../text/written.ts'
import type { WalkRecord } from '../render/document.ts'
import { makeTabPages } from '../render/tab.ts'
import { endSentence } from '../render/who.ts'
import { maskClaims } from '../secrets/message.ts'
import { readyToLock } from '../session/lock.ts'
import { readyToWrite } from '../session/write.ts'
import type { Started } from '../walk/1-start.ts'
import type { LoginSettings, TabPages, Walk } from '../walk/context.ts'
import type { Observer } from '../walk/events.ts'
import { emit } from '../walk/observe.ts'
import { spokenFor } from '../walk/spoken-for.ts'
import type { Walked } from '../walk/walk.ts'
import { circumstancesOf, inCircumstances, type Circumstances } from './failures/diagnose.ts'
import { chooseBrowser, type BrowserChoice } from './login/browser.ts'
import { prepareExports, type LoginExports } from './login/exports.ts'
import { prepareFigure } from './login/tab-figure.ts'
import { chooseObservers, finishEvents } from './login/observers.ts'
import { planByConversation } from './login/conversation.ts'
import { keepSession, nameToKeep, subjectOf } from './login/keep-session.ts'
import { offerCopying } from './login/copying.ts'
import { choosePasting } from './login/pasting.ts'
import { noteOffers, noteRequests, readAskedFor, type DiagnosticNotes } from './login/diagnostic-notes.ts'
import { chooseExtensions } from './login/extensions.ts'
import type { LoginPlan } from './login/plan.ts'
import { chooseWay } from './login/way.ts'
import { registeredSettings } from './login/registering.ts'
import { learnedBy } from './login/settings-to-keep.ts'
import { shareTerminal } from './login/vouching.ts'
import { addHeaders } from './back-channel/provider-headers.ts'
import { formatForReading, type Run } from './run.ts'
import { inThisRun, thisLogin } from './command-line/this-run.ts'
import { createWire } from './back-channel/wire.ts'
import { tellAtWidth } from './terminal/screen.ts'

/** What a walk leaves: for its document, and for whoever explains its failure. */
interface Left { record: WalkRecord, notes: DiagnosticNotes }

/** `oauth-walk login [target]`: walks the six steps, saves the session, prints the userinfo claims. */
export async function login(run: Run, target: string | undefined): Promise<void> {
  await logInOnce(run, target).catch(async (error: unknown) => {
    // Most failures need no second look at the address.
    if (!(error instanceof Failure) || error.code !== 'discovery-refused') throw error
    const { resourceInstead } = await import('./login/resource-instead.ts')
    return logInOnce(await resourceInstead(run, target, error), target)
  }).catch((error: unknown) => {
    throw inThisRun(error, () => thisLogin(run, target))
  })
}

async function logInOnce(run: Run, target: string | undefined): Promise<void> {
  const files = await prepareExports(run)
  const plan = await planByConversation(run, target)
  files.spare(plan.resolved)
  const left: Left = { record: { findings: [], steps: [] }, notes: { requests: [] } }
  const browser = chooseBrowser(run, plan)
  try {
    const walk = await prepareWalk(run, plan, left, browser, files)
    const walkThisWay = await chooseWay(plan)
    const kept = { ...plan }
    const walked = await walkThisWay(walk, async (tokens, claims, started) => {
      Object.assign(kept, asFound(plan, started))
      kept.profile = nameToKeep(run, kept)
      kept.settingsToSave = { ...kept.settingsToSave, ...plan.sandbox ? {} : learnedBy(left.record) }
      return keepSession(run, kept, walk, tokens, claims)
    }).catch(async (error: unknown) => {
      const diagnosable = inCircumstances(atSandbox(error, plan), () => circumstances(plan, left.notes))
      const told = inThisRun(diagnosable, () => plan.again(kept.profile))
      const failure = await finishEvents(run, walk, told)
      await files.writeFailed(failure, plan, browser)
      throw failure
    })
    const document = describeWalk(run, kept, walked, left.record)
    await emit(walk, { type: 'walk-finished', document })
    await tellEndOf(run, kept, document)
    try {
      if (!run.options.events && !files.takesStdout)
        run.result(document, formatClaims(run, document.resource ?? document.userinfo))
    } finally {
      await files.write(plan, browser)
    }
  } finally {
    browser.close()
    await plan.sandbox?.sandbox.close()
  }
}

async function tellEndOf(
  run: Run, { profile, store, grant, resource }: LoginPlan, document: Parameters<typeof endSentence>[1],
): Promise<void> {
  if (!isOnOneScreen(run)) run.tell('')
  const kept = store === 'none' ? '' : profile
  const end = endSentence(run.catalogue, document, { profile: kept, way: grant?.way, url: resource?.url })
  await tellAtWidth(run, [[[{ text: end }]]])
}

/** The sandbox knows client and redirect URI: whoever did not come back had only to sign in. */
function atSandbox(error: unknown, { sandbox }: LoginPlan): unknown {
  return sandbox && error instanceof Failure && error.code === 'nobody-came'
    ? error.with(undefined, { sandbox: true })
    : error
}

function circumstances(
  plan: LoginPlan, { redirectUri, methods, requests, ...offered }: DiagnosticNotes,
): Circumstances {
  const { resolved, login, client, profile, dpop } = plan
  const { pushed, scope, resource } = readAskedFor(requests)
  const target = login.target === '' ? profile : login.target
  const sent = {
    redirect_uri: redirectUri ?? login.redirectUri, ...scope === undefined ? {} : { scope },
    ...dpop.key() && { dpop: true },
  }
  // The sandbox of this run offers proofs to all, and its client needs one only where that was configured.
  const offers_proof = offered.offersProof && plan.sandbox === undefined
  const has_secret = client.clientSecret !== undefined
    || plan.registering?.came.client?.registration['client_secret'] !== undefined
  const any_port = plan.registering !== undefined && login.ports.includes(0)
  return circumstancesOf(resolved, {
    target, ...sent, offers_proof, methods, pushed, resource, has_secret, any_port,
  })
}

/** What is kept of a login that found out by itself at which provider, and as which client. */
function asFound(
  { registering, resource, provider, settingsToSave }: LoginPlan, { server, credentials, resource: led }: Started,
): Partial<LoginPlan> {
  const found = resource ? { issuer: server.issuer } : {}
  const client = registering ? registeredSettings(credentials) : {}
  return {
    provider: { ...provider, ...found }, identifier: led?.identifier, ...registering ? { client: credentials } : {},
    settingsToSave: { ...settingsToSave, ...found, ...client },
  }
}

/** The walk of a login, ready to begin, with those who watch it. */
export async function prepareWalk(
  run: Run, plan: LoginPlan, { record, notes }: Left, browser: BrowserChoice,
  files: Pick<LoginExports, 'observers' | 'takesStdout'>,
): Promise<Walk> {
  const { context } = run
  const hasNoCallback = plan.device || plan.grant !== undefined
  const copying = hasNoCallback ? undefined : offerCopying(run, plan, browser)
  const person = hasNoCallback ? undefined : shareTerminal(run, plan, choosePasting(run, plan, browser, copying))
  const { pasting, vouch } = person ?? { pasting: undefined, vouch: undefined }
  const figure = await prepareFigure(run)
  const pages = makeTabPages(run.catalogue, figure.draw)
  const sharing = { pasting: pasting?.isOffered ?? false, copying, takesStdout: files.takesStdout }
  // Its browser may be at a page of the sandbox when the process that serves it ends.
  plan.sandbox?.sandbox.keepServed()
  return spokenFor({
    provider: plan.provider,
    client: plan.client,
    login: browser.byItself ? onLoopbackAlone(plan.login) : plan.login,
    registering: plan.registering,
    resource: plan.resource,
    opens: plan.opens,
    send: createWire(run, plan.resolved),
    now: context.now,
    elapsed: context.elapsed,
    random: context.random,
    signal: AbortSignal.any([context.signal, browser.signal]),
    secrets: context.secrets,
    observers: [
      noteRequests(notes), ...await chooseObservers(run, plan, record, browser, sharing), ...files.observers,
      ...figure.observers, whileWaiting(run, notes, pages),
    ],
    extensions: [
      noteOffers(notes), { name: 'settings', remarks: plan.remarks }, ...await chooseExtensions(run, plan),
      ...plan.dialect.extensions,
      ...plan.sandbox ? [plan.sandbox.extension] : [], ...await addHeaders(run, plan.resolved),
    ],
    strict: run.options.strict === true,
    // With a browser at hand nobody needs the other device.
    openBrowser: plan.device && !browser.byItself ? async () => undefined : browser.open,
    pasting,
    opensStart: browser.opensStart,
    vouch,
    pages,
  })
}

/** The sandbox's user is on this machine: nothing is listened for besides loopback. */
function onLoopbackAlone({ listening, ...login }: LoginSettings): LoginSettings {
  return { ...login, listening: listening && { ...listening, besides: [] } }
}

/**
 * While the user is in the browser there is time for what only the end needs. Masking and the tab's page run once for
 * nothing: they are far faster the next time, when the tab waits for them.
 */
function whileWaiting(
  { context: { machine, secrets } }: Run, { requests }: DiagnosticNotes, pages: TabPages,
): Observer {
  return (event) => {
    if (event.type !== 'waiting') return
    readyToLock(machine)
    void readyToWrite()
    setImmediate(() => {
      maskClaims(secrets, readAskedFor(requests))
      pages.unfinished()
    })
  }
}

function describeWalk(
  { context: { secrets }, options }: Run, plan: LoginPlan, { started, tokens, claims }: Walked, record: WalkRecord,
) {
  const said = (plan.opens ? undefined : claims) ?? (tokens.claims && plan.dialect.describe(tokens.claims)) ?? null
  const told = <Value>(value: Value): Value => options.showSecrets ? value : maskClaims(secrets, value)
  return {
    ok: true,
    profile: plan.profile,
    issuer: started.server.issuer,
    client_id: plan.client.clientId,
    subject: told(subjectOf(plan, tokens, claims)),
    scope: told(tokens.scope),
    token_type: tokens.token_type,
    expires_at: tokens.expiresAt === undefined ? null : new Date(tokens.expiresAt).toISOString(),
    refreshable: tokens.refresh_token !== undefined,
    ...plan.opens ? { resource: told(claims ?? null) } : {},
    userinfo: told(said),
    findings: record.findings,
    steps: record.steps,
  }
}

function isOnOneScreen({ context: { terminal }, options }: Run): boolean {
  return options.brief === true && terminal.stdout && terminal.stderr
}

/** On one screen with the short story, the claims take a few lines only. */
function formatClaims(run: Run, claims: object | null): JsonText {
  return isOnOneScreen(run) ? toJsonLine(claims ?? {}) : formatForReading(claims ?? {})
}
