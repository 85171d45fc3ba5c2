import { isUnbroken, withSwitches } from './said-judged.ts'

/** Members beside a token that name somebody or something, and may look random. */
const naming = /(?:id|uri|url|state|hash|name|sub|jti|type|scope|signature|tenant_?key|avatar|picture|domain|host)s?$/i

/** What an error is called, whoever makes it up. */
const ofError = /^err/i

/** The parts of a text that look random, as a token does. Of an address each part counts by itself. */
export function randomIn(text: string): string[] {
  const parts = /^[a-z][a-z\d+.-]{1,20}:\//i.test(text)
    ? text.split(/[/?#&=:]+/).filter(part => part.length >= 16)
    : [...text.matchAll(/[\w~+/=.-]{16,}/g)].map(([value]) => value.replace(/=+$/, ''))
  return parts.filter(value => isUnbroken(value) || withSwitches(value))
}

/**
 * What looks random in a JSON answer that gives tokens, whatever it is called. Where a token stands by its name, others
 * may be its members that are no names; within them, users and apps are described. In an error it is what helpers ask
 * for.
 */
export function unnamedIn(answer: Readonly<Record<string, unknown>>, hasToken: boolean): string[] {
  const members = Object.entries(answer)
  if (members.some(([name, value]) => ofError.test(name) && isSaid(value))) return []
  return members.flatMap(([name, value]) => {
    if (!hasToken) return textsIn(value).flatMap(randomIn)
    return typeof value === 'string' && !naming.test(name) && !/\s|:\//.test(value) ? randomIn(value) : []
  })
}

function isSaid(value: unknown): boolean {
  return Boolean(value) && !/^(?:0|ok|none|null|false|success)$/i.test(String(value))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
