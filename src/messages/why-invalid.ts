import { readDescription } from '../codes/described.ts'

/** Why a setting can't be taken: how it was given, or whether at all. */
export type WhyInvalid = 'given' | 'missing' | 'alone' | 'both' | 'several' | 'empty' | 'other'

/** The code of what was expected, where it is a description and not a value. */
function expectedCode(expected: unknown): string {
  return (typeof expected === 'string' ? readDescription(expected)?.code : undefined) ?? ''
}

/** Whether it is something that the sandbox alone can do. */
export function isOnlySandbox({ expected }: Readonly<Record<string, unknown>>): boolean {
  return expectedCode(expected) === 'with-sandbox'
}

/** What only says that something is wanted, where nothing is there. */
const wanting: readonly string[] = ['certificate-for', 'key-for', 'secret-for', 'variable', 'github-file', 'jd-secret']

/** Why it can't be taken, by what was expected and what came. */
export function whyInvalid({ expected, value, missing }: Readonly<Record<string, unknown>>): WhyInvalid {
  const code = expectedCode(expected)
  if (missing === true || (wanting.includes(code) && value === undefined)) return 'missing'
  if (/^with-/.test(code)) return 'alone'
  if (/^without-(?:flag|push)$/.test(code)) return 'both'
  if (/^one-(?:input|stdin|document)$/.test(code)) return 'several'
  if (code === 'not-empty') return 'empty'
  return value === undefined && code !== 'clipboard-program' ? 'other' : 'given'
}
