import type { Lines } from '../../text/terminal.ts'
import { failedLines, foldedLine } from '../terminal-checks.ts'
import type { Terminal } from '../terminal-means.ts'
import type { ToldLogin } from './explanation.ts'

/** The checks that could be made of a part of a login; a whole one is told with them. */
export function checkLines(
  { isStory, transcript: { events } }: ToldLogin, teller: Pick<Terminal, 'catalogue' | 'writer'>,
): Lines {
  if (isStory) return []
  const checks = events.filter(event => event.type === 'check')
  if (checks.length === 0) return []
  const [passed, failed] = [checks.filter(({ ok }) => ok), checks.filter(({ ok }) => !ok)]
  const at = (lines: Lines): Lines =>
    lines.map(([pieces], place) => [pieces, place === 0 ? { at: 0, hang: 2 } : { at: 2, hang: 4 }])
  return [
    ...passed.length > 0 ? at([[foldedLine(passed, '', teller)]]) : [],
    ...failed.flatMap(check => at(failedLines(check, teller))), [[]],
  ]
}
