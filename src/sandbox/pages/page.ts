import { html, type Markup, Markup as Html } from './html.ts'
import { style } from './style.ts'
import type { Words } from './page-words.ts'

const mark = new Html(
  '<svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
  + '<path d="M10 2 3.5 4.5v5c0 4 2.7 7 6.5 8.5 3.8-1.5 6.5-4.5 6.5-8.5v-5z"/><path d="m7 10 2.2 2.2L13.2 8"/></svg>',
)

/** A whole document: one heading, the content below it, and what kind of place this is. */
export function page(words: Words, title: string, content: Markup): string {
  return '<!doctype html>\n' + html`<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${words.product}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<p class="brand">${mark}${words.product}</p>
<h1>${title}</h1>
${content}
</main>
<footer>${words.footer}</footer>
</body>
</html>
`.text
}
