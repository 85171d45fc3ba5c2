import { stepIds, type Failure, type FailureCode, type StepId } from '../codes/failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Masked } from '../secrets/masked.ts'
import { describeFailure } from './failure.ts'
import type { Line, Lines } from '../text/terminal.ts'

/** These ended the walk, and nothing in it had failed. */
const ended: ReadonlySet<FailureCode> = new Set(['left', 'interrupted', 'terminated'])

/**
 * A failure as lines for the terminal: the step, what happened, expected and came, likely cause, what to do, next
 * command. A command stays in one piece, so that it can be copied.
 */
export function failureLines(failure: Masked<Failure>, catalogue: Catalogue): Lines {
  const { story, telling } = catalogue
  const text = describeFailure(failure, catalogue)
  const step = failure.step && `${stepIds.indexOf(failure.step) + 1} ${titleOf(failure.step, failure, catalogue)}`
  const colon = telling.colon.trimEnd()
  const row = (label: string, value: string, whole = false): Line => [
    [{ text: `${label}${colon}`, style: 'dim' }, { text: telling.colon.slice(colon.length) }, { text: value, whole }],
    { at: 2, hang: 4 },
  ]
  const rows: [string, string | undefined][] = [
    [story.expected, text.expected], [story.came, text.came], [story.rule, text.rule], [story.provider, text.said],
    [story.cause, text.cause],
  ]
  return [
    [[
      ...failure.details['served']
        ? [{ text: text.message }]
        : [{ text: '✗', style: 'bad' } as const, { text: ' ' }, { text: text.message, style: 'wrong' } as const],
      ...step
        ? [
            { text: '  ' },
            {
              text: telling.rule(ended.has(failure.code) ? story.endedAt(step) : story.failedAt(step)), style: 'wrong',
            } as const,
          ]
        : [],
    ], { at: 0, hang: 2 }],
    ...text.before === undefined ? [] : [[[{ text: text.before }], { at: 2, hang: 4 }] as const],
    ...rows.flatMap(([label, value]) => value ? [row(label, value)] : []),
    ...text.advice.map(advice => row(story.advice, advice)),
    ...text.next.map(command => row(story.next, command, true)),
    ...failure.details['session_saved'] ? [[[{ text: story.sessionSaved }], { at: 2, hang: 4 }] as const] : [],
  ]
}

/** A command that refreshes has a token step without a code. */
function titleOf(step: StepId, { details }: Masked<Failure>, { steps, refreshStep }: Catalogue): string {
  const { command, signs_in: signsIn } = details
  const isLogin = signsIn === true
    || command === undefined
    || command === ''
    || command === 'login'
    || command === 'learn'
  return step === 'token' && !isLogin ? refreshStep.title : steps[step].title
}
