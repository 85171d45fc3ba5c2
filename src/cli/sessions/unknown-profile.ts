import { Failure } from '../../codes/failure.ts'

/** That no profile has this name; one may log in by it all the same, where it is a preset's or the sandbox's. */
export async function unknownProfile(name: string, details: Record<string, unknown>): Promise<Failure> {
  const { presetNames } = await import('../../providers/presets/index.ts')
  const isTarget = name === 'sandbox' || presetNames.includes(name)
  return new Failure('profile-unknown', { name, ...details, ...isTarget && { is_target: true } })
}
