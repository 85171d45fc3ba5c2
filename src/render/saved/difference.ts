/** A value that differs; undefined on the side that does not have it. */
export interface Difference {
  kind: 'parameter' | 'address' | 'method' | 'status' | 'check' | 'finding'
  name: string
  a: string | undefined
  b: string | undefined
}

/** A check as the value that is compared. One that passed on both sides is the same, whatever it compared. */
export function checkText({ ok, expected, actual }: { ok: boolean, expected: string, actual: string }): string {
  return ok ? '✓' : `✗ ${expected} ≠ ${actual}`
}

/** What a check compared that failed, from what `checkText` wrote. */
export function readCheckText(text: string): { expected: string, actual: string } | undefined {
  const [, expected, actual] = /^✗ (.*) ≠ (.*)$/s.exec(text) ?? []
  return expected === undefined || actual === undefined ? undefined : { expected, actual }
}

/** A finding as the value that is compared; undefined details are those that differ in every walk. */
export function findingText(details: Readonly<Record<string, unknown>> = {}): string {
  return Object.keys(details).length === 0 ? '!' : `! ${JSON.stringify(details)}`
}

/** The details of a finding, from what `findingText` wrote. */
export function readFindingText(text: string): Record<string, unknown> {
  const details = /^! (\{.*\})$/s.exec(text)?.[1]
  return details === undefined ? {} : JSON.parse(details) as Record<string, unknown>
}
