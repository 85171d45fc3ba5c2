import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommanderError } from 'commander'
import { split } from 'shlex'
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../src/cli/program.ts'
import { loadHelp } from '../src/messages/load.ts'
import { flagOf } from '../src/providers/place-preset.ts'
import type { Preset } from '../src/providers/preset.ts'
import { loadPresets, presetNames } from '../src/providers/presets/index.ts'
import { freshHome } from './support/cli.ts'
import { runInside } from './support/inside.ts'
import {
  codeOf, commandsIn, commandsNamedIn, countWords, headingsOf, linksOf, sentencesOf, slugOf, spansOf, type Piece,
} from './support/documents.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`)
const english = ['README.md', ...pages]
const documents = [...english, 'README.zh.md', 'SECURITY.md']

const texts = (pieces: readonly Piece[]) => pieces.map(({ text }) => text)
const placed = (path: string, { line, text }: Piece) => `${path}:${line}: ${text}`

/** A preset or an issuer alone means login. */
function spellOut(words: string[]): string[] {
  const [first = ''] = words
  return presetNames.includes(first) || /^https?:/.test(first) ? ['login', ...words] : words
}

async function parse(command: string): Promise<void> {
  const words = spellOut(split(command).slice(1))
  const program = buildProgram(words, await loadHelp('en'), {}, async () => undefined)
  await program.parseAsync(words, { from: 'user' }).catch((error: unknown) => {
    if (!(error instanceof CommanderError && error.exitCode === 0)) throw error
  })
}

/** A command that is only named stands there without its arguments, and a group of commands without one of them. */
async function parseNamed(command: string): Promise<void> {
  await parse(command).catch((error: unknown) => {
    if (!(error instanceof CommanderError && ['commander.missingArgument', 'commander.help'].includes(error.code)))
      throw error
  })
}

describe.each(documents)('%s', (path) => {
  test('has commands that parse as they stand', async () => {
    for (const piece of commandsIn(
      read(path),
    )) await expect(parse(piece.text), placed(path, piece)).resolves.toBeUndefined()
    for (const piece of commandsNamedIn(
      read(path),
    )) await expect(parseNamed(piece.text), placed(path, piece)).resolves.toBeUndefined()
  })

  test('links to what is there', () => {
    const broken = linksOf(read(path)).filter(({ text }) => {
      const [file = '', part] = text.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      if (!existsSync(join(root, target))) return true
      return part !== undefined && !headingsOf(read(target)).some(heading => slugOf(heading.text) === part)
    })
    expect(broken.map(piece => placed(path, piece))).toEqual([])
  })

  test('calls the page on MCP clients by what it is about', () => {
    const names = [...read(path).matchAll(/\[([^\]]*)\]\((?:docs\/)?trouble\.md\)/g)].map(([, name = '']) => name)
    expect(names.filter(name => !name.includes('MCP'))).toEqual([])
  })

  test('names files of this repository that are there', () => {
    const files = spansOf(read(path)).filter(({ text }) =>
      /^(?:bin|src|test|schema|examples)\/[\w./-]*$/.test(text) && !text.includes('COMMAND'))
    expect(files.filter(({ text }) => !existsSync(join(root, text))).map(piece => placed(path, piece))).toEqual([])
  })
})

test.each(english)('%s has no sentence of more than 30 words', (path) => {
  expect(sentencesOf(read(path)).filter(({ text }) => countWords(text) > 30).map(piece => placed(path, piece)))
    .toEqual([])
})

describe('the two READMEs', () => {
  const [ours, theirs] = [read('README.md'), read('README.zh.md')]

  test('are short', () => {
    expect(ours.trimEnd().split('\n').length).toBeLessThanOrEqual(250)
    expect(theirs.trimEnd().split('\n').length).toBeLessThanOrEqual(250)
  })

  test('have the same headings, commands, links and names', () => {
    const frame = (text: string) => headingsOf(text).map(({ depth }) => depth)
    expect(frame(theirs)).toEqual(frame(ours))
    expect(texts(commandsIn(theirs))).toEqual(texts(commandsIn(ours)))
    // The sample of a failure is told in each language.
    const typed = (text: string) =>
      texts(codeOf(text)).filter(line => !/^✗|[:：] ?/.test(line.replace(/https?:\/\/\S+/g, '')))
    expect(typed(theirs)).toEqual(typed(ours))
    const others = (text: string) =>
      [...new Set(texts(linksOf(text)))].filter(link => !link.startsWith('README') && link !== 'docs').sort()
    expect(others(theirs)).toEqual(others(ours))
    const named = (text: string) => [...new Set(texts(spansOf(text)))].sort()
    expect(named(theirs)).toEqual(named(ours))
    const shape = (text: string) => text.split('\n').flatMap(line => /^(?:\||- |\d+\. |!\[|```)/.exec(line)?.[0] ?? [])
    expect(shape(theirs)).toEqual(shape(ours))
  })

  test('link to each other', () => {
    expect(texts(linksOf(ours))).toContain('README.zh.md')
    expect(texts(linksOf(theirs))).toContain('README.md')
  })

  test('the Chinese one has the signs of Chinese, and one word for each thing', () => {
    const prose = theirs.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '')
    expect(prose.match(/[\p{Script=Han}][,;:!?()]|[,;:!?(][\p{Script=Han}]/gu)).toBeNull()
    expect(prose.match(/账户|帐号|帐户|提供方|提供商|认证服务器|沙盒|沙箱|后台通道|后端通道|后端通信|提示|警告/g)).toBeNull()
  })

  test.each([['README.md', 'en'], ['README.zh.md', 'zh']])('%s shows a failure as the program tells it', async (
    path, language,
  ) => {
    const sample = /```\n(✗[^]*?)\n```/.exec(read(path))?.[1] ?? ''
    const { stderr } = await runInside(
      ['login', 'sandbox', '--misbehave', 'invalid-iss', '--lang', language], { home: freshHome() },
    )
    const steady = (text: string) => text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:*')
    expect(sample.split('\n').length).toBeGreaterThan(5)
    expect(steady(stderr)).toContain(steady(sample))
  })

  test('the commands to the sandbox do what they say', { timeout: 120_000 }, async () => {
    const home = freshHome()
    const commands = texts(commandsIn(ours)).filter(text =>
      /^oauth-walk (?:login sandbox|token|userinfo|provider|logout)/.test(text))
    const runnable = [...new Set(commands)].filter(text => !/--step|NAME/.test(text))
    expect(runnable.length).toBeGreaterThan(8)
    for (const command of runnable) {
      const { status } = await runInside(split(command).slice(1), { home })
      expect([command, status]).toEqual([command, command.includes('--misbehave') ? 4 : 0])
    }
  })
})

test('the presets’ page has every preset as the program knows it, and there are as many as the READMEs say', async () => {
  const rows = read('docs/presets.md').split('\n').filter(line => /^\| `\w[\w-]*` \|/.test(line))
  expect(rows).toEqual((await loadPresets()).map(rowOf))
  for (const path of ['README.md', 'README.zh.md']) {
    const [, told] = /\[\D*(\d+) \D*\]\(docs\/presets\.md\)/.exec(read(path)) ?? []
    expect(presetNames.length).toBeGreaterThan(Number(told))
  }
})

const loopback = { yes: 'yes', partial: 'under conditions', no: 'no', unknown: 'not known' }

function rowOf({ id, name, localName, redirect, endpoints, dialect, variables = {} }: Preset): string {
  const needed = Object.entries(variables).filter(([, facts]) => facts.default === undefined).map((
    [variable, { example }],
  ) => {
    const { flag } = flagOf(variable)
    return `\`${flag}${flag.endsWith('=') ? '' : ' '}${example}\``
  })
  const cells = [
    `\`${id}\``, localName === undefined ? name : `${name} · ${localName}`, loopback[redirect.loopback],
    endpoints.device === undefined ? 'no' : 'yes',
    dialect?.pkce === 'off' ? 'no' : 'yes', needed.join(', '),
  ]
  return `| ${cells.join(' | ')} |`
}

test('the page about events has every type of event', () => {
  const {
    $defs,
  } = JSON.parse(
    read('schema/transcript.json'),
  ) as { $defs: { event: { allOf: { if: { properties: { type: { const: string } } } }[] } } }
  // The last one holds the document of --json, which has a schema of its own.
  const known = [...$defs.event.allOf.map(({ if: { properties } }) => properties.type.const), 'walk-finished']
  const told = read('docs/events.md')
    .split('\n').filter(line => line.startsWith('| `') && !line.startsWith('| `--')).flatMap(
      line => [...(line.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, type]) => type),
    )
  expect(told.filter(type => type !== 'type').sort()).toEqual(known.sort())
})
