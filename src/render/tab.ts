import { createHash } from 'node:crypto'
import { stepIds, type StepId } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { TabPages } from '../walk/context.ts'

const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--paper:#f6f8fa;--card:#fff;--line:#d0d7de;--good:#1a7f37;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9da7b3;--paper:#0d1117;--card:#161b22;--line:#30363d;--good:#3fb950;--bad:#ff7b72}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,sans-serif}
main{box-sizing:border-box;width:min(34rem,100vw - 2rem);margin:1rem;padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:12px}
h1{margin:0 0 .5rem;font-size:1.4rem}h1.good{color:var(--good)}h1.bad{color:var(--bad)}
ol{margin:1rem 0 0;padding:0;list-style:none}li{display:flex;gap:.6rem;padding:.25rem 0;border-top:1px solid var(--line)}
li b{flex:none;width:1.2rem;text-align:center}.done b{color:var(--good)}.failed b{color:var(--bad)}.open{color:var(--dim)}`
const script = 'history.replaceState(null,"","/done")'
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const contentSecurityPolicy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

type Mark = 'done' | 'failed' | 'open'
const signs: Record<Mark, string> = { done: '✓', failed: '✗', open: '·' }

/**
 * The pages for the tab that comes back from the provider. They say how the walk ended and hold nothing of the request; the script takes the
 * code out of the address bar (RFC 9700, section 4.3.1).
 */
export function makeTabPages({ tab, steps }: Catalogue): TabPages {
  const page = (status: number, kind: 'good' | 'bad', title: string, words: string, marks?: (step: StepId) => Mark) => ({
    status,
    contentSecurityPolicy,
    html: `<!doctype html><html lang="${tab.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`
      + `<title>${title} · oauth-walk</title><style>${style}</style></head><body><main><h1 class="${kind}">${title}</h1><p>${words}</p>`
      + (marks ? `<ol aria-label="${tab.steps}">${stepIds.map(id => row(marks(id), steps[id].title)).join('')}</ol>` : '')
      + `</main><script>${script}</script></body></html>`,
  })
  return {
    ignored: () => page(400, 'bad', tab.ignoredTitle, tab.ignoredText),
    unfinished: () => page(200, 'good', tab.unfinishedTitle, tab.unfinishedText),
    finished: outcome => outcome.ok
      ? page(200, 'good', tab.doneTitle, tab.doneText, () => 'done')
      : page(200, 'bad', tab.failedTitle, tab.failedText, step => markOf(step, outcome.failure.step)),
  }
}

function markOf(step: StepId, failed: StepId | undefined): Mark {
  const place = stepIds.indexOf(step)
  const broken = failed === undefined ? stepIds.length : stepIds.indexOf(failed)
  return place < broken ? 'done' : place === broken ? 'failed' : 'open'
}

function row(mark: Mark, title: string): string {
  return `<li class="${mark}"><b aria-hidden="true">${signs[mark]}</b><span>${title}</span></li>`
}
