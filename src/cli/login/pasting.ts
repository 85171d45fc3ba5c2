import type { Pasting } from '../../walk/context.ts'
import { canShowBrowser, type BrowserChoice } from './browser.ts'
import type { LoginPlan } from './plan.ts'
import type { Run } from '../run.ts'

/** How many wrong addresses a person may paste where nothing else can bring the answer; a script gets one. */
const mostTries = 5

/** Who may paste the answer: whoever is asked with `--paste`, and beside the listener a person whose browser may run elsewhere. */
export function choosePasting(run: Run, plan: LoginPlan, browser: BrowserChoice): Pasting | undefined {
  const { context, catalogue } = run
  if (plan.login.listening === undefined) {
    const question = context.terminal.stdin ? catalogue.story.askPaste : undefined
    return { read: signal => context.readPasted(question, signal), tries: context.terminal.stdin ? mostTries : 1 }
  }
  const offered = plan.login.responseMode === 'query' && !browser.byItself && isElsewhere(run)
  return offered ? { read: signal => context.readPasted(undefined, signal), tries: Infinity } : undefined
}

/** A person at a terminal without a display, or one that came over SSH: their browser can't reach a listener here. */
function isElsewhere(run: Run): boolean {
  const { context: { terminal, environment }, options } = run
  if (!terminal.stdin || !terminal.stderr || !terminal.foreground || options.quiet) return false
  return Boolean(environment['SSH_CONNECTION'] ?? environment['SSH_TTY']) || !canShowBrowser(run)
}
