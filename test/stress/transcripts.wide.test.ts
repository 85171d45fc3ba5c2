import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess } from '../../src/render/saved/assess.ts'
import { comparisonLines } from '../../src/render/comparison.ts'
import { verdictOf } from '../../src/render/verdict.ts'
import { readTranscript } from '../../src/render/saved/read-transcript.ts'
import type { Transcript } from '../../src/render/saved/transcript.ts'
import { report } from '../../src/cli/report.ts'
import type { Run } from '../../src/cli/run.ts'
import { checkNames, Failure, failureNames } from '../../src/codes/failure.ts'
import { findingCodes } from '../../src/codes/finding.ts'
import type { Language } from '../../src/messages/catalogue.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { plainWriter } from '../../src/text/terminal.ts'
import { freshHome, run } from '../support/cli.ts'
import { thorough } from '../support/thorough.ts'
import { writeWalk } from '../report/written.ts'

const runs = thorough ? 5000 : 30
const schema
  = JSON.parse(readFileSync(fileURLToPath(new URL('../../schema/transcript.json', import.meta.url)), 'utf8')) as Schema

interface Schema {
  $ref?: string
  const?: unknown
  enum?: unknown[]
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  anyOf?: Schema[]
  allOf?: { then?: Schema }[]
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
  $defs?: Record<string, Schema>
}

/** Names and texts that have broken programs. */
const hostile = fc.oneof(
  fc.constantFrom(
    '', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__', 'http://', 'http://[',
    'https://op.example:99999/', '//x', 'data:,', 'a'.repeat(5000),
    '\u001b]52;c;eA==\u0007', '\ud800', '<code#85d3>', '(characters)', '(one-of)', '(no-such-kid)', '(key-of', '{',
    '{}', '[', 'null', '-1', '1e999', '\u202e', '✗ a ≠ b', '! {', '! {}',
    '2026-13-45T99:99:99.999Z', '$(touch x)', '\'; x', '%', '%zz', 'a=b&c', 'application/json',
    'Basic <basic_credentials#1234>', 'state', 'Bearer x',
  ),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
)
const odd = fc.constantFrom(1e308, -1e308, Number.MAX_SAFE_INTEGER, 8.64e15, 8.64e15 + 1, 0.1, -0)
const anything = fc.oneof({ maxDepth: 3, withCrossShrink: true }, hostile, fc.jsonValue({ maxDepth: 3 }), odd)
const object = fc.dictionary(fc.oneof(hostile, fc.constantFrom(
  'url', 'error', 'provider', 'tried', 'circumstances', 'because', 'code', 'facts', 'expected', 'actual', 'scope',
  'seconds', 'status', 'exp', 'iat', 'expires_in', 'target', 'reason', 'path', 'issuer',
)), fc.oneof(anything, fc.dictionary(hostile, anything)), { maxKeys: 6 })

/** Failures and findings that there are words for, among others. */
const codes = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(...checkNames, ...failureNames, ...findingCodes) }, hostile,
)

function resolve(part: Schema): Schema {
  return part.$ref === undefined ? part : schema.$defs?.[part.$ref.replace('#/$defs/', '')] ?? {}
}

/** Any value that the schema allows: members that it does not know too, as it says. */
function valuesOf(given: Schema): fc.Arbitrary<unknown> {
  const part = resolve(given)
  if ('const' in part) return fc.constant(part.const)
  if (part.enum) return fc.constantFrom(...part.enum)
  if (part.anyOf) return fc.oneof(...part.anyOf.map(valuesOf))
  const type = Array.isArray(part.type) ? part.type : [part.type]
  return fc.oneof(...type.map(one => valuesOfType(one, part)))
}

function valuesOfType(type: string | undefined, part: Schema): fc.Arbitrary<unknown> {
  const { minimum: min = -1e308, maximum: max = 1e308 } = part
  switch (type) {
    case 'string': return part.pattern?.includes('\\d{4}')
      ? dates
      : part.pattern === undefined
        ? hostile
        : fc.stringMatching(new RegExp(part.pattern))
    case 'number': return fc.oneof(fc.constantFrom(min, max, Math.max(min, 0)), fc.double({ min, max, noNaN: true }))
    case 'integer': return fc.oneof(
      fc.constantFrom(Math.ceil(Math.max(min, -9e15)), Math.floor(Math.min(max, 9e15))),
      fc.integer({ min: Math.max(min, -2e9), max: Math.min(max, 2e9) }),
    )
    case 'boolean': return fc.boolean()
    case 'null': return fc.constant(null)
    case 'array': return fc.array(valuesOf(part.items ?? {}), { maxLength: 12 })
    case 'object': return objectsOf(part)
    default: return anything
  }
}

const dates = fc.oneof(
  fc.date({ min: new Date(0), max: new Date(253402300799999), noInvalidDate: true }).map(date => date.toISOString()),
  fc.constantFrom('0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'),
)

function objectsOf(part: Schema): fc.Arbitrary<unknown> {
  const kinds = (part.allOf ?? []).flatMap(({ then }) => then ? [then] : [])
  const both = (kind: Schema) => ({
    properties: { ...part.properties, ...kind.properties }, required: [...part.required ?? [], ...kind.required ?? []],
  })
  if (kinds.length > 0) return fc.oneof(...kinds.map(kind => membersOf(both(kind))))
  return membersOf(part)
}

function membersOf({ properties, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
  if (!properties)
    return typeof additionalProperties === 'object'
      ? fc.dictionary(hostile, valuesOf(additionalProperties), { maxKeys: 4 })
      : object
  const known = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, name === 'code' ? codes : valuesOf(one)]),
    ),
    { requiredKeys: required },
  )
  return additionalProperties === false ? known : fc.tuple(object, known).map(([more, own]) => ({ ...more, ...own }))
}

/** `oauth-walk report` in this process: what it prints, or the failure it ends with. */
async function reported(text: string, options: Record<string, unknown>, catalogue: typeof en): Promise<string> {
  const printed: string[] = []
  const context = {
    terminal: { stdin: false, stdout: true, stderr: true, columns: 100 }, environment: {},
    readBytes: () => Buffer.from(text), absolutePath: (path: string) => path,
    writeOut: (part: string) => void printed.push(part), writeError: (part: string) => void printed.push(part),
    machine: {},
  }
  await report(
    {
      context, options, catalogue, tell: (line: string) => void printed.push(line), result: () => undefined,
    } as unknown as Run,
    'walk.json',
  )
  return printed.join('')
}

/** One way to tell a walk, or to compare it with one that lacks its beginning; in one language. */
const telling = fc.record({
  language: fc.constantFrom<Language>('en', 'zh'),
  options: fc.constantFrom<Record<string, unknown> | 'diff'>(
    ...['html', 'mermaid', 'har', 'curl', 'save'].map(way => ({ [way === 'save' ? 'saveTo' : way]: '-' })),
    { json: true }, {}, { explain: true }, { brief: true, verbose: 1 }, { verbose: 3, explain: true }, 'diff',
  ),
})

interface Way { language: Language, options: Record<string, unknown> | 'diff' }

/** Each way ends with a text, or with a failure that has a name: never with an exception, which would be exit 1. */
async function tellIt(text: string, { language, options }: Way): Promise<'told' | 'refused'> {
  const catalogue = { en, zh }[language]
  try {
    if (options === 'diff') compareWithout(text, catalogue)
    else await reported(text, options, catalogue)
    return 'told'
  } catch (error) {
    if (error instanceof Failure && error.code === 'transcript-invalid') return 'refused'
    throw error
  }
}

function compareWithout(text: string, catalogue: typeof en): void {
  const one = readTranscript(text, 'a')
  const other = {
    ...one, events: one.events.slice(1).map(event => event.type === 'check' ? { ...event, ok: !event.ok } : event),
  }
  for (const [a, b] of [[one, other], [other, one]] as const) compareIn(a, b, catalogue)
}

function compareIn(a: Transcript, b: Transcript, catalogue: typeof en): void {
  const assessment = assess(a, b)
  const verdict = verdictOf(assessment, catalogue)
  for (const isVerbose of [true, false]) plainWriter.lines(
    comparisonLines(assessment, { verdict, files: ['a', 'b'], isVerbose }, catalogue),
  )
}

let written: Promise<string> | undefined
/** A walk that was saved, once for all tests. */
const savedWalk = async () => written ??= writeWalk().then(({ files }) => files.save)

describe('transcripts: report and diff never end with exit 1', () => {
  test('for anything that the schema allows', { timeout: 1_200_000 }, async () => {
    let told = 0
    await fc.assert(fc.asyncProperty(valuesOf(schema), telling, async (value, way) => {
      if (await tellIt(JSON.stringify(value), way) === 'told') told += 1
    }), { numRuns: runs })
    expect(told).toBeGreaterThan(runs / 4)
  })

  test('for a saved walk of which anything was changed', { timeout: 1_200_000 }, async () => {
    const saved = await savedWalk()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 3 }), telling, async (
        changes, way,
      ) => {
        await tellIt(changes.reduce((text, [place, value]) => replaceAt(text, place, value), saved), way)
      }),
      { numRuns: runs },
    )
  })

  test('through the front door', async () => {
    const [home, saved] = [freshHome(), await savedWalk()]
    for (const [text, status] of [
      [saved, 0], [saved.replace(/"at": "[^"]*"/, '"at": "2026-99-99T99:99:99.999Z"'), 2],
      [replaceAt(saved, 7, { __proto__: null }), undefined], ['[]', 2],
    ] as const) {
      const ended = await run(['report', '-'], { home, input: text })
      expect([0, 2]).toContain(ended.status)
      if (status !== undefined) expect(ended.status).toBe(status)
    }
  })
})

/** The JSON text with another value at one of its places, counted in the order in which they stand. */
function replaceAt(text: string, place: number, value: unknown): string {
  const root: unknown = JSON.parse(text)
  const holders: [Record<string, unknown>, string][] = []
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    for (const name of Object.keys(node)) {
      holders.push([node as Record<string, unknown>, name])
      visit((node as Record<string, unknown>)[name])
    }
  }
  visit(root)
  const [holder, name] = holders[place % holders.length] ?? []
  if (holder && name !== undefined) holder[name] = value
  return JSON.stringify(root)
}
