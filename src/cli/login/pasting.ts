import type { Pasting } from '../../walk/context.ts'
import { isExposed } from '../../walk/exposure.ts'
import type { Run } from '../run.ts'
import type { BrowserChoice } from './browser.ts'
import type { Copying } from './copying.ts'
import { isElsewhere } from './elsewhere.ts'
import type { LoginPlan } from './plan.ts'

/** How many wrong addresses a person may paste where nothing else can bring the answer; a script gets one. */
const mostTries = 5

/**
 * Who may paste the answer: whoever is asked with `--paste`, and beside the listener a person whose browser may run
 * elsewhere. Where the listener can be reached from there, or the answer can't be pasted, only keys are heard.
 */
export function choosePasting(
  run: Run, plan: LoginPlan, browser: BrowserChoice, copying: Copying | undefined,
): Pasting | undefined {
  const { context, catalogue } = run
  const keys = copying?.keys
  if (plan.login.listening === undefined) {
    const question = context.terminal.stdin ? catalogue.story.askPaste : undefined
    return {
      read: signal => context.readPasted(question, signal, keys), tries: context.terminal.stdin ? mostTries : 1,
      isOffered: true,
    }
  }
  const isOffered = plan.login.responseMode === 'query' && !browser.byItself && isElsewhere(run) && !isExposed(plan)
  if (isOffered) return { read: signal => context.readPasted(undefined, signal, keys), tries: Infinity, isOffered }
  return keys && { read: signal => hearKeys(run, signal, keys), tries: Infinity, isOffered }
}

/** Hears keys until the signal aborts; what is typed or pasted besides is nobody's answer. */
async function* hearKeys({ context }: Run, signal: AbortSignal, keys: Copying['keys']): AsyncGenerator<string> {
  for await (const _typed of context.readPasted(undefined, signal, keys)) yield* []
}
