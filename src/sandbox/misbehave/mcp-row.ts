import { accepted, refusedAt } from './expectations.ts'
import type { Hooks } from './hooks.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

/** The walk ends at the tools, which no userinfo endpoint has a part in. */
export const reached: Expectation = { ...accepted, furthest: 'token' }
export const noted: Expectation = { ...reached, reaction: { en: 'notes it, and goes on', zh: '记下并继续' } }

/** The tokens are good: only the server did not take them. */
export const ended = (code: string): Expectation => ({ ...refusedAt('token', code), session: 'saved' })

/** A fault of an MCP server, or of the provider behind it. */
export function row(
  name: string, en: string, zh: string, expected: Expectation,
  hooks: Hooks & Pick<Variant, 'careless' | 'settings' | 'run' | 'only'>,
): Variant {
  return fault(`mcp-${name}`, en, zh, expected, { ...hooks, settings: { as: 'mcp', ...hooks.settings } })
}
