import type { Catalogue } from '../messages/catalogue.ts'
import type { Observer } from '../walk/events.ts'
import { toSafeJson } from '../text/json.ts'
import type { TerminalWriter } from '../text/terminal.ts'
import type { TerminalText } from '../text/written.ts'
import { tellDevice } from './device.ts'
import { tellBrowser } from './terminal-browser.ts'
import { tellLessons } from './terminal-lessons.ts'
import { tellMessages } from './terminal-messages.ts'
import { tellResource } from './terminal-resource.ts'
import { tellSteps } from './terminal-steps.ts'
import { createVoice } from './voice.ts'

/** How much is told: the outline, what three screens have room for, or all that is known. */
export type Detail = 'brief' | 'usual' | 'all'

/** What the story is told with. */
export interface Terminal {
  write: (text: TerminalText) => void
  writer: TerminalWriter
  catalogue: Catalogue
  detail: Detail
  /** The claims come on the same screen as the result: they need not be told. */
  claimsFollow?: boolean
  /** 0 to 3: 1 adds headers and bodies, 2 what is behind them, 3 every event. */
  verbosity: number
  /** Who opens the address: `by-hand` is told to a person, who needs the whole of it. */
  opening: 'by-hand' | 'by-itself' | 'browser'
  /** What to say before the address: that it is being opened, must be opened by hand, or that nobody needs to. */
  beforeAddress: string
  /** Shows that something is in progress, and stops showing it. */
  progress: { start: (text: string, afterMilliseconds?: number) => void, stop: () => void } | undefined
  /**
   * It is another program’s login, by its recording: it goes on behind a check that failed, and that step is not named
   * again.
   */
  isRecorded?: boolean
  /** Secrets stand in it as they are: nothing of them is left out. */
  showsSecrets?: boolean | undefined
  /** A person sees it, who may hold a camera to it. */
  pictures?: boolean
  /** How a browser on another machine comes to reach the listener, where the person came over the network. */
  reach?: (redirectUri: string) => { text: string, command: string | undefined } | undefined
  /** Tells whether a key copies this address to the person's own machine. */
  copies?: ((address: string) => boolean) | undefined
  /** What to say when nothing has come back for a while; asked for only then. */
  remind?: (redirectUri: string, reminder: number) => Promise<string[]>
}

/** With `-vvv` each event is told as it is, a long body included. */
const mostOfEvent = 1_048_576

/** Tells the walk as a story, one step after the other; each event becomes its lines and nothing else. */
export function tellStory(terminal: Terminal): Observer {
  const voice = createVoice(terminal)
  const tellers = [
    tellSteps(voice), tellBrowser(voice), tellDevice(voice), tellMessages(voice), tellResource(voice),
    tellLessons(voice),
  ]
  return async (event) => {
    if (event.type !== 'http' && event.type !== 'callback-ignored') terminal.progress?.stop()
    // The result is told as what it is: its claims stand on stdout.
    if (terminal.verbosity > 2 && event.type !== 'walk-finished')
      voice.say([{ text: toSafeJson(event), style: 'dim', most: mostOfEvent }])
    // A saved walk may name an event as every object names a member.
    for (const tell of tellers) if (Object.hasOwn(tell, event.type)) await (tell[event.type] as Observer)(event)
  }
}
