import { walkSixSteps, type Keep, type Walked } from '../../walk/walk.ts'
import type { Walk } from '../../walk/context.ts'
import type { LoginPlan } from './plan.ts'

/** How this login is walked: in this machine's browser, by a code for another device, or without any. */
export async function chooseWay(
  { device, grant }: Pick<LoginPlan, 'device' | 'grant'>,
): Promise<(walk: Walk, keep: Keep) => Promise<Walked>> {
  if (device) return (await import('../../walk/device.ts')).walkByDevice
  if (!grant) return walkSixSteps
  const { walkByGrant } = await import('../../walk/by-grant/index.ts')
  return async (walk, keep) => walkByGrant(walk, keep, grant)
}
