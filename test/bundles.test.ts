import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const files = readdirSync(dist).filter(name => name.endsWith('.cjs'))
const texts = new Map(files.map(name => [name, readFileSync(dist + name, 'utf8')]))
/** What a file loads before it does anything: what is required late stands in a function. */
const needs = new Map([...texts].map(([name, text]) => [
  name, [...text.matchAll(/=require\("\.\/([^"]+)"\)/g)].map(([, needed = '']) => needed),
]))

function classesOf(name: string): (string | undefined)[] {
  return [...(texts.get(name) ?? '').matchAll(/=class ([A-Z]\w+)|\b([A-Z]\w+)=class\b/g)].map(found =>
    found[1] ?? found[2])
}

function closureOf(name: string): Set<string> {
  const all = new Set(needs.get(name) ?? [])
  for (const one of all) for (const next of needs.get(one) ?? []) all.add(next)
  return all
}

describe('the files of dist', () => {
  test('need one another, but none needs itself through others: what it exports would not be there yet', () => {
    expect(closureOf('cli-login.cjs')).toContain('oauth-walk.cjs')
    expect(files.filter(name => closureOf(name).has(name))).toEqual([])
  })

  test('hold no module twice, but for the short ways, which are one file each', () => {
    const alone = ['cli-at-hand-index.cjs', 'place-code.cjs']
    for (const name of alone) expect([...closureOf(name)]).toEqual([])
    const classes = files.filter(name => !alone.includes(name)).flatMap(classesOf)
    expect(classes).toContain('Failure')
    // The sandbox has one of its own, as it has everything.
    expect(classes.filter((name, place) => classes.indexOf(name) !== place)).toEqual(['Markup'])
  })

  test('export nothing as a value that is made later: it would be undefined', () => {
    const undefinedYet = [...texts].flatMap(([name, text]) => {
      const late = new Set([...text.matchAll(/\bvar ([\w$,]+);/g)].flatMap(([, names = '']) => names.split(',')))
      return [...text.matchAll(/exports\.([\w$]+)=([\w$]+);/g)].filter(([, , local = '']) => late.has(local))
        .map(([assignment]) => `${name}: ${assignment}`)
    })
    expect(texts.get('oauth-walk.cjs')).toMatch(/get:function/)
    expect(undefinedYet).toEqual([])
  })

  test('are all of one-byte characters, but for the Chinese sentences', () => {
    expect(files.filter(name => !name.startsWith('messages-zh-') && /[^\0-\x7f]/.test(texts.get(name) ?? '')))
      .toEqual([])
  })

  test('give another program no command line', () => {
    const library = closureOf('library-index.cjs')
    expect(library).toContain('vendor/oauth4webapi.cjs')
    expect(
      [...library].filter(name => name === 'oauth-walk.cjs' || name.startsWith('cli-') || name.includes('commander')),
    ).toEqual([])
  })
})
