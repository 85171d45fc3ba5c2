import { clean } from '../text/printable.ts'
import { describeFinding } from './document.ts'
import { failedLines, failedOutline, foldedLine, passedLines, type Checked } from './terminal-checks.ts'
import { bindingAfter, type Binding } from './lock-lessons.ts'
import type { WalkEvent } from '../walk/events.ts'
import { indent, patience, type Tell, type Voice } from './voice.ts'

/** The steps as headings, with what they teach, their checks and the time they took. */
export function tellSteps(voice: Voice): Tell {
  const { terminal, short, say, note, blank, group } = voice
  const { catalogue: { steps, story, telling, lessons }, catalogue, detail, progress, failureFollows } = terminal
  let binding: Binding | undefined
  const hear = (event: WalkEvent) => {
    binding = bindingAfter(event, binding)
  }
  const checks = gatherChecks(voice)
  return {
    'walk-started': event => say(
      [{ text: (terminal.isRecorded ? story.recorded : story.walking)(clean(event.target, 2000)), style: 'bold' }],
      { at: 0, hang: 0 },
    ),
    'step-started': ({ step = 'start', n = 0 }) => {
      // What a refused step left: it is taken once more, and never finished before.
      checks.finish(undefined)
      const { title, route, about } = steps[step]
      blank()
      say(
        [{ text: `${n}  ${title}`, style: 'bold' }, { text: '  ' }, { text: route, style: 'dim' }],
        { at: 0, hang: indent },
      )
      const lesson = binding && step === 'userinfo'
        ? lessons.bindings[binding]
        : detail === 'all'
          ? about
          : telling.lessons[step]
      if (detail !== 'brief') say([{ text: lesson, style: 'dim' }], { at: indent, hang: indent })
      if (step === 'start') progress?.start(telling.busy.start, patience)
    },
    message: hear,
    check: (event) => {
      hear(event)
      checks.take(event)
    },
    'step-finished': ({ ms }) => checks.finish(ms),
    // A step that failed is never finished.
    'walk-finished': ({ document }) => checks.finish(undefined, failureFollows ? endedBy(document) : undefined),
    finding: (event) => {
      hear(event)
      note(`${story.finding}${telling.colon}${describeFinding(event, catalogue)}`)
    },
    'session-saved': (event) => {
      if (short) return
      group()
      say([{ text: story.saved(event.profile) }])
    },
  }
}

/** The code of the failure that ended the walk. */
function endedBy(document: object): unknown {
  return (document as { error?: { code?: unknown } }).error?.code
}

interface Checks {
  take: (event: Checked) => void
  /**
   * Tells what was gathered in the step, which took so many milliseconds if it was finished; all but the check that is
   * told below.
   */
  finish: (ms: number | undefined, toldBelow?: unknown) => void
}

/**
 * Gathers the checks of a step, to tell those that passed in one line and the others by themselves; with all detail,
 * each is told as it comes.
 */
function gatherChecks(voice: Voice): Checks {
  const { terminal, show, group } = voice
  let gathered: Checked[] = []
  return {
    take: (event) => {
      if (terminal.detail !== 'all') return void gathered.push(event)
      group('check')
      if (event.ok) show(passedLines(event, terminal))
      else if (terminal.failureFollows) {
        show(failedOutline(event, terminal))
        gathered.push(event)
      } else tellFailed([event], voice)
    },
    finish: (ms, toldBelow) => {
      const passed = gathered.filter(({ ok }) => ok)
      const failed = gathered.filter(({ ok, name }) => !ok && name !== toldBelow)
      gathered = []
      tellEnd(passed, ms, voice)
      if (failed.length > 0) tellFailed(failed, voice)
    },
  }
}

/** The last line of a step: the checks that passed, and how long it took. */
function tellEnd(passed: readonly Checked[], ms: number | undefined, { terminal, compact, short, say }: Voice): void {
  const { catalogue: { telling } } = terminal
  const took = ms === undefined ? '' : telling.took(ms)
  const end = passed.length > 0 && took !== '' ? `${telling.semicolon}${took}` : took
  if (passed.length === 0) {
    if (!short && took !== '') say([{ text: took, style: 'dim' }])
  } else if (compact) say([
    { text: '✓', style: 'good' }, { text: ` ${telling.checksPassed(passed.length)}${end}`, style: 'dim' },
  ])
  else say(foldedLine(passed, end, terminal))
}

/** The step is named again: what failed is read without looking for its heading, which may have left the screen. */
function tellFailed(failed: readonly Checked[], { terminal, blank, say, show }: Voice): void {
  const { step, n = 0 } = failed[0] ?? {}
  if (step !== undefined && !terminal.isRecorded) {
    blank()
    say(
      [{ text: `${n}  ${terminal.catalogue.steps[step].title}`, style: 'wrong' }],
      { at: 0, hang: indent },
    )
  }
  show(failed.flatMap(check => failedLines(check, terminal)))
}
