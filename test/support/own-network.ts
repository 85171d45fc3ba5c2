import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'

/** Skips a test for want of networks of its own, but never as root on Linux where the tools for them are there. */
export function skipWithoutNetworks(skip: (note: string) => void): void {
  expect(
    process.platform !== 'linux'
    || process.getuid?.() !== 0
    || spawnSync('unshare', ['-n', 'true']).status !== 0
    || spawnSync('ip', ['-V']).status !== 0,
  ).toBe(true)
  skip('no network of its own can be made here')
}
