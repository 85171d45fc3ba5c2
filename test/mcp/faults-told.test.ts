import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { variants } from '../../src/sandbox/misbehave/index.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'

const faults = variants.filter(({ name }) => name.startsWith('mcp-')).map(({ name, expected }) => ({ name, expected }))

/** What differs from run to run is left out. */
const steady = (text: string) => text.replace(/(127\.0\.0\.1|%3A%2F%2F127\.0\.0\.1%3A)(?::\d+|\d+)/g, '$1:PORT').replace(/[\w-]{43}/g, 'RANDOM')

/** What a reader is told of a walk beyond its messages: each note, and how it failed. */
function told(screen: string): string[] {
  const [, failed] = /\n(✗ [^\n]*\n(?: {2}[^\n]*\n?)*)/.exec(screen) ?? []
  return [...screen.split('\n').filter(line => /^ *! /.test(line)).map(line => line.trim()), ...failed?.trimEnd().split('\n') ?? []].map(steady)
}

describe('a login at an MCP server that gets something wrong', () => {
  test.for(faults)('$name', async ({ name, expected }, { expect: judge }) => {
    const home = freshHome()
    const file = join(home, 'walk.json')
    const words = ['login', 'sandbox', '--misbehave', name, '--auto', '--port', '0', '--http-timeout', '3', '--timeout', '5', '--save', file]
    const walked = await startInside(words, { home }).ended
    judge(walked.status, walked.stderr).toBe(expected.exit_code)
    const { failure } = JSON.parse(readFileSync(file, 'utf8')) as { failure?: { code: string } }
    judge(failure?.code).toBe(expected.code)
    const chinese = await startInside(['report', file, '--lang', 'zh'], { home }).ended
    judge({ en: told(walked.stderr), zh: told(chinese.stderr + chinese.stdout) }).toMatchSnapshot()
  })
})
