import { advice, loginAt } from '../again.ts'
import type { FailureProse } from '../catalogue.ts'
import { enUnknownProfile } from './no-session.ts'
import { command } from '../../text/shell.ts'
import { helpOf, text } from '../text.ts'
import { namesIn, ourCommand, readChoice, secretWays, withProfile } from '../usage.ts'

/** What commander reports is in English already; only a missing command it calls by its own code. */
export function enWrongUsage(code: string, _quoted: string, message: string): string {
  return code === 'commander.help' ? 'No command is named' : code === 'commander.invalidArgument' ? valueRefused(message) : message
}

/** A value that is none of those that may stand there. */
function valueRefused(message: string): string {
  const refused = readChoice(message)
  return refused ? `${refused.name} must be ${refused.choices.join(', ').replace(/, (?=[^,]*$)/, ' or ')}, not "${refused.value}"` : message
}

/** Wrong usage: a flag for a secret, a name that belongs behind login, or anything else that commander refuses. */
export function enUsage(details: Readonly<Record<string, unknown>>): FailureProse {
  const { reason, secret, near, profile, behind } = details
  if (details['apart'] !== undefined) return takenApart(text(details['apart']))
  const help = helpOf(details['command'], details['whole_help'])
  if (secret !== undefined) return secretRefused(text(secret))
  if (behind !== undefined) return { message: text(reason), cause: `"${text(behind)}" is a saved profile: --profile names it here.`, next: [withProfile(details['command'], behind), help] }
  const names = namesIn(near)
  const meant = namesIn(details['meant'])
  if (meant.length > 0 && !profile) return { message: text(reason), cause: 'It is called otherwise here.', next: [...meant.map(ourCommand), help] }
  const excess = text(details['excess'])
  if (names.length === 0) return { message: text(reason), cause: excess !== '' ? `The word too many is "${excess}".` : details['clear'] ? '' : 'The command was not understood.', next: [...namesIn(details['leads']).map(ourCommand), help] }
  const cause = profile ? `"${names[0] ?? ''}" is a saved profile: its name stands behind login.` : `login knows similar names: ${names.join(', ')}.`
  return { message: text(reason), cause, next: [...names.map(name => command`oauth-walk login ${name}`), help] }
}

function takenApart(program: string): FailureProse {
  return {
    message: `explain takes a ${program} command as one word, and it came without quotes`,
    cause: 'The shell took the command apart before explain saw it.',
    next: [advice`Put the whole command in quotes, or paste it behind this one and end it with Ctrl-D (Windows: Ctrl-Z and Enter)`, command`oauth-walk explain -`],
  }
}

function secretRefused(secret: string): FailureProse {
  return {
    message: `No flag takes a secret: --${secret}`,
    cause: 'Every user of this machine can read the words of a command, and the shell keeps them in its history. Replace the secret if others can look there.',
    next: secretWays(secret, advice`Type it when login asks, keep it in a file (--client-secret-file FILE), or pipe it (--client-secret-file - < FILE)`),
  }
}

/** Neither a profile nor a preset, with the names that are near. */
export function enProfileUnknown(details: Readonly<Record<string, unknown>>): FailureProse {
  const { name, source, target, near, is_target: isTarget } = details
  const names = namesIn(near)
  const like = names.length === 0 ? '' : ` Similar names: ${names.join(', ')}.`
  return {
    message: `There is no profile "${text(name)}"`,
    cause: source ? `The name comes from: ${text(source)}.` : isTarget ? 'No saved profile has this name. It is a target of login, which saves a profile.' : `Neither a saved profile nor a preset has this name.${like}`,
    next: [...isTarget ? [command`oauth-walk login ${name}`] : names.map(loginAt), command`oauth-walk profile list`, ...target ? [command`oauth-walk provider list`] : []],
    ...enUnknownProfile(details),
  }
}
