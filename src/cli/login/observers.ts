import { Failure } from '../../codes/failure.ts'
import { clean } from '../../text/printable.ts'
import { openWriter, plainLines, plainWriter, type TerminalWriter } from '../../text/terminal.ts'
import { collect, failureDocument, type WalkRecord } from '../../render/document.ts'
import { printEvents } from '../../render/events.ts'
import { pauseBeforeSteps } from '../../render/pause.ts'
import { createProgress } from '../../render/progress.ts'
import { tellStory } from '../../render/terminal.ts'
import { maskFailure } from '../../secrets/mask.ts'
import type { Walk } from '../../walk/context.ts'
import type { Observer, Watcher } from '../../walk/events.ts'
import { isExposed } from '../../walk/exposure.ts'
import { emit } from '../../walk/observe.ts'
import { exitCodeOf } from '../failures/exit-codes.ts'
import type { BrowserChoice } from './browser.ts'
import type { Copying } from './copying.ts'
import { reachOf } from './elsewhere.ts'
import type { LoginPlan } from './plan.ts'
import { wantsColour, widthOf } from '../context.ts'
import { detailOf } from '../command-line/detail.ts'
import { diagnoseFailure } from '../failures/diagnose.ts'
import { toFailure } from '../failures/main-failure.ts'
import { reminderFor } from './remind.ts'
import type { Run } from '../run.ts'

/**
 * What else the terminal is used for: an answer may be pasted there, and an export may take the place of the result.
 */
interface Sharing { pasting: boolean, copying: Copying | undefined, takesStdout: boolean }

/**
 * Who looks into the walk: the collector always, the story unless `--quiet`, the event printer and the pause where
 * asked for.
 */
export async function chooseObservers(
  run: Run, plan: LoginPlan, record: WalkRecord, browser: BrowserChoice, sharing: Sharing,
): Promise<Watcher[]> {
  const { context, options, catalogue } = run
  const observers: Watcher[] = [collect(record, catalogue)]
  if (options.showSecrets) run.tell(`! ${catalogue.story.showSecrets}`)
  const watched = context.terminal.stdin && context.terminal.stderr
  const colour = wantsColour(context, options.color !== false)
  const look = { writer: await openWriter({ colour, width: widthOf(context) }), colour }
  const { writeError: write, readLine } = context
  if (options.step && watched) {
    const { byItself } = browser
    observers.push(pauseBeforeSteps({ writer: look.writer, catalogue, write, readLine, byItself }))
  }
  if (sharing.copying) observers.push(sharing.copying.observer)
  if (!options.quiet) observers.push(showSecretsTo(run, createStory(run, plan, browser, sharing, look)))
  else observers.push(plan.device ? printDeviceCode(run) : printAddress(run, browser.byHand || sharing.pasting))
  if (options.events) observers.push(showSecretsTo(run, printEvents(context.writeOut, catalogue)))
  return observers
}

/** With `--quiet`, what a person has to take to another device is told all the same. */
function printDeviceCode({ context }: Run): Observer {
  return (event) => {
    if (event.type !== 'device-authorization') return
    context.writeAddress(plainLines([`${new URL(event.verification_uri).href} ${clean(event.user_code, 40)}`]))
  }
}

/** With `--quiet`, the address that a person has to open is told all the same: at once, or where no browser did. */
function printAddress({ context, catalogue }: Run, byHand: boolean): Observer {
  let address = ''
  const print = () => context.writeAddress(plainWriter.lines([[[{ text: address, whole: true }]]]))
  return (event) => {
    if (event.type === 'authorization-url') {
      address = event.start ?? event.url
      if (byHand) print()
    } else if (event.type === 'browser-failed') {
      if (!byHand) print()
      context.writeError(plainLines([`! ${catalogue.story.browserFailed(clean(event.reason))}`]))
    }
  }
}

/** With `--show-secrets`, what tells the walk sees them. */
function showSecretsTo({ options }: Run, observer: Observer): Watcher {
  return options.showSecrets ? { seesSecrets: observer } : observer
}

function createStory(
  run: Run, plan: LoginPlan, browser: BrowserChoice, sharing: Sharing, { writer, colour }: Look,
): Observer {
  const { pasting, copying, takesStdout } = sharing
  const { context, options, catalogue } = run
  const { terminal } = context
  return tellStory({
    write: context.writeAddress,
    catalogue,
    writer,
    detail: detailOf(options, terminal.stderr),
    claimsFollow: terminal.stdout && terminal.stderr && !options.events && !takesStdout,
    verbosity: options.verbose ?? 0,
    pictures: terminal.stderr,
    showsSecrets: options.showSecrets,
    // The failure that is told at the end masks what this flag shows.
    failureFollows: !options.showSecrets,
    // A browser on another machine, whose answer is pasted, is given the address by hand.
    opening: browser.byHand || pasting ? 'by-hand' : browser.byItself ? 'by-itself' : 'browser',
    beforeAddress: plan.device && !browser.byItself ? '' : sayHowItOpens(run, plan, browser, pasting),
    ...browser.byItself || isExposed(plan) ? {} : { reach: redirectUri => reachOf(run, redirectUri) },
    copies: copying?.copies,
    remind: reminderFor(catalogue, plan),
    // A terminal that does not tell its width (0) makes the spinner's library erase lines for ever; one that can't
    // erase would show a line more.
    progress: terminal.stderr && terminal.columns >= 20 && context.environment['TERM'] !== 'dumb'
      ? createProgress(colour)
      : undefined,
  })
}

/** How things look on the screen, if there is one. */
interface Look { writer: TerminalWriter, colour: boolean }

/** A browser whose answer can be pasted may run on any machine. */
function sayHowItOpens(
  { catalogue: { story } }: Run, plan: LoginPlan, { byHand, byItself }: BrowserChoice, pasting: boolean,
): string {
  if (byHand && isExposed(plan)) return story.openExposed
  if (byHand) return pasting ? story.openAnywhere : story.openYourself
  return byItself ? story.signsInByItself : story.open
}

/** The last event of a walk that failed is its `--json` document; the failure goes on to whoever catches it. */
export async function finishEvents(run: Run, walk: Walk, error: unknown): Promise<Failure> {
  const failure = await diagnoseFailure(toFailure(error), run.catalogue)
  const document = failureDocument(
    maskFailure(walk.secrets, failure), run.catalogue, exitCodeOf(failure.code, failure.details),
  )
  await emit(walk, { type: 'walk-finished', document })
  return failure
}
