import { presetNames } from '../../providers/presets/index.ts'

/**
 * An address, also without its beginning, or a name that is ours: a saved profile may be called like a command of a
 * later version.
 */
export function isTarget(word: string): boolean {
  return /^https?:\/\//i.test(word) || isHost(word) || presetNames.includes(word)
}

/** No command and no preset has a dot or a colon; a file that was meant for another command has the end of one. */
function isHost(word: string): boolean {
  return /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:\/.*)?$/i.test(word)
    && !/\.(?:json|html|har|sh|txt|mmd|md)$/i.test(word)
}
