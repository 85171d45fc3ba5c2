import { Failure } from '../../codes/failure.ts'
import { isLoopbackHttp } from '../../addresses/loopback.ts'
import { textOf } from '../../providers/resolve.ts'
import type { CookieJar, Sandbox } from '../../sandbox/index.ts'
import { writeRedirectPage, type RedirectPage } from '../../session/redirect-page.ts'
import { isExposed } from '../../walk/exposure.ts'
import { openInBrowser } from '../../transport/browser.ts'
import { opensStart, type BrowserCommand } from '../../transport/browser-command.ts'
import { canShowBrowser, chooseCommands, isBrowserNamed } from './browser-commands.ts'
import type { Opened } from '../../render/saved/transcript.ts'
import { isElsewhere } from './elsewhere.ts'
import type { LoginPlan } from './plan.ts'
import type { Run } from '../run.ts'

/** Who opens the authorization address, and whether someone must do it by hand. */
export interface BrowserChoice {
  open: (url: string, start?: string) => Promise<void>
  /** The browser is opened at the listener's own address, which leads to the provider. */
  opensStart: boolean
  byHand: boolean
  /** The sandbox's user signs in by itself. */
  byItself: boolean
  /** Aborts the walk where nobody is left who could sign in. */
  signal: AbortSignal
  /** Removes what the browser needs no more. */
  close: () => void
}

/** How a saved walk says that; nothing where a browser was started. */
export function openedBy({ byHand, byItself }: BrowserChoice): Opened | undefined {
  return byHand ? 'by-hand' : byItself ? 'by-itself' : undefined
}

/**
 * Chooses the browser: nobody (`--no-open`), a command, the sandbox's own user, or the platform's browser. With
 * `--auto` that user also signs in where a preset is pointed at this machine, as at a sandbox that plays another
 * provider; with the cookies of before, where there are any. `isHeard`: the command is a program that signs in and
 * ends, whose complaint is of use.
 */
export function chooseBrowser(run: Run, plan: LoginPlan, jar?: CookieJar, isHeard = false): BrowserChoice {
  const { context: { given }, options } = run
  const commands = chooseCommands(run, plan.resolved)
  const giveUp = new AbortController()
  const choice = { byHand: false, byItself: false, opensStart: false, signal: giveUp.signal, close: () => undefined }
  if (plan.resolved['no-open']?.value === true) return { ...choice, byHand: true, open: async () => undefined }
  // The sandbox's user has no one to paste for him.
  const mayBeItself = plan.sandbox !== undefined && (plan.device || plan.login.listening !== undefined)
  const byItself = (mayBeItself
    && (options.auto === true || (!isBrowserNamed(run, plan.resolved) && !canShowBrowser(run))))
  || (options.auto === true && isLoopbackHttp(textOf(plan.resolved, 'provider-origin') ?? ''))
  if (byItself)
    return { ...choice, byItself, open: url => signIn(url, run, { sandbox: plan.sandbox?.sandbox, giveUp, jar }) }
  // The person has a browser, on the machine in front of them.
  const isAway = isExposed(plan) || isElsewhere(run)
  if (commands === undefined && !canShowBrowser(run) && isAway)
    return { ...choice, byHand: true, open: async () => undefined }
  if (plan.resolved['open-via-file']?.value === true)
    return { ...choice, ...openThroughPage(run, commands), opensStart: true }
  const open = async (url: string, start?: string) =>
    openInBrowser(url, commands?.(), given.forChildren, { start, isHeard }).catch((error: unknown) => {
      if (isUnwatched(run, plan)) giveUp.abort(new Failure('person-needed', { what: 'sign-in' }, { step: 'consent' }))
      throw error
    })
  return { ...choice, open, opensStart: isStarted(commands) }
}

/**
 * Tells whether nobody will open the address by hand: in a job of CI no one reads it in time. Elsewhere somebody may,
 * also where a program shows what this one says.
 */
function isUnwatched({ context: { environment, terminal } }: Run, plan: LoginPlan): boolean {
  return /^(?:true|1)$/i.test(environment['CI'] ?? '')
    && !terminal.stdin && !terminal.stderr
    && plan.login.listening !== undefined && !isExposed(plan)
}

/**
 * Tells whether these open the start address; so does the platform's browser. Commands that can't be read open nothing.
 */
function isStarted(commands: (() => BrowserCommand[]) | undefined): boolean {
  try {
    return commands === undefined || opensStart(commands())
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

/**
 * The words with which a browser is started can be read by every user of this machine; they name a page that only this
 * one can read.
 */
function openThroughPage(
  run: Run, commands: (() => BrowserCommand[]) | undefined,
): Pick<BrowserChoice, 'open' | 'close'> {
  const { context, folder } = run
  let page: RedirectPage | undefined
  const write = (address: string) =>
    (page = writePage(() => writeRedirectPage(folder, address, context.machine, run.warn))).address
  return {
    open: async (url, start) => openInBrowser(url, commands?.(), context.given.forChildren, { start, through: write }),
    close: () => page?.remove(),
  }
}

/** A page that can't be written is one more reason for a browser not to open: the address is printed too. */
function writePage(write: () => RedirectPage): RedirectPage {
  try {
    return write()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Failure('browser-not-opened', { reason: error.details['errno'] ?? error.code }, { cause: error })
  }
}

/** How often a sign-in begins again because the process that served the sandbox ended in the middle of it. */
const mostTries = 3

/** Why the sandbox's user did not get on: an error page has a status, and maybe the provider's own words. */
interface Stuck { reason?: string, status?: number, error?: string, error_description?: string }

interface SigningIn { sandbox: Sandbox | undefined, giveUp: AbortController, jar: CookieJar | undefined }

async function signIn(url: string, { context }: Run, { sandbox, giveUp, jar }: SigningIn): Promise<void> {
  const { signInAsTheUser } = await import('../../sandbox/index.ts')
  for (let tries = 1; ; tries += 1) {
    try {
      await sandbox?.rehost()
      await signInAsTheUser(url, { signal: context.signal, ...jar && { jar } })
      return
    } catch (error) {
      const { details } = error as { details?: Stuck }
      if (details?.reason === 'unreachable' && tries < mostTries && !context.signal.aborted) continue
      giveUp.abort(notSignedIn(error as { code?: string, details?: Stuck }))
      return
    }
  }
}

/** What ends the wait for an answer: the page that the provider showed instead, or that none came. */
function notSignedIn(cause: { code?: string, details?: Stuck }): Failure {
  const { status: page, error, error_description } = cause.details ?? {}
  const at = { step: 'consent', cause } as const
  if (page === undefined) return new Failure('browser-not-opened', { reason: cause.code ?? 'unknown' }, at)
  const provider = error === undefined ? {} : { provider: { error, error_description, status: page } }
  return new Failure('error-page', { page, ...provider }, at)
}
