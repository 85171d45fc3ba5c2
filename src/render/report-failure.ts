import { stepIds, type Failure } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { clean } from '../text/printable.ts'
import { describeFailure } from './failure.ts'
import { longLines, type Layout, type Piece } from './layout.ts'
import type { Paint } from './paint.ts'

/** A failure as lines for the terminal: the step, what happened, expected and came, likely cause, next command. */
export function failureLines(failure: Failure, catalogue: Catalogue, paint: Paint, layout: Layout = longLines): string[] {
  const { story, telling } = catalogue
  const text = describeFailure(failure, catalogue)
  const step = failure.step && `${stepIds.indexOf(failure.step) + 1} ${catalogue.steps[failure.step].title}`
  const row = (label: string, value: string, whole = false) => layout.lines(
    [{ text: `${label}${telling.colon.trimEnd()}`, paint: paint.dim }, { text: telling.colon.slice(telling.colon.trimEnd().length) }, { text: value, whole }],
    { at: 2, hang: 4 },
  )
  const rows: [string, string | undefined][] = [
    [story.expected, text.expected], [story.came, text.came], [story.rule, text.rule], [story.provider, text.said],
    [story.cause, text.cause],
  ]
  const title: Piece[] = [{ text: '✗', paint: paint.bad }, { text: ' ' }, { text: text.message, paint: paint.bold }]
  return [
    ...layout.lines([...title, ...step ? [{ text: `  ${telling.rule(story.failedAt(step))}` }] : []], { at: 0, hang: 2 }),
    ...rows.flatMap(([label, value]) => value ? row(label, clean(value, 400)) : []),
    ...text.next.flatMap(command => row(story.next, command, isCommand(command))),
    ...failure.details['session_saved'] ? layout.lines([{ text: story.sessionSaved }], { at: 2, hang: 4 }) : [],
  ]
}

/** What can be typed as it stands is kept in one piece, so that it can be copied. */
function isCommand(text: string): boolean {
  return /^(?:[A-Z_]+=\S* )*(?:oauth-walk|curl|ls|df|mv|npm|unset) /.test(text) && !/[,;，；（(]/.test(text)
}
