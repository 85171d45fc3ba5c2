import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { providerProbeList } from '../../../src/check/provider/index.ts'

const script = fileURLToPath(new URL('../../../scripts/check-matrix.mjs', import.meta.url))
/**
 * One that is read, one that is asked without a browser, and one that is asked with a code: `npm run check:matrix`
 * examines all.
 */
const chosen = ['C07', 'C17', 'C24']

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
    expect(verdicts).toEqual({
      'well-behaved': placed('.', 1), 'weak-jwks-hygiene': placed('F', 7), 'weak-header-injection': placed('F', 17),
      'weak-redirect-mismatch-at-token': placed('F', 24),
    })
    expect([status, lines.at(-1), errors]).toEqual([0, '3 as planted, 0 not judged, 0 otherwise', ''])
  }, 120_000)

  test('knows a name that is none', async () => {
    const { status, errors } = await examine('C99')
    expect(status).toBe(1)
    expect(errors).toContain('no weakness is called C99')
  }, 60_000)
})
