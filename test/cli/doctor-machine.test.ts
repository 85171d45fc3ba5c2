import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { plantProfile } from './support.ts'
import { startStub } from './stub-provider.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }

/** The lines of one part, and the exit code. */
async function look(
  part: string, words: string[], environment: NodeJS.ProcessEnv = {}, home = freshHome(),
): Promise<{ status: number | null, lines: Line[] }> {
  const { status, stdout } = await startInside(
    ['doctor', ...words, '--port', '0', '--json'], { home, environment },
  ).ended
  const { machine } = JSON.parse(stdout) as { machine: Line[] }
  return { status, lines: machine.filter(line => line.part === part) }
}

test('doctor says that the store’s folder could not be made, and makes none: exit 6', async () => {
  const home = freshHome()
  writeFileSync(join(home, 'file'), '')
  const { status, lines } = await look('store', [], {}, join(home, 'file', 'home'))
  expect([status, lines]).toEqual([6, [expect.objectContaining({ state: 'bad', code: 'store-unwritable' })]])
  expect((await look('store', [], {}, join(home, 'new', 'home'))).status).toBe(0)
  expect((await look('store', ['--store', 'none'], {}, join(home, 'file', 'home'))).status).toBe(0)
  expect(readdirSync(home)).toEqual(['file'])
})

test('doctor says that the file of a profile can’t be read', async () => {
  const home = freshHome()
  plantProfile(home, 'work', { issuer: 'https://op.invalid' })
  const file = readdirSync(home).find(name => name.startsWith('p-')) ?? ''
  writeFileSync(join(home, `p-${'0'.repeat(file.length - 7)}.json`), '{', { mode: 0o600 })
  const { status, lines } = await look('store', [], {}, home)
  expect([status, lines]).toEqual([0, [expect.objectContaining({
    state: 'note', code: 'store-damaged', message: expect.stringContaining('1 profile, and 1 more') as string,
  })]])
})

describe('doctor with a proxy that can’t be used', () => {
  const environment = { ALL_PROXY: 'socks5://inside:1080' }

  test.each(['this machine', 'sandbox', 'excused'])('at a provider that is reached without it: %s', async (where) => {
    const target = where === 'sandbox' ? where : (await startStub()).issuer
    const provider = where === 'excused'
      ? ['--issuer', 'https://op.invalid', '--token-endpoint', `${target}/token`]
      : [target]
    const { lines } = await look(
      'proxy', [...provider, ...where === 'sandbox' ? [] : ['--client-id', 'app']],
      { ...environment, NO_PROXY: where === 'excused' ? '.invalid' : '' },
    )
    expect(lines).toEqual([expect.objectContaining({ state: 'note', code: 'proxy-unneeded' })])
  })

  test('tells how to go without it, and keeps what is excused', async () => {
    const { status, lines: [line] } = await look(
      'proxy', ['https://op.invalid', '--client-id', 'app'], { ...environment, no_proxy: 'a.example,b.example' },
    )
    expect([status, line?.state]).toEqual([5, 'bad'])
    expect(line?.message).toContain('did not lead to op.invalid')
    expect(line?.ways).toContain('export no_proxy=a.example,b.example,op.invalid')
  })

  test('names no host where none is known, and needs none where all are excused', async () => {
    const { status, lines: [line] } = await look('proxy', [], environment)
    expect([status, line?.message]).toEqual([
      5, expect.stringContaining('The proxy socks5://inside:1080 can’t be used (socks)'),
    ])
    expect(line?.ways?.join()).not.toContain('NO_PROXY')
    expect((await look('proxy', [], { ...environment, no_proxy: '*' })).status).toBe(0)
  })
})
