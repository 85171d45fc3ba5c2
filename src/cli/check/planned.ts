import { whyLeftOut } from '../../check/provider/left-out.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import { reachesPublic } from '../../check/provider/public-issuers.ts'
import { placePreset } from '../../providers/place-preset.ts'
import type { Preset } from '../../providers/preset.ts'
import { loadPreset } from '../../providers/presets/index.ts'
import { optionName, type Options } from '../command-line/options.ts'
import type { Planned } from './provider-plan.ts'

/** Which of these rules would be tried, as far as the command alone tells: nobody is asked. */
export async function planRules(
  probes: readonly ProviderProbe[], target: string, options: Options,
): Promise<Planned[]> {
  const isOwn = target === 'sandbox'
  const isPublic = !isOwn && await isKnownPublic(target, options)
  const allowed = {
    isPublic, isOperated: isOwn || options['iOperate'] !== undefined,
    // It may be named in the environment or a profile, or asked for.
    hasClient: true, maySignIn: options['signIn'] !== false, mayDestroy: options['destructive'] === true,
    mayWait: options['slow'] !== undefined,
  }
  return probes.map(probe => ({ probe, reason: whyLeftOut(probe, allowed) }))
}

/**
 * By its address, by a preset, or by an endpoint that is named by hand; what a profile or metadata says is not read.
 */
async function isKnownPublic(target: string, options: Options): Promise<boolean> {
  const preset = await loadPreset(target)
  const placed = preset && placePreset(preset, variablesIn(preset, options), undefined)
  const { authorization, token } = placed?.endpoints ?? {}
  const named = {
    authorization_endpoint: options['authorizationEndpoint'] ?? authorization,
    token_endpoint: options['tokenEndpoint'] ?? token,
  }
  const issuer = typeof options['issuer'] === 'string' ? options['issuer'] : placed ? placed.issuer ?? '' : target
  return reachesPublic(issuer, named)
}

/** Of a plan nobody is asked for what is missing: that stays empty. */
function variablesIn({ variables = {} }: Preset, options: Options): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, { default: usual = '' }]) => {
    const given = options[optionName(name)]
    return [name, typeof given === 'string' ? given : usual]
  }))
}
