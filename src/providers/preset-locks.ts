import type { Preset } from './preset.ts'

/**
 * Tells whether the provider is known to take a client that proves itself with a key of its own (`private_key_jwt`).
 */
export function takesKeys(preset: Preset | undefined): boolean {
  return preset?.locks?.some(({ lock }) => lock === 'private_key_jwt') ?? false
}
