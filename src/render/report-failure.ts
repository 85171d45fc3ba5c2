import { stepIds, type Failure } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { clean } from './clean.ts'
import { describeFailure } from './failure.ts'
import type { Paint } from './paint.ts'

/** A failure as lines for the terminal: the step, what happened, expected and came, likely cause, next command. */
export function failureLines(failure: Failure, catalogue: Catalogue, paint: Paint): string[] {
  const { story } = catalogue
  const text = describeFailure(failure, catalogue)
  const step = failure.step && `${stepIds.indexOf(failure.step) + 1} ${catalogue.steps[failure.step].title}`
  const rows: [string, string | undefined][] = [
    [story.expected, text.expected], [story.came, text.came], [story.rule, text.rule], [story.provider, text.said],
    [story.cause, text.cause],
  ]
  return [
    `${paint.bad('✗')} ${paint.bold(text.message)}${step ? `  (${story.failedAt(step)})` : ''}`,
    ...rows.flatMap(([label, value]) => value ? [`  ${paint.dim(`${label}:`)} ${clean(value, 400)}`] : []),
    ...text.next.split('\n').map(command => `  ${paint.dim(`${story.next}:`)} ${command}`),
    ...failure.details['session_saved'] ? [`  ${story.sessionSaved}`] : [],
  ]
}
