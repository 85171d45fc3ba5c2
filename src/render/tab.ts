import { createHash } from 'node:crypto'
import { stepIds, type Failure, type StepId } from '../codes/failure.ts'
import { html } from '../text/html.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { TabPages } from '../walk/context.ts'

type TabPage = ReturnType<TabPages['ignored']>

const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--paper:#f6f8fa;--card:#fff;--line:#d0d7de;--good:#1a7f37;--bad:#b3261e;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9da7b3;--paper:#0d1117;--card:#161b22;--line:#3d444d;--good:#3fb950;--bad:#ff7b72;--on:#0d1117}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--paper);color:var(--ink);line-height:1.5;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{width:100%;max-width:32rem;padding:1.75rem;background:var(--card);border:1px solid var(--line);border-radius:1rem}
h1{margin:0;font-size:1.5rem;line-height:1.25}h1.good{color:var(--good)}h1.bad{color:var(--bad)}p{margin:.5rem 0 0}
ol{margin:1.5rem 0 0;padding:0;list-style:none}
ol>li{position:relative;display:grid;grid-template-columns:1.75rem 1fr;column-gap:.875rem;padding-bottom:1rem}ol>li:last-child{padding-bottom:0}
ol>li::before{content:"";position:absolute;left:.875rem;top:1.75rem;bottom:0;border-left:2px solid var(--line)}ol>li:last-child::before{content:none}
ol>li.done::before{border-color:var(--good)}
ol b{grid-row:span 2;width:1.75rem;height:1.75rem;display:grid;place-items:center;border:2px solid var(--line);border-radius:50%;font-size:.875rem;line-height:1}
.done b{background:var(--good);border-color:var(--good);color:var(--on)}.failed b{background:var(--bad);border-color:var(--bad);color:var(--on)}
ol>li>span{padding-top:.125rem;font-weight:600;overflow-wrap:anywhere}ol small{grid-column:2;color:var(--dim);font-size:.8125rem}
.failed>span{color:var(--bad)}.open b,.open>span{color:var(--dim);font-weight:400}
i{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:24rem){main{padding:1.25rem}}`
const script = 'history.replaceState(null,"","/done")'
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policyFor = (styles: string) =>
  `default-src 'none'; style-src ${hash(styles)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
const policy = policyFor(style)

/** A picture of the walk below the steps, with its style. */
export interface TabFigure { style: string, html: string }

type Mark = 'done' | 'failed' | 'open'

/**
 * The pages for the tab that comes back from the provider. They say how the walk ended and hold nothing of the request;
 * the script takes the code out of the address bar (RFC 9700, section 4.3.1).
 */
export function makeTabPages(
  catalogue: Catalogue, draw: (failure?: Failure) => TabFigure | undefined = () => undefined,
): TabPages {
  const { tab } = catalogue
  const page = pageMaker(catalogue)
  // Made once: they answer whatever comes, as often as it comes.
  const ignored = page(400, 'bad', tab.ignoredTitle, tab.ignoredText)
  const over = page(200, 'open', tab.overTitle, tab.overText)
  return {
    ignored: () => ignored,
    over: () => over,
    strange: host => page(403, 'bad', tab.strangeTitle, html`${tab.strangeText(host)}`.text),
    // That the browser has come back is all that is certain by then.
    unfinished: () => page(200, 'open', tab.unfinishedTitle, tab.unfinishedText, step =>
      stepIds.indexOf(step) < stepIds.indexOf('callback') ? 'done' : 'open'),
    finished: outcome => outcome.ok
      ? page(200, 'good', tab.doneTitle, tab.doneText, () => 'done', draw())
      : page(
          200, 'bad', outcome.failure.details['session_saved'] ? tab.signedInTitle : tab.failedTitle,
          wordsFor(outcome.failure, catalogue), step => markOf(step, outcome.failure.step),
          draw(outcome.failure),
        ),
  }
}

/**
 * The pages for the tab that comes back from ending the provider's session: it proves that with our state, or it does
 * not.
 */
export function makeSignOutPages(catalogue: Catalogue): { done: TabPage, other: TabPage } {
  const { doneTitle, doneText, otherTitle, otherText } = catalogue.calls.tab
  const page = pageMaker(catalogue)
  return { done: page(200, 'good', doneTitle, doneText), other: page(400, 'bad', otherTitle, otherText) }
}

function pageMaker(catalogue: Catalogue) {
  const { tab } = catalogue
  return (
    status: number, kind: 'good' | 'bad' | 'open', title: string, words: string, marks?: (step: StepId) => Mark,
    figure?: TabFigure,
  ): TabPage => ({
    status,
    contentSecurityPolicy: figure === undefined ? policy : policyFor(style + figure.style),
    html: `<!doctype html><html lang="${tab.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`
      + `<title>${title} · oauth-walk</title><style>${style}${figure?.style
      ?? ''}</style></head><body><main><h1 class="${kind}">${title}</h1><p>${words}</p>`
      + (marks ? `<ol aria-label="${tab.steps}">${stepIds.map(id => row(marks(id), id, catalogue)).join('')}</ol>` : '')
      + `</main>${figure?.html ?? ''}<script>${script}</script></body></html>`,
  })
}

/** What is saved all the same must be known where the failure is seen. */
function wordsFor({ details }: Failure, { tab, story, telling }: Catalogue): string {
  return details['session_saved'] ? `${tab.failedText}${telling.gap}${story.sessionSaved}` : tab.failedText
}

function markOf(step: StepId, failed: StepId | undefined): Mark {
  const place = stepIds.indexOf(step)
  const broken = failed === undefined ? stepIds.length : stepIds.indexOf(failed)
  return place < broken ? 'done' : place === broken ? 'failed' : 'open'
}

/** A step with its sign, which is said in words to those who do not see it. */
function row(mark: Mark, id: StepId, { steps, tab }: Catalogue): string {
  const sign = { done: '✓', failed: '✗', open: stepIds.indexOf(id) + 1 }[mark]
  return `<li class="${mark}"><b aria-hidden="true">${sign}</b><span>${steps[id].title}</span><small>${steps[id].route}</small><i>${tab[mark]}</i></li>`
}
