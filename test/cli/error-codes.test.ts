import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { exitCodeOf } from '../../src/cli/failures/exit-codes.ts'
import { checkNames, failureNames, type FailureCode } from '../../src/codes/failure.ts'

const page = readFileSync(fileURLToPath(new URL('../../docs/errors.md', import.meta.url)), 'utf8')

/** Each code of the table with its exit statuses, as the page about errors tells them. */
function readTable(): Record<string, string> {
  const [, section = ''] = /\n## Error codes\n([\s\S]*)$/.exec(page) ?? []
  const rows = [...section.matchAll(/^\| (\d+|3 or 4|that of the first thing that is wrong) \| (.*) \|$/gm)]
  const cells = rows.flatMap(([, status = '', codes = '']) =>
    [...codes.matchAll(/`([a-z\d-]+)`/g)].map(([, code = '']) => [code, status] as const))
  expect(new Set(cells.map(([code]) => code)).size).toBe(cells.length)
  return Object.fromEntries(cells)
}

/**
 * What the program does: of a redirect it depends on what that would have carried, and `doctor` ends as a login would.
 */
function statusOf(code: FailureCode): string {
  if (code === 'doctor-found')
    return exitCodeOf(code, { exit_code: 6 }) === 6 ? 'that of the first thing that is wrong' : 'one of its own'
  const [plain, secret] = [exitCodeOf(code), exitCodeOf(code, { carries_secret: true })]
  return plain === secret ? String(plain) : `${plain} or ${secret}`
}

test('the table has every error code of the program, with the exit status that it ends with', () => {
  const expected = Object.fromEntries([...checkNames, ...failureNames].map(code => [code, statusOf(code)]))
  expect(readTable()).toEqual(expected)
})
