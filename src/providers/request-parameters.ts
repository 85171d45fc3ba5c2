import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import { isStronger, type Resolved, type Source } from './resolved.ts'
import { environmentName, type SettingName } from './settings.ts'

/** Settings that are parameters of the authorization request under the same name. */
const named = [
  'audience', 'prompt', 'login-hint', 'acr-values', 'claims', 'authorization-details', 'max-age', 'ui-locales',
] as const

/** The parameters of the authorization request that have settings of their own. */
export function requestParameters(resolved: Resolved): [string, string][] {
  return named.flatMap((name): [string, string][] => {
    const value = resolved[name]?.value as string | number | undefined
    return value === undefined ? [] : [[parameterOf(name), String(value)]]
  })
}

/**
 * The settings with each parameter once (RFC 6749, section 3.1): one that `--param` names too is as the stronger source
 * has it. Raises `setting-invalid` where flags, or variables, name it twice.
 */
export function settleParameters(resolved: Resolved): Resolved {
  return named.reduce<Resolved>((settled, name) => settleOne(settled, name), resolved)
}

function settleOne(resolved: Resolved, name: typeof named[number]): Resolved {
  const { [name]: own, param, ...others } = resolved
  if (own === undefined || param === undefined) return resolved
  const pairs = param.value as string[]
  const rest = pairs.filter(pair => !pair.startsWith(`${parameterOf(name)}=`))
  if (rest.length === pairs.length) return resolved
  if (own.source === param.source) requireOnce(name, own.source)
  if (isStronger(param, own)) return { ...others, param }
  return { ...others, [name]: own, ...rest.length === 0 ? {} : { param: { ...param, value: rest } } }
}

/** A profile that an older version wrote may have both. */
function requireOnce(name: SettingName, source: Source): void {
  if (source !== 'flag' && source !== 'environment') return
  const nameOf = (setting: SettingName) => source === 'flag' ? `--${setting}` : environmentName(setting)
  throw new Failure('setting-invalid', {
    setting: `${nameOf('param')} ${parameterOf(name)}`, source, expected: describeBy('without-flag', nameOf(name)),
  })
}

function parameterOf(name: SettingName): string {
  return name.replaceAll('-', '_')
}
