import type { Rule } from './names.ts'
import { isUnbroken, withSwitches } from './said-judged.ts'
import { saidPositions } from './said.ts'

/**
 * The secrets of a text in no form of the standards, where a token may stand alone: whatever notation names them, and
 * whatever looks random.
 */
export function unplacedIn(text: string, rule: Rule): [kind: string, value: string][] {
  const said = saidPositions(text, rule).filter(one => one.isTelling)
  const alone = [...text.matchAll(/[\w~+/=.-]{16,}/g)].map(([value]) => value)
  return [
    ...said.map(({ kind, value }): [string, string] => [kind, value]),
    ...alone.filter(value => isUnbroken(value) || withSwitches(value)).map((value): [string, string] =>
      ['secret', value]),
  ]
}
