/** Text that already is HTML; everything else is escaped on its way into a page. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | undefined | Part[]

/**
 * Builds markup from a template; whatever is filled in is escaped unless it is markup itself. Undefined leaves a gap.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  const pieces = strings.map((string, index) => string + textOf(parts[index]))
  return new Markup(pieces.join(''))
}

function textOf(part: Part): string {
  if (part === undefined) return ''
  if (part instanceof Markup) return part.text
  return Array.isArray(part) ? part.map(textOf).join('') : escape(String(part))
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
