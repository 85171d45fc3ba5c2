import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { countWords } from '../support/documents.ts'

const folder = fileURLToPath(new URL('../../src/messages/en', import.meta.url))

/** Every text that a file says, with a word in place of each value. */
function textsIn(path: string): string[] {
  const texts: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text)
    else if (ts.isTemplateExpression(node))
      texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('X'))
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest))
  return texts
}

const sentencesIn = (text: string) => text.split(/(?<=[.?!])\s+|\n/)

test('no English sentence of the catalogue has more than 30 words', () => {
  const texts = readdirSync(folder).flatMap(name => textsIn(join(folder, name)).map(text => [name, text] as const))
  expect(texts.length).toBeGreaterThan(1000)
  expect(texts.flatMap(([name, text]) =>
    sentencesIn(text).filter(sentence =>
      countWords(sentence) > 30).map(sentence => `${name}: ${sentence}`))).toEqual([])
})
