import type { ProviderProbe } from '../../check/provider/probe.ts'
import { reachesPublic } from '../../check/provider/public-issuers.ts'
import type { SkipReason } from '../../codes/exam.ts'
import { loadPreset } from '../../providers/presets/index.ts'
import type { Options } from '../command-line/options.ts'
import type { Planned } from './provider-plan.ts'

/** Which of these rules would be tried, as far as the command alone tells: nobody is asked. */
export async function planRules(
  probes: readonly ProviderProbe[], target: string, options: Options,
): Promise<Planned[]> {
  const isOwn = target === 'sandbox'
  const isPublic = !isOwn && await isKnownPublic(target, options)
  const isOperated = isOwn || options['iOperate'] !== undefined
  return probes.map(probe => ({ probe, reason: whyNot(probe, { isPublic, isOperated }, options) }))
}

function whyNot(
  { passive, session, destructive, slow }: ProviderProbe,
  { isPublic, isOperated }: Record<'isPublic' | 'isOperated', boolean>, options: Options,
): SkipReason | undefined {
  if (!passive && isPublic) return 'public-issuer'
  if (!passive && !isOperated) return 'not-operated'
  if (session === 'browser' && options['signIn'] === false) return 'sign-in-off'
  if (destructive && options['destructive'] !== true) return 'destructive-off'
  return slow && options['slow'] === undefined ? 'slow-off' : undefined
}

/**
 * By its address, by a preset, or by an endpoint that is named by hand; what a profile or metadata says is not read.
 */
async function isKnownPublic(target: string, options: Options): Promise<boolean> {
  const preset = await loadPreset(target)
  const fill = (address = '') => address.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const given = options[name.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())]
    return typeof given === 'string' ? given : preset?.variables?.[name]?.default ?? ''
  })
  const { authorization, token } = preset?.endpoints ?? {}
  const named = {
    authorization_endpoint: options['authorizationEndpoint'] ?? fill(authorization),
    token_endpoint: options['tokenEndpoint'] ?? fill(token),
  }
  const issuer = typeof options['issuer'] === 'string' ? options['issuer'] : preset ? fill(preset.issuer) : target
  return reachesPublic(issuer, named)
}
