import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { parseSetting } from '../../providers/settings.ts'
import type { ProtectedResource } from '../../walk/context.ts'
import { planResource } from '../login/resource.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { checkSettings } from './settings.ts'

/**
 * The resource that is put to the rules, and the settings that hold for it: those of the command, since no profile is
 * used.
 */
export function planCheck(run: Run, address: string): { resource: ProtectedResource, resolved: Resolved } {
  const url = parseSetting('protected-resource', address, 'flag') as string
  const given = resolveSettings(flagLayer(run.options), run.context.environment, {}, {})
  const own = Object.entries(given).filter(([name]) => (checkSettings as readonly string[]).includes(name))
  const resolved = { ...Object.fromEntries(own), 'protected-resource': { value: url, source: 'flag' } } as Resolved
  const resource = planChecked(resolved)
  if (!resource || !/^https?:$/.test(parseAddress(url)?.protocol ?? '')) {
    throw new Failure('setting-invalid', { setting: 'RESOURCE', value: url, expected: describeBy('https-url') })
  }
  return { resource, resolved }
}

/** Raises `issuer-form` for an address without a scheme, which is checked again with one. */
function planChecked(resolved: Resolved): ProtectedResource | undefined {
  try {
    return planResource(resolved)
  } catch (error) {
    throw error instanceof Failure && error.code === 'issuer-form' ? error.with(undefined, { is_checked: true }) : error
  }
}
