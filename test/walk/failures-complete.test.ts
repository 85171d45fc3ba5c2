import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkNames, failureNames } from '../../src/codes/failure.ts'
import { callbackFailures } from './failures/callback.ts'
import { elsewhere, neverRaised } from './failures/elsewhere.ts'
import { idTokenFailures } from './failures/id-token.ts'
import { laterFailures } from './failures/later.ts'
import { startFailures } from './failures/start.ts'
import { tokenFailures } from './failures/token.ts'
import { userinfoFailures } from './failures/userinfo.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const produced = [
  startFailures, callbackFailures, tokenFailures, idTokenFailures, userinfoFailures, laterFailures,
].flat()
  .map(({ code }) => code)

describe('every failure that the product can report', () => {
  test('is produced by a table, or stands in the list with the place or the reason', () => {
    const covered = new Set<string>([
      ...produced, ...elsewhere.map(({ code }) => code), ...neverRaised.map(({ code }) => code),
    ])
    expect([...checkNames, ...failureNames].filter(code => !covered.has(code))).toEqual([])
  })

  test('stands in the list only as long as no table produces it', () => {
    const listed = [...elsewhere, ...neverRaised].map(({ code }) => code)
    expect(listed.filter(code => produced.includes(code))).toEqual([])
    expect(new Set(listed).size).toBe(listed.length)
  })

  test.each(elsewhere)('$code is produced in $file', ({ code, file }) => {
    expect(readFileSync(join(root, file), 'utf8')).toMatch(new RegExp(`['"]${code}['"]`))
  })

  test.each(neverRaised)('$code: $reason', ({ code, raised }) => {
    expect(sources().some(text => text.includes(`Failure('${code}'`))).toBe(raised)
  })
})

function sources(): string[] {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.ts'))
  return names.map(name => readFileSync(join(root, 'src', name), 'utf8'))
}
