import type { Catalogue } from '../messages/catalogue.ts'
import type { WalkEvent } from '../walk/events.ts'
import { clean } from '../text/printable.ts'
import type { Piece } from '../text/terminal.ts'
import type { Terminal } from './terminal-means.ts'
import { indent, patience, type Tell, type Voice } from './voice.ts'

/**
 * What happens in the browser, as far as the client knows of it: the address, the wait, and requests that are none of
 * this login's.
 */
export function tellBrowser(voice: Voice): Tell {
  const shown: Shown = { address: { text: '' }, isShown: false, hasFailed: false }
  return { ...tellAddress(voice, shown), ...tellWait(voice, shown) }
}

/** The address that the browser is sent to, whether the user has seen it, and whether no browser opened. */
interface Shown { address: Piece, isShown: boolean, hasFailed: boolean }

function tellAddress({ terminal, short, say, note, group }: Voice, shown: Shown): Tell {
  const { catalogue: { story }, opening } = terminal
  return {
    'authorization-url': (event) => {
      const isSentOn = shown.address.text !== '' && event.status === 303
      shown.address = { text: event.start ?? event.url, style: 'front', whole: true }
      shown.isShown = !short || opening === 'by-hand'
      if (shown.isShown) {
        group()
        say([{ text: isSentOn ? story.sentOn : howItOpens(event, terminal) }])
        say([shown.address])
      } else {
        const place = clean(event.url.split('?')[0] ?? '')
        say(inOnePiece(howItOpensInShort(event, terminal)(place), place))
      }
    },
    'browser-failed': (event) => {
      shown.hasFailed = true
      if (!shown.isShown) say([shown.address])
      shown.isShown = true
      note(story.browserFailed(clean(event.reason)))
    },
  }
}

function tellWait(voice: Voice, shown: Readonly<Shown>): Tell {
  const { terminal, short, say, note, group } = voice
  const { catalogue: { story, telling }, catalogue, opening, verbosity } = terminal
  const ignored = new Map<string, number>()
  let redirectUri = ''
  let isListening = false
  return {
    waiting: (event) => {
      redirectUri = event.redirect_uri
      isListening = event.ways.includes('listener')
      group()
      const [wait = '', ...more] = waitingLines(event, catalogue, short)
      say(inOnePiece(wait, redirectUri))
      if (isListening) tellReach(voice, redirectUri)
      for (const text of more) say(inOnePiece(text, redirectUri))
      if (terminal.copies?.(shown.address.text) === true) say([{ text: story.copyOffered }])
      if (isListening) terminal.progress?.start(telling.busy.waiting, opening === 'by-itself' ? patience : 0)
    },
    'still-waiting': async (event) => {
      // An answer that did not count came to this redirect URI: the provider knows it. A browser that did not open
      // shows nothing.
      const isExplained = shown.hasFailed || [...ignored.keys()].some(isAboutState)
      if (!isExplained) for (const text of await terminal.remind?.(event.redirect_uri, event.reminder) ?? []) note(text)
      // Where nobody listens, the line is that of a prompt.
      if (isListening) terminal.progress?.start(telling.busy.waiting)
    },
    'callback-ignored': ({ reason, way, count = 1 }) => {
      if (way === 'paste') {
        note(story.pasteRefused(reason, redirectUri))
        return
      }
      const known = ignored.get(reason) ?? 0
      ignored.set(reason, known + count)
      if (known === 0 && (isAboutState(reason) || verbosity > 0)) note(story.ignored(reason))
    },
    'step-finished': ({ step }) => {
      const more = [...ignored.values()].reduce((sum, count) => sum + count - 1, 0)
      if (step === 'consent' && more > 0) note(story.ignoredMore(more))
    },
  }
}

type Opened = Extract<WalkEvent, { type: 'authorization-url' }>

function howItOpens({ status, start }: Opened, { beforeAddress, catalogue: { story } }: Terminal): string {
  return status === 303 && start === undefined ? story.redirects : beforeAddress
}

function howItOpensInShort(
  { status }: Opened, { opening, catalogue: { telling: { short } } }: Terminal,
): (place: string) => string {
  if (status === 303) return short.redirects
  return opening === 'browser' ? short.open : short.signsInByItself
}

/** How a browser of another machine reaches the listener, with the command in one piece. */
function tellReach({ terminal, say, note }: Voice, redirectUri: string): void {
  const { text, command } = terminal.reach?.(redirectUri) ?? {}
  if (text !== undefined) note(text)
  if (command !== undefined) say([{ text: command, whole: true }], { at: indent + 2, hang: indent + 4 })
}

function isAboutState(reason: string): boolean {
  return reason.includes('-state')
}

/** A sentence whose address is not broken, so that it can be copied. */
function inOnePiece(sentence: string, address: string): Piece[] {
  const place = sentence.indexOf(address)
  if (address === '' || place < 0) return [{ text: sentence }]
  return [
    { text: sentence.slice(0, place) }, { text: address, whole: true },
    { text: sentence.slice(place + address.length) },
  ]
}

function waitingLines(
  event: Extract<WalkEvent, { type: 'waiting' }>, { story, telling }: Catalogue, short: boolean,
): string[] {
  const { redirect_uri, timeout_seconds, ways } = event
  if (!ways.includes('listener')) return story.waitingForPaste(redirect_uri, timeout_seconds)
  const paste = ways.includes('paste') ? [story.pasteOffered(redirect_uri)] : []
  return [
    short ? telling.short.waiting(redirect_uri, timeout_seconds) : story.waiting(redirect_uri, timeout_seconds),
    ...paste,
  ]
}
