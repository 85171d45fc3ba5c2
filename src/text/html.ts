import { replaceInvisible } from './printable.ts'
import type { DocumentText } from './written.ts'

/** HTML that was made by `html`: everything in it that came from outside is escaped. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Text = string | number
type Part = Markup | Text | undefined | readonly Part[]

/** Makes HTML of a template; whatever is put into it becomes text, unless it was made by this function too. */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(literals.map((literal, place) => literal + textOf(parts[place])).join(''))
}

export const nothing = new Markup('')

function textOf(part: Part): string {
  if (part === undefined) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(textOf).join('')
  return escape(String(part))
}

/** A whole page. */
export function toPage(markup: Markup): DocumentText {
  return markup.text as DocumentText
}

/**
 * Escapes HTML's own signs as entities. Controls and signs that turn or hide text could make it look like another, so
 * they are shown by their numbers.
 */
function escape(text: string): string {
  return (plain.test(text) ? text : showHidden(text)).replace(/[&<>"']/g, entityOf)
}

function entityOf(sign: string): string {
  switch (sign) {
    case '&': return '&amp;'
    case '<': return '&lt;'
    case '>': return '&gt;'
    case '"': return '&quot;'
    default: return '&#39;'
  }
}

const plain = /^[\t\n -~]*$/

function showHidden(text: string): string {
  // eslint-disable-next-line no-control-regex
  return replaceInvisible(text.toWellFormed().replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, numberOf), numberOf)
}

function numberOf(sign: string): string {
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
}
