import { stepIds, type CheckName } from '../codes/failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { EndFacts, InputFacts } from '../messages/diff-words.ts'
import { clean, reveal } from '../text/printable.ts'
import type { Assessment } from './saved/assess.ts'
import type { Difference } from './saved/difference.ts'
import type { Input } from './saved/inputs.ts'

/** What two walks differ in first of all: a code for a program, and sentences for a person. */
export interface Verdict { code: 'same' | Input['code'] | 'answer' | 'end', sentence: string }

/** Says the first cause, and how the walks ended. */
export function verdictOf(assessment: Assessment, catalogue: Catalogue): Verdict {
  const { comparison, inputs, ofTwo, answer } = assessment
  if (comparison.same) return { code: 'same', sentence: catalogue.report.differences.same }
  const [first, ...others] = inputs
  const join = (...sentences: string[]) => sentences.join(catalogue.telling.gap)
  const two = ofTwo.length === 0 ? [] : [twoSentence(ofTwo, catalogue)]
  if (first)
    return {
      code: first.code,
      sentence: join(...inputSentences(first, others, catalogue), ...two, endSentence(assessment, catalogue)),
    }
  if (ofTwo[0]) return { code: ofTwo[0].code, sentence: join(...two, endSentence(assessment, catalogue)) }
  const code = answer ? 'answer' : 'end'
  return { code, sentence: join(...answerSentences(assessment, catalogue)) }
}

function inputSentences(first: Input, others: Input[], { report: { differences: { verdict } } }: Catalogue): string[] {
  const names = new Set(others.slice(0, mostNamed).map(other => verdict.names[other.code](cleanFacts(other))))
  const more = others.length > mostNamed ? ['…'] : []
  return [
    (first.code === 'scope' ? scopeSentence(first, verdict.scope) : undefined)
    ?? verdict.input[first.code](cleanFacts(first)),
    ...names.size === 0 ? [] : [verdict.also([...names, ...more])],
  ]
}

function twoSentence(inputs: Input[], { report: { differences: { verdict } } }: Catalogue): string {
  return verdict.twoClients([
    ...new Set(inputs.slice(0, mostNamed).map(input => verdict.names[input.code](cleanFacts(input)))),
  ])
}

/** Values that others chose, short enough for a sentence. */
function cleanFacts({ name, step, a, b }: InputFacts): InputFacts {
  return { name: clean(name, 60), step, a: reveal(a, 80), b: reveal(b, 80) }
}

/**
 * Says which scopes were added or left out; nothing where only their order differs, or so many do that it would be a
 * list and no sentence.
 */
function scopeSentence({ a, b }: Input, say: (missing: string[], added: string[]) => string): string | undefined {
  const [one, other] = [a, b].map(text => new Set(text.split(/[ ,]+/).filter(Boolean))) as [Set<string>, Set<string>]
  const beyond = (some: Set<string>, others: Set<string>) =>
    [...some].filter(scope => !others.has(scope)).map(scope => clean(scope, 60))
  const [missing, added] = [beyond(one, other), beyond(other, one)]
  return missing.length + added.length === 0 || missing.length + added.length > mostNamed
    ? undefined
    : say(missing, added)
}

const mostNamed = 8

/** Where a walk ended by the answer, its end says what that was. */
function answerSentences(assessment: Assessment, catalogue: Catalogue): string[] {
  const { answer, ends, secret } = assessment
  const { verdict } = catalogue.report.differences
  const isSure = secret === 'same' || secret === 'unused'
  // A server that could not be reached said nothing.
  const isSilent = [ends.a, ends.b].some(({ what }) => what.startsWith('network-'))
  if (!answer || isSilent) return [verdict.sentSame(isSure), endSentence(assessment, catalogue)]
  const step = stepIds.findIndex(id => id === answer.step) + 1
  const isEnd = assessment.comparison.end !== undefined && [ends.a, ends.b].some(end => end.step === step)
  if (isEnd) return [verdict.answered(step, endPhrase(assessment, catalogue, step), isSure)]
  const names = answer.differences.slice(0, mostOfAnswer).map(one => nameOf(one, catalogue))
  const what = verdict.list(answer.differences.length > mostOfAnswer ? [...names, '…'] : names)
  return [verdict.answered(step, what, isSure), endSentence(assessment, catalogue)]
}

const mostOfAnswer = 3

function nameOf({ kind, name, a, b }: Difference, { checks, report: { differences: words } }: Catalogue): string {
  if (kind === 'parameter') return clean(name, 60)
  if (kind === 'check') return Object.hasOwn(checks, name) ? checks[name as CheckName].title : clean(name, 60)
  return kind === 'finding'
    ? `${words.finding} ${clean(name, 60)}`
    : `${words[kind]} ${clean([a, b].filter(Boolean).join(', '), 80)}`
}

function endSentence(assessment: Assessment, catalogue: Catalogue): string {
  const { verdict } = catalogue.report.differences
  const { a, b } = assessment.ends
  if (!assessment.comparison.end && a.what === b.what && a.how === b.how)
    return verdict.bothEnded(endWords(assessment.ends.a, catalogue))
  return verdict.sentence(endPhrase(assessment, catalogue))
}

/** How each walk ended, the one that failed first; a step that was said before is not said again. */
function endPhrase({ ends: { a, b } }: Assessment, catalogue: Catalogue, said?: number): string {
  const { ended } = catalogue.report.differences.verdict
  const [one, other] = [a, b].map(end => endWords(end.step === said ? { ...end, step: 0 } : end, catalogue)) as [
    EndFacts, EndFacts,
  ]
  return a.how === 'signed-in' || (a.how === 'recorded' && b.how !== 'signed-in')
    ? ended(['B', other], ['A', one])
    : ended(['A', one], ['B', other])
}

function endWords(end: EndFacts, { checks }: Catalogue): EndFacts {
  return { ...end, what: end.how === 'check-failed' ? checks[end.what as CheckName].title : clean(end.what, 60) }
}
