import type { ReadingDetails, ReadingSentences } from './explain.ts'
import { exact, text } from './text.ts'

/**
 * What is told of a reading: what was seen, why that matters, and what to change. `{name}` stands for a detail, `{how:words}` for what `words` say
 * of the detail `how`, and `{name:exact}` for a detail that is compared with another.
 */
export type Told = readonly [said: string, why: string, fix: string]

/** Words for the codes that a detail `how` has, by what it is a code of. */
export type HowWords = Readonly<Record<'address' | 'value' | 'state' | 'code' | 'lengths' | 'cookie' | 'demanded' | 'guessable', Readonly<Record<string, string>>>>

/** Makes the sentences of readings of their templates. */
export function tellBy<Name extends string>(templates: Readonly<Record<Name, Told>>, words: HowWords): Record<Name, ReadingSentences> {
  const tell = (template: string) => {
    const fill = fillWith(template, words)
    // A detail at the end may be empty.
    return (details: ReadingDetails) => fill(details).trimEnd()
  }
  const told = ([said, why, fix]: Told): ReadingSentences => ({ said: tell(said), why: tell(why), fix: tell(fix) })
  return Object.fromEntries(Object.entries<Told>(templates).map(([name, template]) => [name, told(template)])) as Record<Name, ReadingSentences>
}

function fillWith(template: string, words: HowWords): (details: ReadingDetails) => string {
  return details => template.replace(/\{(\w+)(?::(\w+))?\}/g, (_whole, name: string, kind?: keyof HowWords | 'exact') => {
    if (kind === 'exact') return exact(details[name])
    const value = text(details[name])
    return kind === undefined ? value : fillWith(words[kind][value] ?? '', words)(details)
  })
}
