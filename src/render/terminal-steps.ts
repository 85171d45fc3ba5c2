import { compared } from '../messages/text.ts'
import type { WalkEvent } from '../walk/events.ts'
import { clean } from '../text/printable.ts'
import { describeFinding } from './document.ts'
import type { Piece } from '../text/terminal.ts'
import { indent, patience, type Tell, type Voice } from './voice.ts'

/** The steps as headings, with what they teach, their checks and the time they took. */
export function tellSteps({ terminal, compact, say, note, blank }: Voice): Tell {
  const { catalogue: { steps, story, telling }, catalogue, explain, progress } = terminal
  let passed: string[] = []
  return {
    'walk-started': event => say([{ text: story.walking(clean(event.target, 2000)), style: 'bold' }], { at: 0, hang: 0 }),
    'step-started': ({ step = 'start', n = 0 }) => {
      const { title, route, about } = steps[step]
      blank()
      say([{ text: `${n}  ${title}`, style: 'bold' }, { text: '  ' }, { text: route, style: 'dim' }], { at: 0, hang: indent })
      if (explain) say([{ text: about, style: 'dim' }], { at: indent, hang: indent })
      if (step === 'start') progress?.start(telling.busy.start, patience)
    },
    check: (event) => {
      if (event.ok && !explain) passed.push(event.name)
      else say(checkLine(event, terminal))
    },
    'step-finished': ({ ms }) => {
      const names = compact ? telling.checksPassed(passed.length) : passed.join(telling.comma)
      const checked: Piece[] = passed.length === 0 ? [] : [{ text: '✓', style: 'good' }, { text: ` ${names}${telling.semicolon}`, style: 'dim' }]
      if (!compact || passed.length > 0) say([...checked, { text: telling.took(ms), style: 'dim' }])
      passed = []
    },
    finding: event => note(`${story.finding}${telling.colon}${describeFinding(event, catalogue)}`),
    'session-saved': event => compact ? undefined : say([{ text: story.saved(event.profile) }]),
  }
}

/** A check with the values that were compared: once where they are the same. */
function checkLine(
  { name, ok, actual, expected, rule }: Extract<WalkEvent, { type: 'check' }>, { catalogue: { checks, telling, values } }: Voice['terminal'],
): Piece[] {
  const [came, wanted] = [compared(values, actual, 400), compared(values, expected, 400)]
  return [
    { text: ok ? '✓' : '✗', style: ok ? 'good' : 'bad' }, { text: ` ${Object.hasOwn(checks, name) ? checks[name].title : name}  ` },
    { text: ok && came === wanted ? telling.equal(came) : telling.mustBe(came, wanted), style: 'dim' },
    { text: '  ' }, { text: telling.rule(rule), style: 'dim', whole: true },
  ]
}
