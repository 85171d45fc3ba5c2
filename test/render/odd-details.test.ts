import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkNames, Failure, failureNames } from '../../src/codes/failure.ts'
import { findingCodes } from '../../src/codes/finding.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { failureDocument } from '../../src/render/document.ts'
import { asItIs } from '../../src/secrets/mask.ts'

const source = join(import.meta.dirname, '../../src')
const readers = ['messages', 'render', 'providers'].flatMap(room =>
  readdirSync(join(source, room), { recursive: true, encoding: 'utf8' }).map(name => join(source, room, name)))
  .filter(name => name.endsWith('.ts')).map(name => readFileSync(name, 'utf8'))
/** Each member of details that is read by name, and those that are taken apart. */
const members = new Set(readers.flatMap(text => [
  ...[...text.matchAll(/\b(?:d|details)\[?'(\w+)'\]/g)].map(([, name = '']) => name),
  ...[...text.matchAll(/\{ ([\w: ,]+) \}(?:: Details|\) as \{)/g)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []),
]))
/** What a saved walk may hold in place of any value: it can't be made a text or a number. */
const odd = { toString: '', valueOf: '' }
const details = Object.fromEntries([...members].map(name => [name, odd]))
const alone = { status: odd, seconds: odd }

describe.each([['en', en], ['zh', zh]] as const)('details that are no values, in %s', (_language, catalogue) => {
  test.each([...checkNames, ...failureNames])('%s is told', (code) => {
    for (const given of [details, alone, { provider: alone, guessed_for: 'x' }]) {
      const document = failureDocument(asItIs(new Failure(code, given, { step: 'token' })), catalogue, 3)
      expect(document).toMatchObject({ ok: false, error: { code } })
    }
  })

  test.each(findingCodes)('%s is told', (code) => {
    for (const given of [details, alone]) expect(catalogue.findings[code](given)).toMatch(/\S/)
  })
})
