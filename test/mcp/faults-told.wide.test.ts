import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { variants } from '../../src/sandbox/misbehave/index.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { sampled } from '../support/wide.ts'

const faults = variants.filter(({ name }) => name.startsWith('mcp-')).map(({ name, expected, settings, run }) => ({
  name, expected, settings, run,
}))

/** What differs from run to run is left out. */
const steady = (text: string) =>
  text.replace(/(127\.0\.0\.1|%3A%2F%2F127\.0\.0\.1%3A)(?::\d+|\d+)/g, '$1:PORT').replace(/[\w-]{43}/g, 'RANDOM')

/** What a reader is told of a walk beyond its messages: each note, and how it failed. */
function told(screen: string): string[] {
  const [, failed] = /\n(✗ [^\n]*\n(?: {2}[^\n]*\n?)*)/.exec(screen) ?? []
  return [
    ...screen.split('\n').filter(line => /^ *! /.test(line)).map(line => line.trim()),
    ...failed?.trimEnd().split('\n') ?? [],
  ].map(steady)
}

/**
 * What the page about such servers says that the walk says, by the name of the fault; its own words begin with a small
 * letter.
 */
const page = readFileSync(new URL('../../docs/trouble.md', import.meta.url), 'utf8')
const rows = new Map([...page.matchAll(/^\| [^|]+ \| ([^|]+) \| [^|]+ \| `([\w-]+)` \|$/gm)].map((
  [, says = '', name = ''],
) => [name, says]))
const quotedIn = (says: string) =>
  /^[a-z]/.test(says) ? [] : says.replace(/: a note.*$/, '').split('…').map(part => part.trim()).filter(Boolean)

/** A walk that is told again in the other language, from what was saved of it. */
async function walkOnce(name: string, port: string[], home: string) {
  const file = join(home, 'walk.json')
  const { status, stderr } = await startInside(
    [
      'login', 'sandbox', '--misbehave', name, '--auto', ...port, '--http-timeout', '3', '--timeout', '5', '--save',
      file,
    ],
    { home },
  ).ended
  const { failure } = JSON.parse(readFileSync(file, 'utf8')) as { failure?: { code: string } }
  const again = await startInside(['report', file, '--lang', 'zh'], { home }).ended
  return { status, code: failure?.code, en: told(stderr), zh: told(again.stderr + again.stdout) }
}

/** A refresh after a login at a server that behaves; no walk is saved of one. */
async function refreshTwice(name: string, home: string) {
  await startInside(['login', 'sandbox', '--as', 'mcp', '--auto', '--port', '0', '--quiet'], { home }).ended
  const refresh = async (lang: string, ...more: string[]) =>
    startInside(
      ['token', 'refresh', '--lang', lang, ...more], { home, environment: { OAUTH_WALK_SANDBOX_MISBEHAVE: name } },
    ).ended
  const { status, stderr } = await refresh('en')
  const { error } = JSON.parse((await refresh('en', '--json')).stdout) as { error?: { code: string } }
  return { status, code: error?.code, en: told(`\n${stderr}`), zh: told(`\n${(await refresh('zh')).stderr}`) }
}

describe('a login at an MCP server that gets something wrong', () => {
  test.for(sampled(faults, 3))('$name', async ({ name, expected, settings, run }, { expect: judge }) => {
    const port = settings?.['port'] === undefined ? ['--port', '0'] : []
    const { status, code, ...screens } = await (run === 'refresh'
      ? refreshTwice(name, freshHome())
      : walkOnce(name, port, freshHome()))
    judge({ status, code }, screens.en.join('\n')).toEqual({ status: expected.exit_code, code: expected.code })
    judge(screens).toMatchSnapshot()
    const quoted = quotedIn(rows.get(name) ?? (screens.en.length === 0 ? '' : 'not on the page'))
    judge(quoted.filter(part => !screens.en.join('\n').includes(part))).toEqual([])
    judge(rows.has(name) || screens.en.length === 0).toBe(true)
  })

  test('is on the page by a name that there is', ({ expect: judge }) => {
    judge([...rows.keys()].filter(name => !faults.some(fault => fault.name === name))).toEqual([])
  })
})
