import type { Catalogue } from '../messages/catalogue.ts'
import type { TerminalWriter } from '../text/terminal.ts'
import type { TerminalText } from '../text/written.ts'

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
  /** A failure that ends the walk is told behind the story: its check is not told with its values in the step too. */
  failureFollows?: boolean
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

/** How much is told: the outline, what three screens have room for, or all that is known. */
export type Detail = 'brief' | 'usual' | 'all'
