import type { Words } from '../../messages/way.ts'
import type { Layer } from '../../providers/resolve.ts'
import { environmentName, settingNames, settingTable, type SettingName } from '../../providers/settings.ts'
import type { Run } from '../run.ts'

/**
 * The settings that a login has although no flag gives them, each with the way to take it back for one command: a
 * command that only leaves the flag out would do the same again.
 */
export function listSetElsewhere({ context }: Run, kept: Layer, profile: string): Words {
  const environment: Readonly<Record<string, string | undefined>> = context.environment
  return settingNames.flatMap((name) => {
    const variable = environmentName(name)
    const isInEnvironment = isSet(environment[variable])
    if (!isInEnvironment && !isSet(kept[name])) return []
    return [[`--${name}`, isInEnvironment ? variable : '', profile, ...takenBack(name, variable, isSet(kept[name]))]]
  })
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== false && value !== 'off'
}

/** Words of the command that undo it; a profile keeps what is neither on nor off. */
function takenBack(name: SettingName, variable: string, isKept: boolean): string[] {
  if (settingTable[name].kind === 'switch') return [`${variable}=0`]
  if (name === 'fapi2') return ['--fapi2', 'off']
  if (name === 'browser') return ['--browser', '']
  return isKept ? [] : [`${variable}=`]
}
