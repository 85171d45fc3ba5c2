import type { Help } from 'commander'
import { columnsOf } from '../../text/columns.ts'
import { usualColumns } from './width.ts'

/** Where what a command does stands below it. */
const below = ' '.repeat(10)

/** An example: what is typed, and what it does; what has no command before it goes on about the one above. */
const example = /^ {2}(?:(\S.*?)(?: {2,}|$))?(?: {2,})?(\S.*)?$/

/**
 * Examples with what they do beside them, or below where there is no room for that: a command stays whole, so that it
 * can be copied.
 */
export function exampleLines(text: string, helper: Help): string {
  const width = helper.helpWidth ?? usualColumns
  const lines = text.split('\n')
  if (lines.every(line => columnsOf(line) <= width)) return text
  return lines.flatMap((line) => {
    const [, command, does] = example.exec(line) ?? []
    const told = does === undefined ? [] : helper.boxWrap(does, width - below.length).split('\n')
    return [...command === undefined ? [] : [`  ${command}`], ...told.map(part => below + part)]
  }).join('\n')
}
