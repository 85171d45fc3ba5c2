import type { Preset } from '../preset.ts'

/** Every preset, by its name; a preset is loaded when it is asked for. */
const loaders: Record<string, () => Promise<{ preset: Preset }>> = {
  github: async () => import('./github.ts'),
  'wechat-web': async () => import('./wechat-web.ts'),
}

/** The names of all presets. */
export const presetNames: readonly string[] = Object.keys(loaders)

/** The preset of that name; undefined where there is none. */
export async function loadPreset(name: string): Promise<Preset | undefined> {
  return (await (Object.hasOwn(loaders, name) ? loaders[name]?.() : undefined))?.preset
}
