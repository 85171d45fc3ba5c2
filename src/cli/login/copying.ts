import { clipboardSequence, isCopyable, type Multiplexer } from '../../text/clipboard.ts'
import type { Observer } from '../../walk/events.ts'
import { isExposed } from '../../walk/exposure.ts'
import type { Keys } from '../terminal/hidden-line.ts'
import type { Run } from '../run.ts'
import { tellAside } from '../terminal/screen.ts'
import type { BrowserChoice } from './browser.ts'
import { isAtTerminal, isElsewhere } from './elsewhere.ts'
import type { LoginPlan } from './plan.ts'

/** What a key press copies: the address that the story shows. */
export interface Copying {
  keys: Keys
  /** Learns the address. */
  observer: Observer
  /** Tells whether this address can be copied. */
  copies: (address: string) => boolean
}

/** Terminals that show what they do not understand. */
const mute = /^(?:dumb|linux|cons\d*|eterm.*|vt\d+.*)?$/

/**
 * Lets a person whose browser is on another machine copy the address to the clipboard of the terminal in front of them:
 * only an address of this walk's, never what a provider says. Nothing where nobody sits at a terminal, or at one that
 * would show the sequence instead.
 */
export function offerCopying(run: Run, plan: LoginPlan, { byItself }: BrowserChoice): Copying | undefined {
  const { context } = run
  const isAway = isElsewhere(run) || (isExposed(plan) && isAtTerminal(run))
  if (!isAway || byItself || mute.test(context.environment['TERM'] ?? '')) return undefined
  let address = ''
  const copy = () => {
    if (!isCopyable(address)) return
    context.writeAddress(clipboardSequence(address, multiplexerOf(context.environment)))
    void tellAside(run, run.catalogue.story.copied)
  }
  const observer: Observer = (event) => {
    if (event.type === 'authorization-url') address = event.start ?? event.url
  }
  return { keys: { c: copy, C: copy }, observer, copies: isCopyable }
}

/** By its own variable; over SSH, by the kind of terminal that came along. */
function multiplexerOf({ TMUX, STY, TERM = '' }: Run['context']['environment']): Multiplexer | undefined {
  if (TMUX ?? TERM.startsWith('tmux')) return 'tmux'
  return STY ?? TERM.startsWith('screen') ? 'screen' : undefined
}
