import { command, type Command } from '../text/shell.ts'
import { text } from './text.ts'

/** The names in a detail that should be a list of them. */
export function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text).filter(name => name !== '') : []
}

/** How a secret gets to the program without standing among the words of a command; a person can be asked for that of a client. */
export function secretWays(secret: string, asked: Command): Command[] {
  switch (secret) {
    case 'client-secret': return [
      command`oauth-walk login TARGET --client-secret-file FILE`, command`oauth-walk login TARGET --client-secret-file - < FILE`,
      command`read -rs OAUTH_WALK_CLIENT_SECRET && export OAUTH_WALK_CLIENT_SECRET`, asked,
    ]
    case 'refresh-token': return [command`read -rs OAUTH_WALK_REFRESH_TOKEN && export OAUTH_WALK_REFRESH_TOKEN`]
    default: return [command`read -rs OAUTH_WALK_ACCESS_TOKEN && export OAUTH_WALK_ACCESS_TOKEN`]
  }
}
