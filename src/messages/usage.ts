import { command, commandOf, joinCommands, type Command } from '../text/shell.ts'
import { askAgain, login } from './again.ts'
import type { Advice, OfRun, ThisRun } from './way.ts'
import { text } from './text.ts'

/** The names in a detail that should be a list of them. */
export function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text).filter(name => name !== '') : []
}

/** What commander says of a value that is none of its choices: of which flag or argument. */
export function readChoice(message: string): { name: string, value: string, choices: string[] } | undefined {
  const [, flag, typed, word, argument, list = ''] = /^(?:option '(?:-\w, )?(--[\w-]+)[^']*' argument '([^]*)' is invalid|command-argument value '([^]*)' is invalid for argument '([\w-]+)')\. Allowed choices are ([^.]+)\.$/.exec(message) ?? []
  const name = flag ?? (argument === undefined ? undefined : `<${argument}>`)
  return name === undefined ? undefined : { name, value: typed ?? word ?? '', choices: list.split(', ') }
}

/** A command for a session, of the profile that was named behind it. */
export function withProfile(name: unknown, profile: unknown): Command {
  const [parent = '', child = ''] = text(name).split(' ')
  return command`oauth-walk ${parent} ${child} --profile ${profile}`
}

/** A command of ours by its words. */
export function ourCommand(words: string): Command {
  return joinCommands(command`oauth-walk`, commandOf(words.split(' ').map(word => [word])))
}

/** How a secret gets to the program without standing among the words of a command; one of a client can be typed, or stand in a file. */
export function secretWays(secret: string, elsewhere: Advice): (Command | OfRun | Advice)[] {
  switch (secret) {
    case 'client-secret': return [elsewhere, withSecretFile, command`read -rs OAUTH_WALK_CLIENT_SECRET && export OAUTH_WALK_CLIENT_SECRET`, withVariable]
    case 'refresh-token': return [command`read -rs OAUTH_WALK_REFRESH_TOKEN && export OAUTH_WALK_REFRESH_TOKEN`, askAgain]
    default: return [command`read -rs OAUTH_WALK_ACCESS_TOKEN && export OAUTH_WALK_ACCESS_TOKEN`, askAgain]
  }
}

/** The login or the other command again, where it takes the file. */
const withSecretFile: OfRun = run => run.isLogin ? login`--client-secret-file -`(run) : namesFile(run) ? askAgain(run) : command``

/** A command without that flag has the secret from the variable alone. */
const withVariable: OfRun = run => run.isLogin || namesFile(run) ? command`` : askAgain(run)

function namesFile({ asked = [] }: ThisRun): boolean {
  return asked.some(([flag]) => flag === '--client-secret-file')
}
