import { style } from '../../report/style.ts'

/** The report's style, and what verdicts need besides: they differ by sign and word, never by colour alone. */
export const checkStyle = `${style}
ol.rules{margin:.5rem 0;padding:0;list-style:none;border:1px solid var(--line);border-radius:8px;background:var(--card)}
ol.rules li{display:grid;grid-template-columns:1.25rem 8rem 2.75rem minmax(0,1fr) auto;gap:.5rem;padding:.35rem .75rem;border-top:1px solid var(--line);align-items:baseline}
ol.rules li:first-child{border-top:0}ol.rules .verdict{font-size:.9em}ol.rules .behind{color:var(--dim);font-size:.9em}
.FAIL{color:var(--bad);font-weight:600}.WEAK,.INCONCLUSIVE{color:var(--note)}.PASS{color:var(--good)}.SKIP{color:var(--dim)}
.message>summary .verdict{margin-right:.5em}.message>summary .tag{margin-left:.5em}
.tag.critical,.tag.high{color:var(--bad);border-width:2px}.tag.medium{color:var(--note)}.tag.low{color:var(--dim);border-style:dotted}
.setting{border-left:4px solid var(--link);padding-left:.75rem}.counts{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0;list-style:none}
@media(max-width:40rem){ol.rules li{grid-template-columns:1.25rem 2.75rem minmax(0,1fr)}ol.rules .verdict{grid-column:3;grid-row:2}ol.rules .behind{grid-column:3;grid-row:3}}`
