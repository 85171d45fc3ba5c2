import type { Layer } from '../../providers/resolve.ts'
import type { Options } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { playedOptions } from './target.ts'

/** The profile of a login at the MCP server of the sandbox, where the user named none. */
export const mcpSandboxProfile = 'sandbox-mcp'

/**
 * Whether the sandbox of this run is to be an MCP server too: asked for by `--as`, or needed by the fault that it is to
 * play.
 */
export async function asksForMcp(run: Pick<Run, 'options' | 'context'>): Promise<boolean> {
  const { misbehave } = playedOptions(run)
  if (isMcp(run.options) || misbehave === undefined) return isMcp(run.options)
  const { settingsToMisbehave } = await import('../../sandbox/index.ts')
  return isMcp(await settingsToMisbehave(misbehave))
}

function isMcp({ as }: Pick<Options, 'as'>): boolean {
  return as === 'mcp'
}

/** Whether a profile was made at the MCP server of the sandbox: its next commands go there again. */
export function wasMcp(settings: Layer & { target?: unknown } = {}): boolean {
  return settings.target === 'sandbox' && settings['protected-resource'] !== undefined
}
