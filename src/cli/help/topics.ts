import type { Command, Help } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'

/** What can be read about besides the commands: each is a table of lines, `name  text`. */
export const topics = ['environment', 'exit-codes'] as const
export type Topic = typeof topics[number]

/** The topic that a command is, if it is none that does something. */
export function findTopic(command: Command): Topic | undefined {
  return topics.find(topic => topic === command.name() && command.parent?.parent === null)
}

/** The lines of a topic's table. */
export function topicRows(topic: Topic, { help }: HelpTexts): [name: string, text: string][] {
  return (help[`${topic}.table`] ?? '').split('\n').map(line => [
    line.split(/ {2,}/)[0] ?? '', line.replace(/^.*? {2,}/, ''),
  ])
}

/** A topic as text: what it is about, and its table. */
export function formatTopic(topic: Topic, catalogue: HelpTexts, helper: Help): string {
  const rows = topicRows(topic, catalogue)
  const width = Math.max(...rows.map(([name]) => name.length))
  const about = helper.boxWrap(catalogue.help[`${topic}.about`] ?? '', helper.helpWidth ?? 80)
  return `${about}\n\n${rows.map(([name, text]) => helper.formatItem(name, width, text, helper)).join('\n')}\n`
}
