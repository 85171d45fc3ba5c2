import type { Command } from 'commander'
import { variableOf } from '../command-line/environment-flags.ts'
import { secretVariables } from '../machine/environment.ts'

/** Variables that are neither a flag's nor a secret. */
const besides = [
  'HOME', 'PASSPHRASE', 'PASSPHRASE_FD', 'STORE_PASSWORD_FD', 'CLIENT_KEY_PASSPHRASE_FD', 'VERBATIM_SECRETS',
  'SANDBOX_MISBEHAVE', 'SANDBOX_REQUESTS',
]

/** Every variable of ours that some command reads: those of all flags in the command tree, and a few besides. */
export function knownVariables(program: Command): string[] {
  const ofFlags = (command: Command): string[] => [
    ...command.options.map(option => variableOf(command.name(), option)), ...command.commands.flatMap(ofFlags),
  ]
  return [...new Set([...secretVariables, ...besides.map(name => `OAUTH_WALK_${name}`), ...ofFlags(program)])]
}
