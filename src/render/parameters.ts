import type { MessageWords } from '../messages/catalogue.ts'
import { clean } from '../text/printable.ts'
import type { Lines, Piece, Style, TerminalWriter } from '../text/terminal.ts'
import { explainTime } from './times.ts'
import { indent } from './voice.ts'

/** Parameters or claims, the provider's own names for them, when they were seen, and how their names look. */
export interface Listed {
  parameters: readonly (readonly [name: string, value: unknown])[]
  names?: Readonly<Record<string, string>> | undefined
  at: string
  style: Style | undefined
  /** Characters of a value that are shown, where the usual 400 are too few. */
  most?: number | undefined
  /** What they are for, where that differs from what `Catalogue.parameters` says. */
  purposes?: Readonly<Record<string, string>> | undefined
}

/**
 * A parameter as it is written: its title with the standard's name where the provider has its own, its value, and what
 * is known of it.
 */
export interface Entry {
  title: string
  value: string
  /** An address stays in one piece, so that it can be copied. */
  whole: boolean
  time: string | undefined
  purpose: string | undefined
}

/** What parameters are told with. */
export interface Told { catalogue: Pick<MessageWords, 'parameters' | 'telling'>, writer: TerminalWriter }

/** Whoever asked for the secrets wants to copy them. */
export const mostOfSecret = 65_536

/** Describes each parameter. */
export function describeParameters(
  { parameters, names = {}, at, purposes = {}, most = 400 }: Listed,
  catalogue: Pick<MessageWords, 'parameters' | 'telling'>,
): Entry[] {
  const known = { ...catalogue.parameters, ...purposes }
  return parameters.map(([name, value]) => {
    const standard = Object.hasOwn(names, name) ? names[name] ?? name : name
    return {
      title: clean(standard === name ? name : `${name} (${standard})`),
      value: value === '' ? '""' : clean(typeof value === 'string' ? value : JSON.stringify(value), most),
      whole: typeof value === 'string' && /^https?:/.test(value),
      time: explainTime(standard, value, at, catalogue),
      purpose: purposeOf(standard, value, known),
    }
  })
}

/** A response type other than `code` asks for something else, and not every header field proves the client. */
function keyOf(name: string, value: unknown): string {
  if (name === 'response_type' && value !== 'code') return 'response_type other'
  const isToken = typeof value === 'string' && /^(?:bearer|dpop) /i.test(value)
  return name === 'authorization' && isToken ? 'authorization bearer' : name
}

/** What a parameter is for. */
export function purposeOf(
  name: string, value: unknown, purposes: Readonly<Record<string, string>>,
): string | undefined {
  const key = keyOf(name, value)
  return Object.hasOwn(purposes, key) ? purposes[key] : undefined
}

/**
 * Parameters or claims one below the other: the provider's name, the standard's where it differs, the value, what it is
 * for.
 */
export function parameterLines(listed: Listed, { catalogue, writer }: Told, margin = indent + 2): Lines {
  const entries = describeParameters(listed, catalogue)
  const longest = Math.max(...entries.map(({ title }) => writer.measure(title)))
  const column = margin + longest + 2
  // In a narrow terminal there is no room for a column of values.
  const hang = writer.width === undefined || writer.width - column >= 44 ? column : margin + 4
  return entries.map(({ title, value, whole, time, purpose }) => {
    const gap = hang === column ? longest - writer.measure(title) + 2 : 2
    const about = [time, purpose].filter(text => text !== undefined)
    const after: Piece[] = about.length === 0
      ? []
      : [{ text: `  — ${about.join(catalogue.telling.semicolon)}`, style: 'dim' }]
    return [
      [nameOf(title, listed.style), { text: ' '.repeat(gap) }, { text: value, whole }, ...after], { at: margin, hang },
    ]
  })
}

/** The name of a parameter has the colour of the channel that it travels by. */
export function nameOf(title: string, style: Style | undefined): Piece {
  return style === undefined ? { text: title } : { text: title, style }
}
