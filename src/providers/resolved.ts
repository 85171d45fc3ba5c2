import type { SettingName } from './settings.ts'

/** Where a value comes from, the strongest first. */
export const sources = ['flag', 'environment', 'profile', 'preset', 'default'] as const
export type LayerSource = typeof sources[number]

/** Each value that is set, and its source. */
export type Resolved = Partial<Record<SettingName, { value: unknown, source: Source }>>

/** One of the layers, or `fapi2`, which implies settings. */
export type Source = LayerSource | 'fapi2'

type Sourced = Readonly<{ source: Source }>

/** Tells whether a value comes from a stronger source than another one, or there is no other. */
export function isStronger({ source }: Sourced, other: Sourced | undefined): boolean {
  const rank = (name: Source) => (sources as readonly string[]).indexOf(name)
  return other === undefined || rank(source) < rank(other.source)
}
