// Draws what a terminal shows as SVG: xterm interprets the output, escape sequences included, and each run of cells of
// one style becomes a text.
import xterm from '@xterm/headless'

const cell = { width: 8.4, height: 18, font: 14 }
const margin = 16
const colours = { 1: '#ff7b72', 2: '#3fb950', 3: '#e3b341', 4: '#79c0ff', 5: '#d2a8ff', 6: '#56d4dd' }
const ink = '#e6edf3'
const paper = '#0d1117'

/** The output of a command as an SVG document; `columns` is the width of the terminal it ran in. */
export async function drawTerminal(output, columns, title) {
  const terminal = new xterm.Terminal({ cols: columns, rows: 500, scrollback: 0, allowProposedApi: true })
  await new Promise(resolve => terminal.write(output, resolve))
  const rows = readRows(terminal.buffer.active, columns)
  terminal.dispose()
  const width = Math.ceil(columns * cell.width + 2 * margin)
  const height = rows.length * cell.height + 2 * margin
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">
<title>${escape(title)}</title><rect width="${width}" height="${height}" rx="10" fill="${paper}"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace" font-size="${cell.font}" xml:space="preserve" style="white-space:pre">
${rows.flatMap((runs, row) => runs.map(run => drawRun(run, row))).join('\n')}
</g></svg>
`
}

/** The rows up to the last one that is not empty, each as runs of one style; a wide character is a run of its own. */
function readRows(buffer, columns) {
  const rows = Array.from({ length: buffer.length }, (_, row) => readRow(buffer.getLine(row), columns))
  return rows.slice(0, rows.findLastIndex(runs => runs.length > 0) + 1)
}

function readRow(line, columns) {
  const runs = []
  for (let column = 0; column < columns; column += 1) {
    const found = line?.getCell(column)
    if (!found || found.getWidth() === 0) continue
    const style = {
      bold: found.isBold() !== 0, dim: found.isDim() !== 0,
      colour: found.isFgPalette() ? colours[found.getFgColor() % 8] ?? ink : ink,
    }
    const text = found.getChars() || ' '
    const last = runs.at(-1)
    const joins = last && found.getWidth() === 1 && !last.wide && JSON.stringify(last.style) === JSON.stringify(style)
    if (joins) last.text += text
    else runs.push({ column, text, style, wide: found.getWidth() === 2 })
  }
  return runs.map(run => ({ ...run, text: run.text.trimEnd() })).filter(({ text }) => text !== '')
}

/** `textLength` keeps the columns straight whatever font the reader has. */
function drawRun({ column, text, style: { bold, dim, colour }, wide }, row) {
  const characters = Array.from(text)
  const lead = characters.findIndex(character => character !== ' ')
  const shown = characters.slice(lead).join('')
  const x = (margin + (column + lead) * cell.width).toFixed(1)
  const length = ((wide ? 2 : characters.length - lead) * cell.width).toFixed(1)
  const marks = `${bold ? ' font-weight="700"' : ''}${dim ? ' fill-opacity="0.65"' : ''}`
  return `<text x="${x}" y="${margin + row * cell.height
    + cell.font}" textLength="${length}" lengthAdjust="spacingAndGlyphs" fill="${colour}"${marks}>${escape(shown)}</text>`
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
