import { hasContent, isTelling } from './said-judged.ts'
import type { Rule } from './names.ts'
import type { Said } from './said-values.ts'

/** A statement that names its columns first: `INSERT INTO t (client_id, client_secret) VALUES ('…', '…')`. */
const statement = /\(([^()]{1,2000})\)\s{0,40}(?:VALUES|values|Values)\s{0,40}(?=\()/g

/** A value in quotation marks, where the mark itself stands twice, or one without any; and what ends it. */
const value = /\s{0,40}(?:[A-Za-z]{0,10}(?:'((?:[^'\\]|''|\\[^])*)'|"([^"]*)")|([^,()'"]*))(?:::\w{1,30})?\s{0,40}([,)])/y

/** Rows of one statement, and values of each, that are looked at. */
const most = { rows: 200, values: 100 }

/** Finds secrets in the values of such a statement, by the columns that they stand for. */
export function sqlPositions(text: string, rule: Rule): Said[] {
  if (!['VALUES', 'values', 'Values'].some(word => text.includes(word))) return []
  return [...text.matchAll(statement)].flatMap(({ index, 0: whole, 1: columns = '' }) => {
    const names = columns.split(',').slice(0, most.values).map(name => name.trim().replace(/^["'`[]|["'`\]]$/g, ''))
    const kinds = names.map(name => rule(name))
    return kinds.some(kind => kind !== undefined) ? rowsOf(text, index + whole.length, kinds) : []
  })
}

function rowsOf(text: string, start: number, kinds: readonly (string | undefined)[]): Said[] {
  const found: Said[] = []
  let at = start
  for (let row = 0; row < most.rows && text[at] === '('; row++) {
    at += 1
    for (const kind of kinds) {
      value.lastIndex = at
      const [whole, single, double, bare = '', end] = value.exec(text) ?? []
      if (whole === undefined) return found
      const said = single ?? double ?? bare.trim()
      const place = at + whole.indexOf(said)
      // A place that is bound later: `:client_secret`, `$2`, `@secret`.
      const isBound = (single ?? double) === undefined && !/^\w{2,}$/.test(said)
      if (kind !== undefined && hasContent(said) && !isBound)
        found.push({ start: place, end: place + said.length, kind, value: said, isTelling: isTelling(said) })
      at += whole.length
      if (end === ')') break
    }
    const next = /^\s{0,40},\s{0,40}(?=\()/.exec(text.slice(at, at + 90))
    at += next?.[0].length ?? 0
  }
  return found
}
