/** The style of the sequence diagram, for a page that gives its colours. */
export const diagramStyle = `figure{margin:1rem 0;padding:.5rem;border:1px solid var(--line);border-radius:8px;background:var(--card)}
svg{display:block;width:100%;height:auto}svg.narrow{display:none}
svg text{fill:var(--ink);font-family:inherit;paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
svg .band{fill:var(--band)}svg .band+text{stroke:var(--band)}svg .head{fill:var(--card);stroke:var(--dim)}svg .life{stroke:var(--line);stroke-width:2}
svg .head+text,svg .number+text{stroke:none}svg .number{fill:var(--card);stroke:var(--ink);stroke-width:2}
svg .sub{fill:var(--dim)}svg .arrow{fill:none;stroke-width:2}svg .tip{stroke-width:2}
svg .front .arrow{stroke:var(--front);stroke-dasharray:9 5}svg .front .tip{fill:none;stroke:var(--front)}
svg .back .arrow{stroke:var(--back);stroke-width:4}svg .back .tip{fill:var(--back);stroke:var(--back)}
svg .person .arrow{stroke:var(--person);stroke-dasharray:1 5;stroke-linecap:round;stroke-width:3}svg .person .tip{fill:none;stroke:var(--person)}
svg .failed .cross{stroke:var(--bad);stroke-width:4;fill:none}svg .failed .sub{fill:var(--bad);font-weight:600}
svg a:hover text{text-decoration:underline}svg a .hit{fill:transparent}svg a:focus-visible{outline:none}svg a:focus-visible .hit{stroke:var(--link);stroke-width:3}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:.5rem .25rem 0;padding:0;list-style:none;font-size:.9em}.legend li{display:flex;gap:.5rem;align-items:center}
.legend svg{width:3rem;flex:none}`

/** The colours of the diagram's channels, in light and in dark. */
export const channelColours = {
  light: '--band:#eef2f6;--front:#8250df;--back:#0a6b74;--person:#57606a;--link:#0550ae',
  dark: '--band:#1c232c;--front:#c297ff;--back:#56d4dd;--person:#9da7b3;--link:#79c0ff',
}

/**
 * The report's style: light and dark, from 320 px on, and on paper. Channels differ by line and word, never by colour
 * alone.
 */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--paper:#f6f8fa;--card:#fff;--line:#d0d7de;--good:#1a7f37;--bad:#b3261e;
--note:#8a5300;${channelColours.light}}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9da7b3;--paper:#0d1117;--card:#161b22;--line:#30363d;--good:#3fb950;
--bad:#ff7b72;--note:#e3b341;${channelColours.dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans CJK SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
main,header{max-width:62rem;margin:0 auto;padding:0 1rem}header{padding-top:1.5rem}main{padding-bottom:3rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .25rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
h2 .n{display:inline-grid;place-items:center;min-width:1.75rem;height:1.75rem;margin-right:.5rem;border:2px solid currentColor;border-radius:50%;font-size:.95rem}
a{color:var(--link)}:focus-visible{outline:3px solid var(--link);outline-offset:2px}
p{margin:.4rem 0}.dim,.route{color:var(--dim)}.good{color:var(--good)}.bad{color:var(--bad)}.note{color:var(--note)}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
pre{margin:.25rem 0;padding:.6rem .75rem;background:var(--band);border-radius:6px;white-space:pre-wrap}
.outcome{padding:.75rem 1rem;border:1px solid var(--line);border-left:6px solid var(--good);border-radius:8px;background:var(--card);margin:0 0 1rem}
.outcome.failed{border-left-color:var(--bad)}.outcome h2{margin:0 0 .25rem}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.3rem 1rem;margin:.4rem 0}dt{color:var(--dim)}dd{margin:0}dd p{margin:0;color:var(--dim);font-size:.9em}
.values dt{color:inherit}.values dt span{color:var(--dim)}
${diagramStyle}
details.message{margin:.6rem 0;border:1px solid var(--line);border-radius:8px;background:var(--card)}details.failed{border:2px solid var(--bad)}
summary{cursor:pointer}.message>summary{padding:.55rem .9rem}.message>summary .title{font-weight:600}.message>div{padding:0 .9rem .9rem;border-top:1px solid var(--line)}
.tag{display:inline-block;padding:0 .5em;border:1px solid currentColor;border-radius:1em;font-size:.8em;white-space:nowrap}.tag.front{color:var(--front);border-style:dashed}
.tag.back{color:var(--back);border-width:2px}.tag.person{color:var(--person);border-style:dotted}
.message .more{margin:.6rem 0}ul.checks{margin:.25rem 0;padding:0;list-style:none}ul.checks li{display:grid;grid-template-columns:1.5rem minmax(0,1fr);padding:.15rem 0}
button{font:inherit;font-size:.9em;padding:.2rem .8rem;border:1px solid var(--dim);border-radius:6px;background:var(--card);color:var(--ink);cursor:pointer}[hidden]{display:none}
footer{max-width:62rem;margin:0 auto;padding:1rem;color:var(--dim);font-size:.9em;border-top:1px solid var(--line)}
@media(max-width:40rem){svg.wide{display:none}svg.narrow{display:block}dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin:0 0 .5rem}h1{font-size:1.3rem}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000}body{font-size:11pt}details::details-content{content-visibility:visible;display:block;block-size:auto}
button,.hit{display:none}summary,h2,h3{break-after:avoid}figure,li,dd{break-inside:avoid}svg.wide{display:block}svg.narrow{display:none}}`
