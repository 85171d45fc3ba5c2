import { hasContent, isLikeWords, isSecret, isTelling } from './said-judged.ts'
import type { Rule } from './names.ts'
import type { Said } from './said-values.ts'

/** How a table keeps its columns apart. `around`: what stands before the first and behind the last. */
interface Layout {
  sign: RegExp
  around: RegExp
  /** What a name in the heading looks like: the fewer signs keep columns apart, the less may be prose. */
  name: RegExp
  /** A word alone may be a value: in a file of values there are hardly any others. */
  mayBeWord: boolean
}

/** `client_secret`, `Client Secret`: words of a sentence are none. */
const name = /^[A-Za-z][\w.-]{0,40}$|^[A-Z]\w{0,40}(?: [A-Z]\w{0,40}){1,2}$/
const layouts: readonly Layout[] = [
  { sign: /[|\u2502\u2503]/g, around: /[\s|\u2502\u2503]/, name, mayBeWord: false },
  { sign: /\t/g, around: /[\r]/, name, mayBeWord: true },
  { sign: /,/g, around: /\s/, name, mayBeWord: true }, { sign: /;/g, around: /\s/, name, mayBeWord: true },
  { sign: / {2,}/g, around: /\s/, name, mayBeWord: false },
  { sign: / /g, around: /\s/, name: /^[a-z]+(?:[_-][a-z]+)+$/i, mayBeWord: false },
]

/** A line below the heading that rules it off. */
const ruler = /^[\s|+:=\u2500-\u257f-]+$/

const most = { heading: 500, row: 4000, rows: 200 }

interface Line { text: string, start: number }
interface Cell { start: number, end: number, value: string }
interface Column { name: string, kind: string | undefined }
interface Heading { layout: Layout, columns: readonly Column[] }

/** Finds secrets in the rows below a heading that names its columns: in CSV, in a table of text, in aligned columns. */
export function tablePositions(text: string, rule: Rule): Said[] {
  if (!text.includes('\n')) return []
  const lines = linesOf(text)
  const found: Said[] = []
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const heading = headingOf(lines[at], rule)
    if (heading?.columns.some(({ kind }) => kind !== undefined)) found.push(...below(lines, at + 1, heading))
  }
  return found
}

function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const here = { text: line, start }
    start += line.length + 1
    return here
  })
}

/** What a line is the heading of, in the first layout in which it can be one. */
function headingOf(line: Line | undefined, rule: Rule): Heading | undefined {
  if (line === undefined || line.text.length > most.heading) return undefined
  for (const layout of layouts) {
    const columns = columnsOf(line, layout, rule)
    if (columns) return { layout, columns }
  }
  return undefined
}

/** The columns that a line names; undefined where it is no heading in this layout. */
function columnsOf(line: Line, layout: Layout, rule: Rule): Column[] | undefined {
  if (line.text.search(layout.sign) === -1) return undefined
  const cells = cellsOf(line, layout)
  if (cells.length < 2 || !cells.every(({ value }) => layout.name.test(value))) return undefined
  return cells.map(({ value }) => ({ name: value, kind: rule(value) }))
}

/** The secrets in the rows up to one that has another number of columns. */
function below(lines: readonly Line[], first: number, { columns, layout }: Heading): Said[] {
  const found: Said[] = []
  for (const line of lines.slice(first, first + most.rows)) {
    if (ruler.test(line.text)) continue
    const cells = line.text.length > most.row ? [] : cellsOf(line, layout)
    if (cells.length !== columns.length) break
    for (const [place, cell] of cells.entries()) {
      const { name = '', kind } = columns[place] ?? {}
      if (kind === undefined || !isValue(name, cell.value, layout)) continue
      found.push({ ...cell, kind, isTelling: isTelling(cell.value) })
    }
  }
  return found
}

function isValue(name: string, value: string, { mayBeWord }: Layout): boolean {
  return hasContent(value)
    && isSecret(name, value, { isGiven: false, isMember: false, rest: '' })
    && !isLikeWords(name, value, mayBeWord)
}

/** The cells of a line, by their places in the whole text; a sign within quotation marks keeps nothing apart. */
function cellsOf({ text, start }: Line, { sign, around }: Layout): Cell[] {
  let [first, end] = [0, text.length]
  while (first < end && around.test(text[first] ?? '')) first += 1
  while (end > first && around.test(text[end - 1] ?? '')) end -= 1
  const cells: Cell[] = []
  for (const { index, 0: { length } } of text.slice(0, end).matchAll(sign)) {
    if (index < first || text.slice(first, index).split('"').length % 2 === 0) continue
    cells.push(cellAt(text, start, first, index))
    first = index + length
  }
  return [...cells, cellAt(text, start, first, end)]
}

function cellAt(text: string, start: number, first: number, end: number): Cell {
  const [, before = '', value = ''] = /^(\s*["'`]?)([^]*?)["'`]?\s*$/.exec(text.slice(first, end)) ?? []
  const from = start + first + before.length
  return { start: from, end: from + value.length, value }
}
