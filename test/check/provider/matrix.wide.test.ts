import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { providerProbeList } from '../../../src/check/provider/index.ts'
import { sampled } from '../../support/wide.ts'

const script = fileURLToPath(new URL('../../../scripts/check-matrix.mjs', import.meta.url))
/**
 * One that is read, one that is asked without a browser, and one that is asked with a code: `npm run check:matrix`
 * examines all.
 */
const chosen = sampled(['C24', 'C07', 'C17'] as const, 3)

async function examine(...words: string[]): Promise<{ status: number | null, lines: string[], errors: string }> {
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [status, output, errors] = await Promise.all([
    new Promise<number | null>(resolve => child.once('close', resolve)), text(child.stdout), text(child.stderr),
  ])
  return { status, lines: output.trim().split('\n'), errors }
}

describe('the matrix', () => {
  test('fails each weak sandbox for its own rule alone, and the one that behaves for none', async () => {
    const { status, lines, errors } = await examine(...chosen)
    const verdicts: Record<string, string | undefined> = Object.fromEntries(
      lines.slice(2, -1).map(line => line.split(/ +/, 2) as [string, string]),
    )
    const placed = (letter: string, number: number) =>
      `${'.'.repeat(number - 1)}${letter}${'.'.repeat(providerProbeList.length - number)}`.replace(/^(.{27})./, '$1-')
    const planted = { C07: 'weak-jwks-hygiene', C17: 'weak-header-injection', C24: 'weak-redirect-mismatch-at-token' }
    expect(verdicts).toEqual({
      'well-behaved': placed('.', 1),
      ...Object.fromEntries(chosen.map(rule => [planted[rule], placed('F', Number(rule.slice(1)))])),
    })
    expect([status, lines.at(-1), errors]).toEqual([0, `${chosen.length} as planted, 0 not judged, 0 otherwise`, ''])
  }, 120_000)

  test('knows a name that is none', async () => {
    const { status, errors } = await examine('C99')
    expect(status).toBe(1)
    expect(errors).toContain('no weakness is called C99')
  }, 60_000)
})
