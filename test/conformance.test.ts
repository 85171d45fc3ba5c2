import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { wide } from './support/wide.ts'

const script = fileURLToPath(new URL('../scripts/conformance.mjs', import.meta.url))
/** Each Nth fault of every group: `npm run conformance` plays all of them. */
const step = wide ? 30 : 180

async function play(...words: string[]): Promise<{ status: number | null, lines: string[], errors: string }> {
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [status, output, errors] = await Promise.all([
    new Promise<number | null>(resolve => child.once('close', resolve)), text(child.stdout), text(child.stderr),
  ])
  return { status, lines: output.trim().split('\n'), errors }
}

describe('the conformance run', () => {
  test(`finds nothing wrong with every ${step}th fault`, async () => {
    const { status, lines, errors } = await play('--every', String(step))
    expect(lines.filter(line => !line.startsWith('✓')).slice(0, -2)).toEqual([])
    expect(lines.at(-1)).toMatch(/^[1-9]\d* passed, 0 failed$/)
    expect([status, errors]).toEqual([0, ''])
  }, 120_000)

  test('plays a fault by its name', async () => {
    const { lines } = await play('h12-discovery-null')
    expect(lines[0]).toBe('✓ h12-discovery-null  exit 3 unreadable-answer')
  })

  test('knows a name that is none', async () => {
    const { status, errors } = await play('h99-nothing')
    expect([status, errors]).toEqual([1, expect.stringContaining('no fault is called h99-nothing')])
  })
})
