import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { split } from 'shlex'
import { describe, expect, onTestFinished, test } from 'vitest'
import { diagnoseFailure } from '../../src/cli/failures/diagnose.ts'
import { checkNames, Failure, failureNames, type FailureCode } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { enDoctor } from '../../src/messages/en/doctor.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { zhDoctor } from '../../src/messages/zh/doctor.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { html } from '../../src/text/html.ts'
import { toSafeJson } from '../../src/text/json.ts'
import { mermaidText } from '../../src/text/mermaid.ts'
import { clean, strip, takeUnits } from '../../src/text/printable.ts'
import { protocolLines, runnerCommand } from '../../src/text/raw.ts'
import { command, fillCommand, plainPath, scriptWord, shellWord } from '../../src/text/shell.ts'
import { openWriter, plainLines, plainPage } from '../../src/text/terminal.ts'
import { freshHome, program, run } from '../support/cli.ts'
import { hasPseudoTerminal, startInTerminal } from '../support/pseudo-terminal.ts'
import { thorough } from '../support/thorough.ts'
import { sampled } from '../support/wide.ts'

/** What a terminal could take for a command of its own, or show as another text; a line end is none. */
// eslint-disable-next-line no-control-regex
const raw = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\p{Surrogate}/u
const clipboard = '\u001b]52;c;ZXZpbA==\u0007'
const everything = `a${clipboard}\u001b]8;;https://evil.example\u001b\\b\u001b[2J\u009b31m\u202e\u2066\u200b\ufff9\u180e\ud800\r\n✗ c\u0000\u007f\u{e0041}`

describe('text: what comes from outside has one writer for each medium', () => {
  test.each([
    ['tag characters, which only a program reads', 'a\u{e0069}\u{e0067}b', 'ab'],
    ['interlinear annotation', 'a\ufff9b\ufffac\ufffbd', 'abcd'],
    ['variation selectors without a sign that has variants', 'a\ufe01b\u{e0100}c', 'abc'],
    ['the one that makes an emoji stays', '❤\ufe0f', '❤\ufe0f'],
    ['fillers that look like nothing', 'a\u3164\u115f\u00adb', 'ab'],
    ['marks piled upon one letter', `e${'\u0301'.repeat(500)}!`, `e${'\u0301'.repeat(8)}!`],
    ['an OSC that another sequence ends', '\u001b]0;title\u001b[31mred', 'red'],
    ['an OSC that nothing ends', 'before\u001b]0;title', 'before'],
    ['half of a pair at either end', '\udc00a\ud83d', '\ufffda\ufffd'],
  ])('text: %s', (_, text, expected) => {
    expect(strip(text)).toBe(expected)
  })

  test('text: styles come from pieces alone, and a piece stays on its line', async () => {
    const writer = await openWriter({ colour: true, width: 60 })
    const written = writer.lines([
      [[{ text: everything, style: 'bad' }, { text: everything, whole: true }], { at: 2, hang: 4 }],
    ])
    // eslint-disable-next-line no-control-regex
    expect(written.replace(/\u001b\[(?:31|39)m/g, '')).not.toMatch(raw)
    expect(written.startsWith('  \u001b[31mab')).toBe(true)
    expect(written.split('\n').filter(line => line.startsWith('✗'))).toEqual([])
  })

  test('text: JSON, HTML, Mermaid, a page, a protocol and a runner’s command hold nothing raw, and JSON the same value', () => {
    const lines = plainLines([everything])
    const texts = [
      toSafeJson({ [everything]: everything }), html`<p>${everything}</p>`.text.replaceAll(/[\r\n]/g, ''),
      mermaidText(everything), lines.slice(0, -1),
      plainPage(everything), protocolLines([everything]), runnerCommand('add-mask', everything), scriptWord(everything),
    ]
    expect(texts.filter(text => raw.test(text))).toEqual([])
    expect(JSON.parse(texts[0] ?? '')).toEqual({ [everything]: everything })
    expect(lines.split('\n')).toHaveLength(2)
    expect(runnerCommand('add-mask', 'a\n::set-env::b')).toBe('::add-mask::a%0A::set-env::b\n')
  })

  test('text: a long one is cut before anything looks at it, and never within a character', () => {
    expect(takeUnits('🦶'.repeat(10), 3)).toEqual({ text: '🦶', left: 18 })
    expect(clean(`${'x'.repeat(3000)}${clipboard}`, 100)).toBe(`${'x'.repeat(99)}…`)
  })
})

describe('linear: no writer takes more than twice as long for twice as much', () => {
  const hostile: [string, string][] = [
    ['OSC without end', '\u001b]'], ['C1 OSC, then ESC', '\u009d'], ['CSI', '\u001b[1'], ['a family', '👨‍👩‍👧‍👦'],
    ['Chinese', '漢'], ['marks', 'e\u0301\u0301'], ['blanks', ' '],
    ['ASCII', 'a'], ['lone surrogates', '\ud800'], ['flags', '🇩'], ['quotes', '\'"\\'], ['markup', '<&'],
    ['tags', '\u{e0041}'],
  ]

  test.each(sampled(hostile, 6))('linear: %s', async (_, unit) => {
    const writer = await openWriter({ colour: false, width: 80 })
    const writers: ((text: string) => unknown)[] = [
      strip, toSafeJson, scriptWord, text => html`${text}`, text => mermaidText(text, Infinity), text => clean(text),
      plainPage,
      text => writer.lines([[[{ text, most: Infinity }]]]),
      text => writer.lines([[[{ text, most: Infinity, whole: true }]]]),
      text => shellWord(text),
    ]
    const [small, large] = (thorough ? [131_072, 262_144] : [16_384, 32_768]).map(length =>
      unit.repeat(length / unit.length))
    for (const write of writers) {
      const [before, after] = [small, large].map(text => fastest(() => write(text ?? '')))
      // A few milliseconds are the machine's.
      expect(after ?? 0, String(write)).toBeLessThan((before ?? 0) * 3 + 60)
    }
  })

  function fastest(work: () => unknown): number {
    return Math.min(...[1, 2, 3].map(() => {
      const started = process.cpuUsage()
      work()
      return process.cpuUsage(started).user / 1000
    }))
  }
})

const attacks = [
  '$(touch x)', '; rm -rf x', 'a\'b"c`d', 'one\noauth-walk logout', '-rf', '--show-secrets', '~root', 'a  b',
  '!history', 'q\u202ez', '*x*', '&& x', 'a=b c', '\\', '#',
]

/** Each value is one word of its command, or stands nowhere; and no word of ours becomes one of the value's. */
function expectOneWord(line: string, attack: string, values: readonly string[]): void {
  expect(line).not.toMatch(/\n/)
  // Chinese has no blanks around a value.
  const words = wordsOf(line.replace(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]+/gu, ' '))
  expect(words, line).toBeDefined()
  const shown = clean(attack, 2000)
  const valueOf = (word: string) => word.replace(/^(?:--[\w-]+|[A-Z_]+)=/, '').replace(/[,;:.]$/, '')
  for (const word of words ?? []) if (word.includes(shown))
    expect(values, `${line} → ${word}`).toContain(values.includes(word) ? word : valueOf(word))
  expect((words ?? []).filter(word => word === shown && /^-/.test(word)), line).toEqual([])
}

function wordsOf(text: string): string[] | undefined {
  try {
    return split(text)
  } catch {
    return undefined
  }
}

describe('shell: every value in a suggested command is one word of it', () => {
  test.each(sampled(attacks, 6))('shell: %j in every row of both catalogues', (attack) => {
    const names = [
      'reason', 'url', 'host', 'path', 'profile', 'name', 'title', 'location', 'expected', 'actual', 'came', 'hostname',
      'what', 'issuer', 'value', 'setting', 'parameter',
      'bound', 'given', 'target', 'source', 'preset', 'variable', 'example', 'redirect_uri', 'origin', 'known',
      'command', 'tool', 'errno', 'pid', 'seconds', 'ports', 'audience',
    ]
    const details = {
      ...Object.fromEntries(names.map(name => [name, attack])), flag: '--tenant', scope: [attack], near: [attack],
      candidates: [attack], provider: { error: attack },
    }
    const shown = clean(attack, 2000)
    const values = [
      shown, `${shown}-2`, ...`${shown}-2`.split(' '), `${shown} offline_access`, `./${shown}`, `${shown}.corrupt`,
      `./${shown}.corrupt`, shown.split('#')[0] ?? '', shown.split('?')[0] ?? '', ...shown.split(' '),
    ]
    for (const catalogue of [en, zh]) {
      for (const code of [...checkNames, ...failureNames] as FailureCode[]) {
        for (const more of [{}, { candidates: undefined, preset: undefined }, { by_device: true }]) {
          for (const line of describeFailure(
            asItIs(new Failure(code, { ...details, ...more })), catalogue,
          ).next) expectOneWord(line, attack, values)
        }
      }
    }
  })

  test.each(sampled(attacks, 6))('shell: %j in every row of the doctor', (attack) => {
    const values = { target: attack, client_id: attack, redirect_uri: attack, scope: attack }
    const shown = clean(attack, 2000)
    for (const [, fix] of [...Object.values(enDoctor), ...Object.values(zhDoctor)]) {
      for (const line of fix.split('\n')) {
        expectOneWord(fillCommand(line, values), attack, [
          shown, ...['offline_access', 'offline.access', 'refresh_token', 'SCOPE'].map(scope => `${shown} ${scope}`),
        ])
      }
    }
  })

  test('shell: the doctor’s fix is filled so in a failure, and a line end in a value makes no second command', async () => {
    const circumstances = { target: '$(touch x)\noauth-walk logout', scope: 'read$(touch x)', preset: 'okta' }
    const failure = await diagnoseFailure(new Failure('not-refreshable', { circumstances, profile: 'p' }), en)
    const { next } = describeFailure(asItIs(failure), en)
    expect(next.map(line => split(line))).toEqual([
      ['oauth-walk', 'login', '$(touch x) oauth-walk logout', '--scope', 'read$(touch x) offline_access'],
    ])
  })

  test.each(
    [[en, /scopes, or/], [zh, /不认识某个 scope/]] as const,
  )('the doctor leaves the quotation marks of a value out that is empty', async (catalogue, told) => {
    const provider = { error: 'invalid_scope', status: 400 }
    const failure = await diagnoseFailure(
      new Failure('authorization-refused', { provider, circumstances: { scope: undefined } }), catalogue,
    )
    expect((failure.details['diagnosis'] as { cause: string }).cause).toMatch(told)
  })

  test('shell: what needs no quotes has none, an empty value is left out, and a dash makes no option', () => {
    expect(command`oauth-walk login ${'https://op.example/a'} --client-id ${'my-app_1'}`)
      .toBe('oauth-walk login https://op.example/a --client-id my-app_1')
    expect(command`oauth-walk login ${''} --client-id ID`).toBe('oauth-walk login --client-id ID')
    expect(command`oauth-walk login ${'a  b'}`).toBe('oauth-walk login \'a  b\'')
    expect(command`oauth-walk login --profile ${'-x'} ${'-y'}`).toBe('oauth-walk login --profile=-x …')
    expect(command`ls -l ${plainPath('-rf')}`).toBe('ls -l ./-rf')
    expect(fillCommand('Under "Web" register {uri}: oauth-walk login {target} --scope "{scope} b"', {
      uri: 'u', target: 'a;b', scope: '"x"',
    }))
      .toBe('Under "Web" register u: oauth-walk login \'a;b\' --scope \'"x" b\'')
  })
})

/** A saved walk of a colleague whose every text is hostile, but for what the schema fixes. */
function hostileWalk(folder: string): string {
  const fixed = new Set([
    'type', 'step', 'at', 'n', 'ms', 'purpose', 'channel', 'from', 'to', 'format', 'version', 'secrets', 'token',
    'ways', 'ok', 'way', 'expires_at', 'id', 'code', 'fingerprints', 'opened',
  ])
  const change = (value: unknown, name: string, within: string): unknown => {
    if (fixed.has(name) || (name === 'name' && within !== 'document')) return value
    if (typeof value === 'string') return `${value}${everything}`
    if (Array.isArray(value)) return value.map(item => change(item, name, within))
    if (typeof value !== 'object' || value === null) return value
    const open = ['parameters', 'headers', 'claims', 'header'].includes(name)
    return Object.fromEntries(Object.entries(value).flatMap(([key, member]) => {
      const changed = change(member, open ? '' : key, name)
      return open ? [[key, changed], [`${key}${everything}`, changed]] : [[key, changed]]
    }))
  }
  const walk = JSON.parse(readFileSync(join(folder, 'walk.json'), 'utf8')) as Record<string, unknown>
  const path = join(folder, 'hostile.json')
  writeFileSync(
    path,
    JSON.stringify(Object.fromEntries(Object.entries(walk).map(([name, value]) => [name, change(value, name, '')]))),
  )
  return path
}

describe('text: through the front door', () => {
  test('text: a saved walk that is hostile in every field is told, compared and written with nothing raw', {
    timeout: 60_000,
  }, async () => {
    const home = freshHome()
    await run(['login', 'sandbox', '--auto', '--port', '0', '--quiet', '--save', join(home, 'walk.json')], { home })
    const path = hostileWalk(home)
    const ways = [
      ['--explain', '-vvv'], ['--brief', '-v', '--lang', 'zh'], ['--html', '-'], ['--mermaid', '-'], ['--har', '-'],
      ['--curl', '-'],
    ]
    const ended = await Promise.all([
      ...ways.map(async way => run(['report', path, ...way], { home })),
      run(['diff', path, join(home, 'walk.json')], { home }),
    ])
    expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 0))
    expect(ended.map(({ stdout, stderr }) => raw.exec(stdout + stderr)?.[0])).toEqual(ended.map(() => undefined))
  })

  test('text: what is typed wrong is quoted clean, as a flag, a command, a target and a profile', async () => {
    const typed = [
      ['token', `--fr${everything.replace('\u0000', '')}`], [clipboard], ['login', `https://op.example/${clipboard}`],
      ['token', '--profile', `x${clipboard}`, '--json'],
    ]
    const home = freshHome()
    const ended = await Promise.all(typed.map(async words => run(words, { home })))
    expect(ended.map(({ status }) => status)).toEqual([2, 2, 2, 2])
    expect(ended.map(({ stdout, stderr }) => raw.exec(stdout + stderr)?.[0])).toEqual(ended.map(() => undefined))
  })

  test.runIf(hasPseudoTerminal)('text: a resource’s body goes to a pipe as it came, and is cleaned at a terminal', async () => {
    const body = `{"a":"${clipboard}\u009b2J"}\nsecond\u202e line\n`
    const server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise(resolve => server.once('listening', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const home = freshHome()
    const environment = { OAUTH_WALK_ACCESS_TOKEN: 'token-of-mine' }
    const words = ['api', `${origin}/x`, '--allow-origin', origin]
    expect((await run(words, { home, environment })).stdout).toBe(body)
    const command = [process.execPath, program, ...words].map(word => `'${word}'`).join(' ')
    const shown = await startInTerminal(command, {
      PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8', TERM: 'dumb', ...environment,
    }).shown
    expect(shown.replaceAll('\r\n', '\n')).toBe('{"a":""}\nsecond line\n')
  })
})
