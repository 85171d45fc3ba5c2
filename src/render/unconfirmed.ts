import type { Preset } from '../providers/preset.ts'

/** Tells whether no source confirms this fact, a part of it, or the whole that it is part of. */
export function isUnconfirmed(path: string, { unconfirmed }: Preset): boolean {
  const within = (part: string, whole: string) =>
    part === whole || part.startsWith(`${whole}.`) || part.startsWith(`${whole}[`)
  return unconfirmed.some(item => within(path, item) || within(item, path))
}

/** What stands behind a fact that no source confirms; nothing behind others. */
export function markUnconfirmed(path: string, preset: Preset, mark: string): string {
  return isUnconfirmed(path, preset) ? mark : ''
}
