import { text } from './text.ts'

/** What is told of a reading: what was seen, why that matters, and what to change. `{name}` stands for a detail, `{how}` for words for it. */
export type Told = readonly [said: string, why: string, fix: string]

/** Fills the sentences of a reading with its details, each cleaned; a detail called `how` is told by the words for it. */
export function fillTold(told: Told, details: Readonly<Record<string, unknown>>, words: Readonly<Record<string, string>>): Told {
  const value = (name: string) => name === 'how' ? words[text(details['how'])] ?? '' : text(details[name])
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_whole, name: string) => value(name))
  return [fill(told[0]), fill(told[1]), fill(told[2])]
}
