import { text } from '../text.ts'

/** What the schema says of wrong settings, where a person says it otherwise. */
const said: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^must have required property '(.+)'$/, name => `${name} is missing`],
  [/^must be object$/, () => 'must be a JSON object'],
  [/^must be array$/, () => 'must be a list'],
  [/^must be string$/, () => 'must be a text'],
  [/^must NOT have fewer than (\d+) (characters|items|properties)$/, (number, what) => `must have at least ${number} ${what}`],
  [/^must NOT have more than (\d+) (characters|items|properties)$/, (number, what) => `must have at most ${number} ${what}`],
  [/^no JSON$/, () => 'this is no JSON'],
]

/** What is wrong in settings, in plain words. */
export function enWrong(wrong: unknown): string {
  const original = text(wrong)
  for (const [pattern, say] of said) {
    const found = pattern.exec(original)
    if (found) return say(...found.slice(1))
  }
  return original
}
