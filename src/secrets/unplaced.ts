import type { Rule } from './names.ts'
import { saidPositions } from './said.ts'
import { randomIn } from './unnamed.ts'

/**
 * The secrets of a text in no form of the standards, where a token may stand alone: whatever notation names them, and
 * whatever looks random.
 */
export function unplacedIn(text: string, rule: Rule): [kind: string, value: string][] {
  const said = saidPositions(text, rule).filter(one => one.isTelling)
  return [
    ...said.map(({ kind, value }): [string, string] => [kind, value]),
    ...randomIn(text).map((value): [string, string] => ['secret', value]),
  ]
}
