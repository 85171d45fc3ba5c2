import type { AuthorizationServer } from '../../protocol/metadata.ts'
import type { Started } from '../../walk/1-start.ts'
import { backChannel } from '../../walk/back-channel.ts'
import type { ClientSettings, Walk } from '../../walk/context.ts'
import type { Send } from '../../wire.ts'
import type { Notebook } from '../notebook.ts'
import type { Exchange } from '../verdict.ts'
import { askHeadless, type Asked, type Asking } from './ask.ts'
import type { Budget } from './budget.ts'
import { openControls, type Controls } from './controls.ts'
import { readDocuments, type Documents } from './documents.ts'
import { openGrant, type LivingGrant } from './living-grant.ts'
import { keepToAddresses, type Refuses } from './safe-addresses.ts'
import { openSession, type Session } from './session.ts'
import type { Takings } from './takings.ts'

export { breaking } from './broken.ts'

/**
 * What an examination is begun with. The walk is one of step 1 to 6, whose wire keeps to the budget and notes what
 * comes.
 */
export interface Candidate {
  walk: Walk
  /** The metadata, and who the client is there; nothing where no client is known. */
  started: Started | undefined
  server: AuthorizationServer
  /** The issuer as it was typed. */
  issuer: string
  isEmbedded: boolean
  /** The user operates the provider, and it is no public one. */
  isOperated: boolean
  isPublic: boolean
  mayDestroy: boolean
  /** Seconds after which a code must have ended; nothing where nobody may be kept waiting so long. */
  waitSeconds: number | undefined
  /** Opens a browser for one code; nothing where nobody may be asked to sign in. */
  browser: OpenBrowser | undefined
  secondClient: ClientSettings | undefined
  notebook: Notebook
  budget: Budget
  /** Which addresses are not asked for anything. */
  refuses: Refuses
  takings: Takings
}

/** What opens the browser for one authorization request; the signal aborts where nobody is left who could sign in. */
export interface OpenedBrowser extends Pick<Walk, 'openBrowser' | 'opensStart' | 'observers'> {
  signal: AbortSignal
  close: () => void
}

/** Makes one; `silent`: nobody need look at it. */
export type OpenBrowser = (silent: boolean) => OpenedBrowser

/** What a probe may do to the provider, and what is known of it. */
export interface Examinee extends Candidate {
  /**
   * Sends a message that no step of the walk builds: with the budget, the extensions and the notebook that all others
   * have.
   */
  send: Send
  /** The last exchange that was made for this rule, as it may be shown. */
  seen: () => Exchange | undefined
  /** The last exchange with an address, as it may be shown. */
  seenAt: (url: string) => Exchange | undefined
  /**
   * Step 2 without a browser: what the authorization endpoint says to a request that nobody signs in for. Raises
   * `Failure`, `Stopped`.
   */
  ask: (asking?: Asking) => Promise<Asked>
  /** The metadata at both of its addresses, asked for once. Raises `Stopped`. */
  documents: () => Promise<Documents>
  session: Session
  /** A refresh token of this run that is still good. */
  grant: LivingGrant
  controls: Controls
}

/** Gets a provider ready to be examined. */
export function examineeOf(candidate: Candidate): Examinee {
  const { walk, notebook } = candidate
  let documents: Promise<Documents> | undefined
  const examinee: Examinee = {
    ...candidate,
    send: keepToAddresses(backChannel(walk)),
    seen: () => notebook.latest(),
    seenAt: url => notebook.exchanges().findLast(({ request }) => request.url === url),
    ask: async asking => askHeadless(examinee, asking),
    documents: async () => (documents ??= readDocuments(examinee)),
    session: openSession(() => examinee),
    grant: openGrant(() => examinee),
    controls: openControls(() => examinee),
  }
  return examinee
}
