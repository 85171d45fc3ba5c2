import type { Command, Help } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { everydayOf } from './everyday.ts'
import { exampleLines } from './example-lines.ts'
import { topicRows } from './topics.ts'

/**
 * What stands below the flags of a command: examples, what a script needs, and where more is told; each part with an
 * empty line before it.
 */
export function footersOf(command: Command, all: boolean, catalogue: HelpTexts, helper: Help): string {
  const parts = [
    examples(command, catalogue, helper), ...forScripts(command, all, catalogue, helper),
    !all && everydayOf(command) ? catalogue.help[`${command.name()}.all`] : undefined,
  ]
  return parts.map(part => part === undefined ? '' : `\n${part}\n`).join('')
}

function examples(command: Command, { help }: HelpTexts, helper: Help): string | undefined {
  const text = help[`${command.parent ? command.name() : 'program'}.examples`]
  if (text === undefined || command.parent?.parent) return undefined
  return `${help['examples'] ?? ''}\n${exampleLines(text, helper)}`
}

/** `token` is what scripts call; whoever reads all of `login` writes one too. */
function forScripts(command: Command, all: boolean, catalogue: HelpTexts, helper: Help): string[] {
  if (!['token', 'login'].includes(command.name()) || command.parent?.parent || (command.name() === 'login' && !all))
    return []
  const rows = topicRows('exit-codes', catalogue).map(([code, text]) => helper.formatItem(code, 3, text, helper))
  return [
    helper.boxWrap(catalogue.help['environment.about'] ?? '', helper.helpWidth ?? 80),
    [catalogue.help['exit-codes.about'] ?? '', ...rows].join('\n'),
  ]
}
