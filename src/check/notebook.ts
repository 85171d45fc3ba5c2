import { Failure, unansweredCodes } from '../codes/failure.ts'
import { isPassing } from '../codes/obstacle.ts'
import type { Masked } from '../secrets/masked.ts'
import type { Observer, WalkEvent } from '../walk/events.ts'
import type { Evidence, Exchange, Fact } from './verdict.ts'

/** What was seen in one part of a walk. */
export interface Page {
  /** Which of several servers it is about. */
  subject: string | undefined
  exchanges: Exchange[]
  /** The last address that a browser was sent to, secrets replaced. */
  opened: string | undefined
  /** The checks that were made, by name, whether or not they hold. */
  checked: Set<string>
  /** What was wrong, in the order in which it was seen. */
  evidence: Evidence[]
}

/**
 * Writes down what the walk shows, page by page: the verdicts are read from here, so that they can't differ from what
 * the walk says.
 */
export interface Notebook {
  observe: Observer
  /** Begins a page: what is seen from now on belongs there. */
  turn: (subject?: string) => Page
  /**
   * Takes a part of a walk, and writes down on the page what ended it, where the server is to blame. Raises the rest,
   * and what stops the command.
   */
  take: <Result>(page: Page, run: () => Promise<Result>) => Promise<Result | undefined>
  /** All exchanges, in their order. */
  exchanges: () => Exchange[]
  /** The last exchange of this page: what was seen before belongs to somebody else. */
  latest: () => Exchange | undefined
  /** The last address of this page that a browser was sent to: what answered it was not seen from here. */
  opened: () => string | undefined
  /** The exchange of this page that a failure is about, if it is about one. */
  about: (failure: Failure) => Exchange | undefined
  /** A failure as it may be shown. */
  mask: Writing['mask']
}

/** What a notebook needs of whoever opens it. */
export interface Writing {
  signal: AbortSignal
  mask: (failure: Failure) => Masked<Failure>
  /** An event as it may be kept; without it, no address of a browser is. */
  keep?: (event: Masked<WalkEvent>) => Masked<WalkEvent>
}

/** Opens an empty notebook. */
export function openNotebook({ signal, mask, keep }: Writing): Notebook {
  const pages: Page[] = []
  const exchanges = () => pages.flatMap(page => page.exchanges)
  // What is said of a document stands behind its answer, if on another page.
  const note = (page: Page, fact: Fact, exchange = exchanges().at(-1)) =>
    page.evidence.push({ fact, exchange, subject: page.subject })
  const turn = (subject?: string) => {
    const page: Page = { subject, exchanges: [], opened: undefined, checked: new Set(), evidence: [] }
    pages.push(page)
    return page
  }
  return {
    turn,
    exchanges,
    latest: () => pages.at(-1)?.exchanges.at(-1),
    opened: () => pages.at(-1)?.opened,
    about: failure => exchangeOf(failure, pages.at(-1) ?? turn()),
    mask,
    take: async (page, run) => run().catch((error: unknown) => {
      signal.throwIfAborted()
      if (!(error instanceof Failure) || notOfServers.includes(error.code)) throw error
      // A check that failed is known by then.
      if (page.checked.has(error.code)) return undefined
      page.evidence.push({
        fact: { kind: 'failure', failure: mask(error) }, exchange: exchangeOf(error, page), subject: page.subject,
      })
      return undefined
    }),
    observe: (event) => {
      const page = pages.at(-1) ?? turn()
      if (event.type === 'http') page.exchanges.push(event)
      if (event.type === 'authorization-url' && keep) page.opened = addressIn(keep(event))
      if (event.type === 'check') page.checked.add(event.name)
      if (event.type === 'check' && !event.ok) note(page, { kind: 'check', event })
      if (event.type === 'finding') note(page, { kind: 'finding', event }, deadLink(event, page) ?? exchanges().at(-1))
    },
  }
}

function addressIn(event: Masked<WalkEvent>): string | undefined {
  return event.type === 'authorization-url' ? event.url : undefined
}

/**
 * The right document is found by then: it is the link to nowhere that shows what is wrong. Where nobody can say, it is
 * the answer that leaves it open.
 */
function deadLink(
  { code, details }: Extract<Fact, { kind: 'finding' }>['event'], { exchanges }: Page,
): Exchange | undefined {
  if (code === 'challenge-metadata-elsewhere') return exchanges.find(({ request }) => request.url === details['named'])
  return code === 'resource-metadata-missing' && details['unsure'] === true
    ? exchanges.find(({ response }) => isPassing(response.status))
    : undefined
}

/** The exchange that a failure is about: of several addresses that were asked, the one that it names. */
function exchangeOf({ code, details }: Failure, { exchanges }: Page): Exchange | undefined {
  if (unanswered.includes(code) || ofBrowser.includes(code)) return undefined
  return exchanges.findLast(({ request }) => request.url === details['url']) ?? exchanges.at(-1)
}

/** What says nothing about a server but that no whole answer came, which may be otherwise in an hour. */
export const unanswered: readonly string[] = [...unansweredCodes, 'proxy-failed']

/** What the browser did not bring: no message that was sent from here tells anything of it. */
const ofBrowser: readonly string[] = ['nobody-came', 'port-in-use', 'loopback-missing', 'browser-not-opened']

/** What a server can't bring about, and where there is nothing to judge. */
const notOfServers: readonly string[] = [
  'internal-error', 'usage', 'tls-checks-off', 'certificate-unusable', 'file-unreadable', 'stdout-unwritable',
  'interrupted', 'terminated', 'resource-open',
]
