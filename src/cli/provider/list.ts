import { kindsOf, listDeviations } from '../../providers/deviations.ts'
import { nameIn } from '../../providers/local-name.ts'
import type { Preset } from '../../providers/preset.ts'
import { loadPresets } from '../../providers/presets/index.ts'
import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'

/**
 * `oauth-walk provider list`: the presets, how sure their facts are, and whether a listener on this machine can receive
 * the code.
 */
export async function list(run: Run): Promise<void> {
  const presets = await loadPresets()
  run.result(
    { ok: true, providers: presets.map(toRow) },
    formatTable([headings(run), ...presets.map(preset => toCells(preset, run))], run.context),
  )
}

function toRow(preset: Preset): object {
  const { id, name, localName, region, confidence, redirect, checked } = preset
  return {
    id, name, ...localName === undefined ? {} : { local_name: localName }, region, confidence,
    loopback: redirect.loopback, checked,
    deviations: kindsOf(listDeviations(preset)),
  }
}

function headings({ catalogue }: Run): string[] {
  const { name, region, loopback, confidence, checked, provider } = catalogue.provider.columns
  return [name, region, loopback, confidence, checked, provider]
}

function toCells(preset: Preset, { catalogue }: Run): string[] {
  const { id, region, confidence, redirect, checked } = preset
  const words = catalogue.provider
  return [
    id, words.regions[region], words.loopback[redirect.loopback], words.confidence[confidence], checked,
    nameIn(catalogue.language, preset),
  ]
}
