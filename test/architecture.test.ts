import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { allowed, cellFor, leaf, roomOf } from './support/rooms.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')

interface Import { from: string, to: string, typeOnly: boolean }

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  .map(name => name.replaceAll('\\', '/'))
const texts = new Map(files.map(file => [file, readFileSync(join(source, file), 'utf8')]))
const imports = files.flatMap(importsOf).filter(({ to }) => !/\/(?:package|schema\/[\w-]+)\.json$/.test(to))
const inner = imports.filter(({ to }) => to.startsWith('.')).map(item => ({
  ...item, to: relative(source, resolve(source, dirname(item.from), item.to)),
}))
const packages = imports.filter(({ to }) => !to.startsWith('.') && !to.startsWith('node:'))

function importsOf(file: string): Import[] {
  const text = texts.get(file) ?? ''
  const fixed = [...text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"]*?from\s+)?'([^']+)'/gm)]
    .map(([, type, to = '']) => ({ from: file, to, typeOnly: type !== undefined }))
  const lazy = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, to = '']) => ({ from: file, to, typeOnly: false }))
  return [...fixed, ...lazy]
}

/** Each package lives in one folder, so that it can be exchanged there. */
const homes: Record<string, readonly string[]> = {
  commander: ['cli'], '@inquirer/search': ['cli'], '@inquirer/input': ['cli'], open: ['transport'],
  shlex: ['transport'], chalk: ['text'], ora: ['render'], conf: ['session'], pg: ['session'],
  ajv: ['render', 'sandbox'], 'oauth-walk:sbom': ['cli'],
  'ipaddr.js': ['addresses'], oauth4webapi: ['protocol', 'walk'], jose: ['protocol', 'walk', 'sandbox', 'providers'],
  'oidc-provider': ['sandbox'],
  'fast-xml-parser': ['protocol'], uqr: ['render'], '@cto.af/linebreak': ['text'], 'string-width': ['text'],
}

describe('the rooms of src', () => {
  test('are read, with the imports that are known to be there', () => {
    expect(inner).toContainEqual({ from: 'walk/walk.ts', to: 'walk/4-callback.ts', typeOnly: false })
    expect(inner).toContainEqual({ from: 'cli/program.ts', to: 'cli/login.ts', typeOnly: false })
    expect(packages).toContainEqual({ from: 'protocol/library.ts', to: 'oauth4webapi', typeOnly: false })
  })

  test('are those that are known', () => {
    expect(files.map(roomOf).filter(room => !(room in allowed))).toEqual([])
  })

  test('have a row each on the page about them, with the rooms that they may import', () => {
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
    const [, table = ''] = /\n## The rooms\n([^]*?)\n## /.exec(page) ?? []
    const told = table.split('\n').filter(line => line.startsWith('| `')).flatMap((line) => {
      const [, names = '', , cell = ''] = line.split('|')
      return [...names.matchAll(/`src\/(\w+)\/`/g)].map(([, room = '']) => [room, cell.trim()] as const)
    })
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(
      Object.entries(allowed).filter(([room]) => room !== 'leaf').map(([room, may]) => [room, cellFor(room, may)]),
    ))
  })

  test.each(Object.keys(allowed))('%s imports only what it may', (room) => {
    const wrong = inner.filter(({ from, to }) => roomOf(from) === room && roomOf(to) !== room && !mayImport(room, to))
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  test('stand in the root of src, with four files beside them at most; in that of the commands, each file is a command or what starts them', () => {
    expect(files.filter(file => !file.includes('/')).sort()).toEqual(['given.ts', 'limits.ts', 'package.ts', 'wire.ts'])
    const commands = files.filter(file => /^cli\/[^/]+\.ts$/.test(file)).map(file => file.slice(4, -3))
    const starting = ['context', 'main', 'program', 'run', 'sbom.d']
    const isLoaded = (name: string) => ['cli/program.ts', `cli/${name}/commands.ts`].some(file =>
      new RegExp(`import\\('\\.\\.?/${name}\\.ts'\\)`).test(texts.get(file) ?? ''))
    expect(commands.filter(name => !starting.includes(name) && !isLoaded(name))).toEqual([])
  })

  test('sandbox imports nothing of ours, not even a leaf: it must not share our bugs', () => {
    expect(inner.filter(({ from, to }) => roomOf(from) === 'sandbox' && roomOf(to) !== 'sandbox')).toEqual([])
  })

  test('what protocol and walk take from a package of the protocol beyond their own is types only', () => {
    const values = packages.filter(({ from, to, typeOnly }) =>
      roomOf(from) === 'walk' && !typeOnly && ['oauth4webapi', 'jose'].includes(to))
    expect(values).toEqual([])
  })

  test('no file imports itself through others', () => {
    expect(findCycle()).toBeUndefined()
  })
})

function mayImport(room: string, to: string): boolean {
  const rooms = room === 'sandbox' ? [] : [...allowed[room] ?? [], ...leaf]
  return rooms.includes(roomOf(to)) || rooms.includes(to)
}

function findCycle(): string | undefined {
  const needs = inner.filter(({ typeOnly }) => !typeOnly)
  const done = new Set<string>()
  const visit = (file: string, path: string[]): string | undefined => {
    if (path.includes(file)) return [...path, file].join(' → ')
    if (done.has(file)) return undefined
    for (const { from, to } of needs) {
      const cycle = from === file ? visit(to, [...path, file]) : undefined
      if (cycle) return cycle
    }
    done.add(file)
    return undefined
  }
  return files.map(file => visit(file, [])).find(cycle => cycle !== undefined)
}

describe('the packages', () => {
  test('live in one folder each', () => {
    const wrong = packages.filter(({ from, to }) => !homes[to]?.includes(roomOf(from)))
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  test('that go with the program are used, every one of them', () => {
    const { vendored } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { vendored: string[] }
    expect(vendored.filter(name => !packages.some(({ to }) => to === name))).toEqual([])
  })
})

test('what makes keys and reads them is loaded by their commands and by who signs with one, when that is known', () => {
  const atOnce = /^import (?!type )[^']*'[^']*\/(?:authentication\/private-key|authentication\/new-key|client-authentication\/key-file|key-passphrase)\.ts'/m
  expect(files.filter(file => atOnce.test(texts.get(file) ?? '')).sort()).toEqual([
    'cli/client-authentication/key-file.ts', 'cli/key/create.ts', 'cli/key/show.ts',
  ])
})

describe('secrets', () => {
  /** Who takes something out of a file of the room. */
  const users = (file: string, name: string) => files.filter(user =>
    new RegExp(`\\b${name}\\b`).test(withoutComments(user))
      && inner.some(({ from, to }) => from === user && to === file)).sort()

  test('are masked in an event where it is emitted, and nowhere else', () => {
    expect(users('secrets/mask.ts', 'maskEvent')).toEqual(['walk/observe.ts'])
    expect(files.filter(file => /\bof walk\.observers\b|\bobservers\.forEach/.test(withoutComments(file))))
      .toEqual(['walk/observe.ts'])
  })

  test('are masked in a failure by whoever tells it', () => {
    expect(users('secrets/mask.ts', 'maskFailure')).toEqual([
      'cli/check/check.ts', 'cli/check/provider.ts', 'cli/command-line/command.ts', 'cli/doctor/doctor.ts',
      'cli/doctor/target/visit.ts',
      'cli/explain/story.ts', 'cli/login/exports.ts', 'cli/login/observers.ts', 'cli/login/tab-figure.ts',
      'cli/login/unreached.ts',
      'library/walk.ts',
    ])
    expect(users('secrets/mask.ts', 'asItIs')).toEqual([
      'cli/explain/story.ts', 'cli/login/exports.ts', 'library/explain-failure.ts', 'walk/observe.ts',
    ])
  })

  test('are called masked by the mask alone, and by what reads a saved walk', () => {
    expect(files.filter(file => /\bas (?:unknown as )?Masked</.test(withoutComments(file))).sort()).toEqual([
      'render/saved/scenes.ts', 'secrets/mask.ts',
    ])
  })

  test('are known to no observer', () => {
    expect(inner.filter(({ from, to }) =>
      roomOf(from) === 'render'
      && to.startsWith('secrets/')
      && !['secrets/masked.ts', 'secrets/names.ts'].includes(to))).toEqual([])
  })
})

describe('the impure things', () => {
  test('process stands in cli/context.ts only', () => {
    const users = files.filter(file =>
      file !== 'cli/context.ts' && /(?<![\w.'-])process\.|from 'node:process'/.test(withoutComments(file)))
    expect(users).toEqual([])
  })

  test('a file is opened in src/place only, which proves the way to it', () => {
    const importsOfFiles = (text: string) =>
      /import (.*) from 'node:fs(?:\/promises)?'/.exec(text)?.[1]
      ?? (text.includes('node:fs') ? 'in another way' : undefined)
    const users = files.filter(file => !file.startsWith('place/')).map(file => [
      file, importsOfFiles(texts.get(file) ?? ''),
    ])
    expect(Object.fromEntries(users.filter(([, imported]) => imported !== undefined))).toEqual({
      // Where the help goes to; what Linux says of processes, and whether a program is there.
      'cli/help/width.ts': '{ fstatSync }', 'cli/machine/machine.ts': '{ readFileSync, readlinkSync }',
      'transport/browser-command.ts': '{ existsSync }', 'transport/peer.ts': '{ closeSync, openSync, readSync }',
    })
  })

  test('nothing is called proven but what the prover proved', () => {
    const users = files.filter(file =>
      file !== 'place/folder.ts' && /\bas Private(?:Folder|Path)\b/.test(texts.get(file) ?? ''))
    expect(users).toEqual([])
  })

  test('the user’s home is looked up in src/place only', () => {
    expect(files.filter(file =>
      !file.startsWith('place/')
      && file !== 'cli/machine/environment.ts'
      && /import \{[^}]*\b(?:homedir|userInfo)\b[^}]*\} from 'node:os'|XDG_|APPDATA/.test(
        withoutComments(file),
      ))).toEqual([])
  })

  test('the environment is read and changed in cli/machine/environment.ts only, and a secret in it has its name nowhere else but in sentences', () => {
    const readers
      = files.filter(file => /(?<!')\b(?:process|host)\.env\b|\{ env(?::|,| \})/.test(withoutComments(file))).sort()
    // The compiled cache is chosen before anything of ours runs.
    expect(readers).toEqual(['cli/machine/environment.ts', 'place/code.ts'])
    const raw = files.filter(file =>
      /environment\['OAUTH_WALK_(?:CLIENT_SECRET|REFRESH_TOKEN|(?:INITIAL_)?ACCESS_TOKEN)'\]/.test(
        withoutComments(file),
      ))
    expect(raw).toEqual([])
  })

  test('every value that somebody gives passes the one gate', () => {
    const gates = files.filter(file => /\bcleanGiven\(/.test(withoutComments(file))).sort()
    expect(gates).toEqual([
      'cli/back-channel/provider-headers.ts', 'cli/check/second-client.ts', 'cli/client-authentication/client-means.ts',
      'cli/client-authentication/client-secret.ts', 'cli/client-authentication/initial-access-token.ts',
      'cli/client-authentication/platform.ts', 'cli/client/document.ts', 'cli/client/whose.ts', 'cli/explain/gather.ts',
      'cli/login/find-destination.ts', 'cli/login/json-files.ts', 'cli/machine/environment.ts', 'cli/resource/of-profile.ts',
      'cli/sessions/bound-profile.ts', 'cli/token/save-granted.ts', 'cli/token/token-file.ts', 'given.ts',
      'library/given-options.ts', 'providers/settings.ts',
    ])
    expect(withoutComments('cli/client-authentication/client-secret.ts')).not.toMatch(
      /readInput\(\)|context\.readFile\b/,
    )
  })

  test('the clock is read in cli/context.ts, where a program imports the walk, in the sandbox, and where the library’s clock is compared with the walk’s', () => {
    const users = files.filter(file => !file.startsWith('sandbox/') && /\bDate\.now\(/.test(withoutComments(file)))
    expect(users.sort()).toEqual(['cli/context.ts', 'cli/machine/machine.ts', 'library/walk.ts', 'walk/1-start.ts'])
  })
})

test('how long something took is told by the stopwatch, and not by two looks at a clock that may be set meanwhile', () => {
  const users = files.filter(file =>
    /^(?:walk|transport)\//.test(file)
    && /(?<!performance\.)\bnow\(\) - (?!Date\.now)|(?:started|sent|asked) = (?:walk\.)?now\(\)/.test(
      withoutComments(file),
    ))
  expect(users).toEqual([])
})

describe('the answers of a provider', () => {
  const users = (pattern: RegExp) =>
    files.filter(file => !/^(?:sandbox|messages)\//.test(file) && pattern.test(withoutComments(file))).sort()

  test('are decoded in transport/charset.ts alone, whatever charset they are in; what a user gives is another matter', () => {
    expect(users(/new TextDecoder\(/)).toEqual(['given.ts', 'transport/charset.ts'])
  })

  test('have their challenges read in one place, in which they are cut first', () => {
    // The last shows the field as it came, cut, and reads nothing in it; `explain` finds it in recordings of others,
    // and reads it by the same reader.
    expect(users(/www-authenticate/).filter(file => !/(?:^|\/)explain\//.test(file))).toEqual([
      'protocol/answer/refusal.ts', 'protocol/resource/challenge.ts', 'render/check/evidence.ts',
    ])
  })

  test('are parsed in protocol/answer, where there is a limit for each kind', () => {
    expect(users(/JSON\.parse\(|XMLParser/).filter(file =>
      file.startsWith('protocol/') || file.startsWith('transport/') || file.startsWith('walk/'))).toEqual([
      'protocol/answer/json.ts', 'protocol/answer/xml.ts', 'protocol/fetch-classes.ts', 'protocol/token-response.ts',
    ])
  })

  test('have what they say of a refusal found by one reader; what a preset knows of its provider is data', () => {
    const readers = users(/error_description/).filter(file =>
      /^(?:protocol|walk|transport|extensions|providers\/dialect)\//.test(file))
    expect(readers.filter(file => !file.startsWith('protocol/answer/'))).toEqual([
      'protocol/authorization-response.ts', 'protocol/token-response.ts', 'providers/dialect/errors.ts',
      'transport/parameters.ts',
    ])
  })
})

function withoutComments(file: string): string {
  return (texts.get(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

describe('text reaches a reader only through src/text', () => {
  const outside = files.filter(file => roomOf(file) !== 'text' && roomOf(file) !== 'sandbox')
  const users = (pattern: RegExp) => outside.filter(file => pattern.test(withoutComments(file))).sort()

  test('nobody else makes a text of a writer, a command or a word of a shell', () => {
    expect(users(/\bas (?:TerminalText|JsonText|DocumentText|RawText|RawBytes|Result|Command|ShellWord)\b/)).toEqual([])
  })

  test('streams are written to in one file; the prompts of a library draw by themselves, on what is cleaned before', () => {
    expect(users(/\bconsole\.(?:log|error|warn|info|debug)\b|\b(?:stdout|stderr|stream|terminal)\.write\(/)).toEqual(
      ['cli/login/prompts.ts', 'cli/terminal/streams.ts'],
    )
    // The help asks how wide the terminal is, before any stream of ours is made.
    expect(users(/\b(?:host|process)\.std(?:out|err)\b/)).toEqual(
      ['cli/context.ts', 'cli/help/width.ts', 'cli/terminal/streams.ts'],
    )
  })

  test('a result that is raw is known by name', () => {
    expect(
      inner.filter(({ from, to }) => to === 'text/raw.ts' && roomOf(from) !== 'text').map(({ from }) => from).sort(),
    ).toEqual([
      'cli/api.ts', 'cli/client-authentication/github-actions.ts', 'cli/completion/scripts.ts',
      'cli/credential/docker.ts', 'cli/credential/git-attributes.ts',
      'cli/credential/git.ts', 'cli/mcp.ts', 'cli/token/formats.ts',
    ])
  })

  test('nobody else quotes for a shell, or writes an escape sequence', () => {
    expect(users(/\\'\\\\\\'\\'/)).toEqual([])
    // All take sequences of a terminal away: from what is typed, and from what a library draws.
    expect(users(/\\u001b|\\x1b|\\e\[|\\033/i)).toEqual([
      'cli/login/prompts.ts', 'cli/terminal/hidden-line.ts', 'cli/terminal/pasted-lines.ts',
    ])
  })

  test('a command in a catalogue is made by the template that quotes its values', () => {
    const raw = outside.filter(file => file.startsWith('messages/')).flatMap(file => [
      ...withoutComments(file).matchAll(
        /(.{12})`[^`]*oauth-walk (?:login|token|profile|provider|api|credential|logout|report)\b[^`]*\$\{[^`]*`/g,
      ),
    ]
      .filter(([, before = '']) => !/command$|fillCommand\($/.test(before)).map(([found]) =>
        `${file}: ${found.slice(0, 80)}`))
    expect(raw).toEqual([])
  })
})

test('what was expected is said by a code that both catalogues put into words, and not in a sentence', () => {
  const outside = files.filter(file => !file.startsWith('messages/'))
  expect(outside.filter(file => /\bexpected: '[^']* [^']*'/.test(texts.get(file) ?? ''))).toEqual([])
})

describe('the size of things', () => {
  test('the six steps stand in the listing of src/walk', () => {
    const steps = files.filter(file => /^walk\/\d-/.test(file)).sort()
    expect(steps).toEqual(['start', 'redirect', 'consent', 'callback', 'token', 'userinfo'].map((name, place) =>
      `walk/${place + 1}-${name}.ts`))
  })

  test('both languages have the same files, so that a missing one shows in the listing', () => {
    const namesIn = (language: string) => files.filter(file => file.startsWith(`messages/${language}/`)).map(file =>
      file.slice(`messages/${language}/`.length)).sort()
    expect(namesIn('zh')).toEqual(namesIn('en'))
    expect(namesIn('en')).toContain('failures.ts')
  })

  test('no file is longer than 250 lines, but for catalogues', () => {
    const isLong = (file: string) => (texts.get(file) ?? '').split('\n').length > 250
    expect(files.filter(file => !file.startsWith('messages/') && isLong(file))).toEqual([])
  })

  test('no line is longer than 120 columns, but for texts and expressions that a break would spoil', () => {
    const literal = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`?|(?<=[(,=:[ ])\/(?:[^/\\\n]|\\.)+\/[a-z]*/g
    const isShort = (line: string) => line.length <= 120 || line.replaceAll(literal, '').length < 60
      || /^<|^(?:const )?\w+ ?[:=] \/.*\/[a-z]*,?$/.test(line.trim())
    const long = files.filter(file => !/^messages\/|\/(?:style|tab|curl-proof|curl-options)\.ts$/.test(file))
      .flatMap(file =>
        (texts.get(file) ?? '').split('\n').filter(line => !isShort(line)).map(line => `${file}: ${line}`))
    expect(long).toEqual([])
  })
})
