import type { Catalogue } from '../messages/catalogue.ts'
import type { Secrets } from '../secrets.ts'
import type { Observer, WalkEvent } from '../walk/events.ts'
import { clean } from './clean.ts'
import { describeFinding } from './document.ts'
import type { Paint } from './paint.ts'
import { messageLines } from './terminal-message.ts'

/** What the story is told with. */
export interface Terminal {
  /** Writes to the terminal as it is. */
  write: (text: string) => void
  catalogue: Catalogue
  paint: Paint
  secrets: Secrets | undefined
  /** With the teaching text, all parameters and values compared. */
  explain: boolean
  /** 0 to 3: 1 adds headers and bodies. */
  verbosity: number
  /** What to say before the address: that it is being opened, must be opened by hand, or that nobody needs to. */
  beforeAddress: string
  /** Shows that something is in progress, and stops showing it. */
  progress: { start: (text: string) => void, stop: () => void } | undefined
  /** A person sees it, who may hold a camera to it. */
  pictures?: boolean
  /** What to say when nothing has come back for a while; asked for only then. */
  remind?: (redirectUri: string, reminder: number) => Promise<string[]>
}

type Told<Type> = Extract<WalkEvent, { type: Type }>

/** Tells the walk as a story, one step after the other. */
export function tellStory(terminal: Terminal): Observer {
  const { catalogue: { steps, story, checks }, catalogue, paint } = terminal
  const line = (text = '') => terminal.write(`${text}\n`)
  let passed: string[] = []
  let redirectUri = ''
  const ignored = new Map<string, number>()
  const flushChecks = () => {
    if (passed.length > 0) line(`   ${paint.good('✓')} ${paint.dim(passed.join(', '))}`)
    passed = []
  }
  const tell: { [Type in WalkEvent['type']]?: (event: Told<Type>) => void | Promise<void> } = {
    'walk-started': event => line(paint.bold(story.walking(clean(event.target)))),
    'step-started': (event) => {
      const { title, route, about } = steps[event.step ?? 'start']
      line()
      line(`${paint.bold(`${event.n ?? ''}  ${title}`)}  ${paint.dim(route)}`)
      if (terminal.explain) line(`   ${paint.dim(about)}`)
    },
    'step-finished': (event) => {
      flushChecks()
      const more = [...ignored.values()].reduce((sum, count) => sum + count - 1, 0)
      if (event.step === 'consent' && more > 0) line(`   ${paint.note('!')} ${story.ignoredMore(more)}`)
    },
    message: event => messageLines(event, terminal).forEach(text => line(`   ${text}`)),
    'authorization-url': (event) => {
      line(`   ${terminal.beforeAddress}`)
      line(`   ${paint.address(event.url)}`)
    },
    'browser-failed': event => line(`   ${paint.note('!')} ${story.browserFailed(clean(event.reason))}`),
    'step-differs': event => line(`   ${paint.note('≠')} ${story.deviceSteps[event.step ?? 'start'] ?? ''}`),
    'device-authorization': async event => (await import('./device.ts')).showCode(event, terminal),
    waiting: (event) => {
      redirectUri = event.redirect_uri
      for (const text of waitingLines(event, story)) line(`   ${text}`)
      if (event.ways.includes('listener')) terminal.progress?.start(story.inProgress)
    },
    'still-waiting': async event => remind(terminal, event),
    'callback-ignored': (event) => {
      if (event.way === 'paste') {
        line(`   ${paint.note('!')} ${story.pasteRefused(event.reason, redirectUri)}`)
        return
      }
      const known = ignored.get(event.reason) ?? 0
      ignored.set(event.reason, known + 1)
      if (known === 0 && (/state/.test(event.reason) || terminal.verbosity > 0)) line(`   ${paint.note('!')} ${story.ignored(event.reason)}`)
    },
    http: event => (terminal.verbosity > 0 ? rawLines(event) : []).forEach(text => line(`   ${paint.dim(text)}`)),
    check: (event) => {
      if (event.ok && !terminal.explain) passed.push(event.name)
      else line(`   ${event.ok ? paint.good('✓') : paint.bad('✗')} ${checks[event.name].title}  ${paint.dim(`${clean(event.actual, 80)}  (${event.rule})`)}`)
    },
    finding: event => line(`   ${paint.note('!')} ${story.finding}: ${describeFinding(event, catalogue)}`),
    'session-saved': event => line(`   ${story.saved(event.profile)}`),
  }
  return (event) => {
    const shown = event.type === 'authorization-url' || !terminal.secrets ? event : terminal.secrets.hideIn(event)
    if (event.type !== 'http' && event.type !== 'callback-ignored') terminal.progress?.stop()
    return (tell[shown.type] as Observer | undefined)?.(shown)
  }
}

function waitingLines({ redirect_uri, timeout_seconds, ways }: Told<'waiting'>, story: Catalogue['story']): string[] {
  if (!ways.includes('listener')) return story.waitingForPaste(redirect_uri, timeout_seconds)
  return [story.waiting(redirect_uri, timeout_seconds), ...ways.includes('paste') ? [story.pasteOffered(redirect_uri)] : []]
}

async function remind(terminal: Terminal, event: Told<'still-waiting'>): Promise<void> {
  for (const text of await terminal.remind?.(event.redirect_uri, event.reminder) ?? []) terminal.write(`   ${terminal.paint.note('!')} ${text}\n`)
  terminal.progress?.start(terminal.catalogue.story.inProgress)
}

function rawLines({ request, response, ms }: Told<'http'>): string[] {
  const headers = (fields: Record<string, string>) => Object.entries(fields).map(([name, value]) => `${name}: ${clean(value)}`)
  return [
    `> ${request.method} ${clean(request.url, 2000)}`, ...headers(request.headers).map(field => `> ${field}`),
    ...request.body === undefined ? [] : [`> ${clean(request.body, 2000)}`],
    `< ${response.status} (${ms} ms)`, ...headers(response.headers).map(field => `< ${field}`),
    ...response.body === '' ? [] : [`< ${clean(response.body, 4000)}`],
  ]
}
