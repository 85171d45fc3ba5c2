import { command, joinCommands } from '../text/shell.ts'
import { advice } from './again.ts'
import type { FailureProse } from './catalogue.ts'
import { text } from './text.ts'

/** What a language says where the provider refuses the refresh token of the environment. */
export interface SeedWords { message: string, cause: string, advice: string }

/** Nothing of such a session was kept, so none has ended: the variable needs another token, from a login elsewhere. */
export function tellSeedRefused(words: SeedWords, d: Readonly<Record<string, unknown>>): FailureProse {
  const { id, cause = words.cause } = (d['diagnosis'] ?? {}) as { id?: string, cause?: string }
  const client = text(d['client_id']) === '' ? command`` : command`--client-id ${d['client_id']}`
  return {
    message: words.message,
    cause: id === 'refresh-token-dead' ? words.cause : cause,
    next: [
      advice`${words.advice}`,
      joinCommands(
        command`oauth-walk login ${d['issuer']}`, client,
        command`--scope ${'openid offline_access'} --no-save --save walk.json --show-secrets`,
      ),
      command`export OAUTH_WALK_REFRESH_TOKEN=TOKEN`,
    ],
  }
}
