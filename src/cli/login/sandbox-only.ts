import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Run } from '../run.ts'

/** Only the sandbox plays a fault, and requires what it is told to. Raises `setting-invalid`. */
export function refuseToPlay({ options }: Run, target: string): void {
  const setting = (['misbehave', 'require', 'as'] as const).find(name => options[name] !== undefined)
  if (setting)
    throw new Failure('setting-invalid', {
      setting: `--${setting}`, value: target, expected: describeBy('with-sandbox'),
    })
}

/** Only the sandbox has a user who signs in without a person. Raises `setting-invalid`. */
export function requireSandboxUser({ options }: Run, target: string, isThere: boolean): void {
  if (options.auto && !isThere)
    throw new Failure('setting-invalid', { setting: '--auto', value: target, expected: describeBy('with-sandbox') })
}

/** The sandbox has tools only where it is an MCP server. Raises `setting-invalid`. */
export function requireToolServer(resolved: Resolved): void {
  const setting = (['tool', 'arguments'] as const).find(name => resolved[name]?.source === 'flag')
  if (setting === undefined || resolved['protected-resource'] !== undefined) return
  throw new Failure('setting-invalid', { setting: `--${setting}`, expected: describeBy('with-flag', '--as mcp') })
}
