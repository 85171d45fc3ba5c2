import { clean } from './printable.ts'
import type { DocumentText } from './written.ts'

/**
 * A value in a diagram: letters, digits and harmless signs stay; everything else could be syntax of Mermaid or HTML and
 * is written by its number.
 */
export function mermaidText(text: string, most = 80): string {
  return clean(text, most).replace(
    /[^\p{L}\p{N} .,:/?=()_'\u2019\u201C\u201D\uFF0C\u3002\u3001\uFF1A\uFF1B\u2717-]/gu,
    sign => `#${sign.codePointAt(0) ?? 0};`,
  )
}

/** A diagram of lines whose values were all written by `mermaidText`. */
export function mermaidDiagram(lines: readonly string[]): DocumentText {
  return `sequenceDiagram\n${lines.map(line => line === '' ? '' : `    ${line}`).join('\n')}\n` as DocumentText
}
