import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const tests = fileURLToPath(new URL('..', import.meta.url))
const oneNumber = /(?:[DLH]\d{2,3}|S\d{1,2}|own-\d{2})(?!\d)/
const leading = new RegExp(`^${oneNumber.source}(?:,? ${oneNumber.source})*(?=$|[:, ;])`)

/** A number at the beginning of a test's name, and where. */
export interface Named { number: string, file: string, title: string }

/**
 * The numbers that tests are named by: at the beginning of a test's or suite's title, or of the name of a row in a
 * table of tests.
 */
export function findNamed(): Named[] {
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.ts') && !name.startsWith('ledger/'))
  const all = files.flatMap(file =>
    titlesIn(file).flatMap(title => numbersOf(title).map(number => ({ number, file, title }))))
  // A D among the tests of providers counts what their documents leave out: another list, which proves no duty.
  return all.filter(({ number, file }) => !(file.startsWith('providers/') && number.startsWith('D')))
}

function numbersOf(title: string): string[] {
  // Several cases in one walk: `own-86 …; own-87 …`.
  return title.split('; ').flatMap(part => leading.exec(part)?.[0].match(new RegExp(oneNumber, 'g')) ?? [])
}

function titlesIn(file: string): string[] {
  const text = readFileSync(join(tests, file), 'utf8')
  // Most files name no number anywhere: they need not be parsed.
  if (!new RegExp(`['"\`]${oneNumber.source}\\b`).test(text)) return []
  const titles: string[] = []
  const look = (node: ts.Node): void => {
    const title = titleOf(node)
    if (title !== undefined) titles.push(title)
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  return titles
}

/**
 * A text is a title as the first word of `test(…)`, as the `name` of a row, or at the beginning of a row that is a
 * list.
 */
function titleOf(node: ts.Node): string | undefined {
  const text = textOf(node)
  const { parent } = node
  if (text === undefined || !oneNumber.test(text)) return undefined
  if (ts.isCallExpression(parent)
    && parent.arguments[0] === node
    && /^(?:test|describe)\b/.test(parent.expression.getText())) return text
  if (ts.isPropertyAssignment(parent) && parent.name.getText() === 'name') return text
  return ts.isArrayLiteralExpression(parent) && parent.elements[0] === node ? text : undefined
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  return ts.isTemplateExpression(node) ? node.head.text : undefined
}
