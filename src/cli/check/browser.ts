import type { OpenBrowser } from '../../check/provider/examinee.ts'
import { plainWriter } from '../../text/terminal.ts'
import type { Observer } from '../../walk/events.ts'
import { chooseBrowser } from '../login/browser.ts'
import type { LoginPlan } from '../login/plan.ts'
import type { Run } from '../run.ts'
import type { ExamPlan } from './candidate.ts'

/** Makes what opens the browser, once for each code, with one user's cookies; whoever has to look at a page is told its address. */
export async function browserOf(run: Run, plan: ExamPlan): Promise<OpenBrowser> {
  const jar = run.options.auto || plan.sandbox ? new (await import('../../sandbox/index.ts')).CookieJar() : undefined
  return (silent) => {
    const { open, byHand, byItself, ...choice } = chooseBrowser(run, plan as LoginPlan, jar)
    const observers = byItself || (silent && !byHand) ? [] : [tellAddress(run)]
    return { ...choice, openBrowser: open, observers }
  }
}

function tellAddress({ context }: Run): Observer {
  return (event) => {
    if (event.type === 'authorization-url') context.writeAddress(plainWriter.lines([[[{ text: event.url, whole: true }]]]))
  }
}
