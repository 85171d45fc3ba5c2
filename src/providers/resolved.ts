import type { SettingName } from './settings.ts'

/** Where a value comes from, the strongest first. */
export const sources = ['flag', 'environment', 'profile', 'preset', 'default'] as const
export type LayerSource = typeof sources[number]

/** Each value that is set, and its source. */
export type Resolved = Partial<Record<SettingName, { value: unknown, source: Source }>>

/** One of the layers, or `fapi2`, which implies settings. */
export type Source = LayerSource | 'fapi2'
