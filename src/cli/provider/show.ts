import { Failure } from '../../codes/failure.ts'
import { listDeviations } from '../../providers/deviations.ts'
import { findNearNames } from '../../providers/near-names.ts'
import { flagOf, placePreset } from '../../providers/place-preset.ts'
import type { Preset } from '../../providers/preset.ts'
import { loadPreset, loadPresets } from '../../providers/presets/index.ts'
import { resolveSettings, textOf, toPair } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { presetDocument } from '../../render/preset-document.ts'
import { presetLines, type ShownPreset, type ShownVariable } from '../../render/preset.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { openScreen, whereResultGoes } from '../terminal/screen.ts'

/**
 * `oauth-walk provider show NAME`: what is known of a provider, what to register there, and how it differs from the
 * standards.
 */
export async function show(run: Run, name: string): Promise<void> {
  const preset = await findPreset(name)
  const resolved = resolveSettings(
    flagLayer(run.options), run.context.environment, {}, { 'redirect-uri': preset.redirect.uri },
  )
  const variables = listVariables(preset, resolved)
  const values = Object.fromEntries(
    variables.flatMap(({ name: variable, value }) => value === undefined ? [] : [[variable, value]]),
  )
  const placed = placePreset(preset, values, undefined)
  const shown: ShownPreset = {
    preset: placed, deviations: listDeviations(placed), variables,
    redirectUri: textOf(resolved, 'redirect-uri') ?? preset.redirect.uri,
  }
  const { context, options, catalogue } = run
  const writer = await openScreen({ context: whereResultGoes(context), options })
  run.result(presetDocument(shown, catalogue), writer.lines(presetLines(shown, catalogue, writer.width)))
}

/** Raises `preset-unknown`, with the names that are near. */
async function findPreset(name: string): Promise<Preset> {
  const preset = await loadPreset(name)
  if (!preset) throw new Failure('preset-unknown', { name, near: findNearNames(name, await loadPresets()) })
  return preset
}

/**
 * Each variable with its value where it is given or has a default; what has none stays in the addresses as `{name}`.
 */
function listVariables({ variables = {} }: Preset, resolved: Resolved): ShownVariable[] {
  const pairs = (resolved['provider-var']?.value ?? []) as string[]
  const given = new Map(pairs.map(toPair))
  return Object.entries(variables).map(([name, facts]) => ({
    name, usage: usageOf(flagOf(name).flag, facts.example), known: facts.default,
    value: given.get(name) ?? textOf(resolved, name as Parameters<typeof textOf>[1]) ?? facts.default,
  }))
}

function usageOf(flag: string, example: string): string {
  return flag.endsWith('=') ? `${flag}${example}` : `${flag} ${example}`
}
