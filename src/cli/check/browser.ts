import type { OpenBrowser } from '../../check/provider/examinee.ts'
import { Failure } from '../../codes/failure.ts'
import { loadProviderExamWords } from '../../messages/load.ts'
import { clean } from '../../text/printable.ts'
import { plainWriter } from '../../text/terminal.ts'
import type { Observer } from '../../walk/events.ts'
import { chooseBrowser } from '../login/browser.ts'
import { isBrowserNamed } from '../login/browser-commands.ts'
import type { LoginPlan } from '../login/plan.ts'
import { isWatched, type Run } from '../run.ts'
import type { ExamPlan } from './candidate-plan.ts'

/**
 * Makes what opens the browser, once for each code, with one user's cookies; whoever has to look at a page is told its
 * address.
 */
export async function browserOf(run: Run, plan: ExamPlan): Promise<OpenBrowser> {
  const words = await loadProviderExamWords(run.catalogue.language)
  const jar = run.options.auto || plan.sandbox ? new (await import('../../sandbox/index.ts')).CookieJar() : undefined
  // Without anybody who looks on, a named program signs in by itself.
  const isHeard = !isWatched(run) && isBrowserNamed(run, plan.resolved)
  return (silent) => {
    const { open, byHand, byItself, signal, ...choice } = chooseBrowser(run, plan as LoginPlan, jar, isHeard)
    const giveUp = new AbortController()
    const tell = tellAddress(run, words.signIn)
    // What opens the address itself need not be told it; a person may have to, where that fails.
    const isTold = byHand || (!silent && isWatched(run) && !isBrowserNamed(run, plan.resolved))
    const observers = byItself ? [] : [...isTold ? [tell] : [], hearFailure(run, giveUp, isTold ? undefined : tell)]
    return { ...choice, signal: AbortSignal.any([signal, giveUp.signal]), openBrowser: open, observers }
  }
}

/** Where no browser opens, a person may open one; without a person, nobody is waited for. */
function hearFailure(run: Run, giveUp: AbortController, tell: Observer | undefined): Observer {
  let asked: Parameters<Observer>[0] | undefined
  return async (event) => {
    if (event.type === 'authorization-url') asked = event
    if (event.type !== 'browser-failed') return
    if (!isWatched(run)) {
      giveUp.abort(new Failure('browser-not-opened', { reason: event.reason }, { step: 'consent' }))
      return
    }
    run.tell(`! ${run.catalogue.story.browserFailed(clean(event.reason))}`)
    if (asked) await tell?.(asked)
  }
}

function tellAddress({ context, tell }: Run, signIn: string): Observer {
  return (event) => {
    if (event.type !== 'authorization-url') return
    tell(signIn)
    context.writeAddress(plainWriter.lines([[[{ text: event.url, whole: true }]]]))
  }
}
