import type { CheckName } from '../codes/failure.ts'
import { command } from '../text/shell.ts'
import { loginWith } from './again.ts'
import type { Way } from './way.ts'
import { text } from './text.ts'

/** The checks of FAPI 2.0 and of bound tokens, whose words stand together. */
export type Fapi2Check = Extract<CheckName, `fapi2-${string}` | 'token-confirmation'>

/** The login without either of two settings that contradict each other; one that no flag gave is taken back by its variable. */
export function fapi2Ways({ setting, source, value }: Readonly<Record<string, unknown>>): readonly Way[] {
  const flag = text(setting)
  const withoutProfile = loginWith(command``, ['--fapi2'])
  // A switch that is on is taken back wherever it stands; one that is off elsewhere has no flag to leave out.
  return source === 'flag' || value === null ? [loginWith(command``, [flag]), withoutProfile] : [command`oauth-walk profile show`, withoutProfile]
}
