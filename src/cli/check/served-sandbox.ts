import { command, commandOf, joinCommands, type Command } from '../../text/shell.ts'
import type { Run } from '../run.ts'
import { playedOptions, stateFolder, translate } from '../sandbox/target.ts'

/**
 * Whether another process of this home serves the sandbox: it is meant, unless this run is to play a fault itself.
 * Raises `store-corrupt`.
 */
export async function isBeingServed(run: Run, target: string): Promise<boolean> {
  if (target !== 'sandbox') return false
  const { misbehave, require = [] } = playedOptions(run)
  if (misbehave !== undefined || require.length > 0) return false
  const { isServed } = await import('../../sandbox/index.ts')
  return isServed(stateFolder(run)).catch((error: unknown) => { throw translate(error) })
}

/** What serves a sandbox that plays what this one played. */
export function commandServing(run: Run): Command {
  const { misbehave, require = [] } = playedOptions(run)
  const flags = [
    ...misbehave === undefined ? [] : [['--misbehave', misbehave]],
    ...require.length === 0 ? [] : [['--require', require.join(',')]],
  ]
  return joinCommands(command`oauth-walk sandbox`, commandOf(flags))
}
