import { Failure } from '../failure.ts'
import { par } from '../extensions/par.ts'
import type { Claims } from '../protocol/userinfo.ts'
import { providerName } from '../providers/resolve.ts'
import { toSafeJson } from '../render/clean.ts'
import type { WalkRecord } from '../render/document.ts'
import { makeTabPages } from '../render/tab.ts'
import type { Session } from '../session/session-record.ts'
import type { SessionStore } from '../session/sessions.ts'
import { readyToWrite } from '../session/write.ts'
import type { Tokens } from '../walk/5-token.ts'
import type { Walk } from '../walk/context.ts'
import type { Observer } from '../walk/events.ts'
import { emit } from '../walk/observe.ts'
import { walkSixSteps, type Walked } from '../walk/walk.ts'
import { circumstancesOf, inCircumstances, type Circumstances } from './diagnose.ts'
import { chooseBrowser, type BrowserChoice } from './login-browser.ts'
import { prepareExports, type LoginExports } from './login-exports.ts'
import { chooseObservers, finishEvents } from './login-observers.ts'
import { planByConversation } from './conversation.ts'
import { choosePasting } from './login-pasting.ts'
import type { LoginPlan } from './login-plan.ts'
import { formatJson, type Run } from './run.ts'
import { createWire } from './wire.ts'

/** `oauth-walk login [target]`: walks the six steps, saves the session, prints the userinfo claims. */
export async function login(run: Run, target: string | undefined): Promise<void> {
  const files = await prepareExports(run)
  const plan = await planByConversation(run, target)
  const record: WalkRecord = { findings: [], steps: [] }
  const browser = chooseBrowser(run, plan)
  try {
    const walk = await prepareWalk(run, plan, record, browser, files)
    const take = plan.device ? (await import('../walk/device.ts')).walkByDevice : walkSixSteps
    const walked = await take(walk, (tokens, claims) => keep(run, plan, walk, tokens, claims)).catch(async (error: unknown) => {
      const failure = await finishEvents(run, walk, inCircumstances(error, () => circumstances(plan, record)))
      await files.writeFailed(failure)
      throw failure
    })
    const document = describeWalk(plan, walked, record)
    await emit(walk, { type: 'walk-finished', document })
    if (!isOnOneScreen(run)) run.tell('')
    run.tell(run.catalogue.story.done(document.subject ?? plan.client.clientId, plan.profile))
    if (!run.options.events && !files.takesStdout) run.result(document, formatClaims(run, document.userinfo))
    await files.write()
  } finally {
    browser.close()
    await plan.sandbox?.sandbox.close()
  }
}

function circumstances({ resolved, login, client, profile }: LoginPlan, { redirectUri }: WalkRecord): Circumstances {
  const target = login.target === '' ? profile : login.target
  return circumstancesOf(resolved, { target, redirect_uri: redirectUri ?? login.redirectUri, has_secret: client.clientSecret !== undefined })
}

async function prepareWalk(run: Run, plan: LoginPlan, record: WalkRecord, browser: BrowserChoice, files: LoginExports): Promise<Walk> {
  const { context } = run
  const pasting = plan.device ? undefined : choosePasting(run, plan, browser)
  // Its browser may be at a page of the sandbox when the process that serves it ends.
  plan.sandbox?.sandbox.keepServed()
  return {
    provider: plan.provider,
    client: plan.client,
    login: plan.login,
    send: createWire(run, plan.resolved),
    now: context.now,
    random: context.random,
    signal: AbortSignal.any([context.signal, browser.signal]),
    secrets: context.secrets,
    observers: [...await chooseObservers(run, plan, record, browser, pasting !== undefined), ...files.observers, loadWhileWaiting],
    extensions: [par, ...plan.speech.extensions, ...plan.sandbox ? [plan.sandbox.extension] : []],
    strict: run.options.strict === true,
    // With a browser at hand nobody needs the other device.
    openBrowser: plan.device && !browser.byItself ? async () => undefined : browser.open,
    pasting,
    pages: makeTabPages(run.catalogue),
  }
}

/** While the user is in the browser there is time for what only the end needs. */
const loadWhileWaiting: Observer = (event) => {
  if (event.type === 'waiting') void readyToWrite()
}

/** The session and its profile are stored together, and the profile becomes the active one. */
async function keep(run: Run, plan: LoginPlan, walk: Walk, tokens: Tokens, claims: Claims | undefined): Promise<boolean> {
  if (run.options.save === false || plan.store === 'none') return false
  const session = toSession(plan, tokens, claims)
  await run.context.defer(async () => {
    const sessions = run.openSessions(plan.store)
    await writeSession(sessions, session)
    await forgetOthers(sessions, session)
    const created_at = run.profiles.read(plan.profile)?.created_at ?? new Date(walk.now()).toISOString()
    await run.profiles.write({ v: 1, name: plan.profile, created_at, settings: plan.settingsToSave })
    await run.profiles.activate(plan.profile)
  })
  await emit(walk, { type: 'session-saved', profile: plan.profile, path: run.folder })
  return true
}

/** A damaged file of this session has nothing left to lose: the new session takes its place. */
async function writeSession(sessions: SessionStore, session: Session): Promise<void> {
  try {
    await sessions.write(session)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'store-corrupt') throw error
    await sessions.remove(session)
    await sessions.write(session)
  }
}

/** What the profile held for another issuer or client can never be used again: nothing of it stays behind. */
async function forgetOthers(sessions: SessionStore, { issuer, client_id, profile }: Session): Promise<void> {
  for (const key of sessions.keysOf(profile)) {
    if (key.issuer !== issuer || key.client_id !== client_id) await sessions.remove(key)
  }
}

function toSession(plan: LoginPlan, tokens: Tokens, claims: Claims | undefined): Session {
  const subject = tokens.claims?.sub ?? subjectOf(plan, claims)
  const { clientSecret, clientId } = plan.client
  return {
    v: 1,
    profile: plan.profile,
    issuer: providerName(plan.provider),
    client_id: clientId,
    ...clientSecret === undefined ? {} : { client_secret: clientSecret.reveal() },
    ...subject === null ? {} : { subject },
    scope: tokens.scope,
    dialect_fields: plan.speech.kept(),
    token_type: tokens.token_type,
    access_token: tokens.access_token.reveal(),
    obtained_at: tokens.obtainedAt,
    expires_at: tokens.expiresAt ?? null,
    ...tokens.refresh_token === undefined ? {} : { refresh_token: tokens.refresh_token.reveal() },
    refresh_generation: 0,
    ...tokens.id_token === undefined ? {} : { id_token: tokens.id_token.reveal() },
    ...tokens.claims === undefined ? {} : { id_token_claims: tokens.claims },
  }
}

function describeWalk(plan: LoginPlan, { started, tokens, claims }: Walked, record: WalkRecord) {
  return {
    ok: true,
    profile: plan.profile,
    issuer: started.server.issuer,
    client_id: plan.client.clientId,
    subject: tokens.claims?.sub ?? subjectOf(plan, claims),
    scope: tokens.scope,
    token_type: tokens.token_type,
    expires_at: tokens.expiresAt === undefined ? null : new Date(tokens.expiresAt).toISOString(),
    refreshable: tokens.refresh_token !== undefined,
    userinfo: claims ?? (tokens.claims && plan.speech.describe(tokens.claims)) ?? null,
    findings: record.findings,
    steps: record.steps,
  }
}

/** Without an ID token, a preset says which member of the userinfo is the user's stable id. */
function subjectOf({ speech }: LoginPlan, claims: Claims | undefined): string | null {
  return speech.extensions.length > 0 && typeof claims?.['sub'] === 'string' ? claims['sub'] : null
}

function isOnOneScreen({ context: { terminal }, options }: Run): boolean {
  return options.brief === true && terminal.stdout && terminal.stderr
}

/** On one screen with the short story, the claims take a few lines only. */
function formatClaims(run: Run, claims: object | null): string {
  if (isOnOneScreen(run)) return `${toSafeJson(claims ?? {})}\n`
  const { context } = run
  return formatJson({ ...context, terminal: { ...context.terminal, stdout: true } }, claims ?? {})
}
