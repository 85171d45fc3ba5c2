import type { Pairs, Unread } from '../record.ts'

/** What an item of HTTPie's command line adds to a request. */
interface Item { kind: 'header' | 'query' | 'data' | 'json', name: string, value: string, isFile: boolean }

/** The items of a command, by what they add, and what of them is in files. */
export interface Items {
  headers: Pairs
  query: Pairs
  /** Values that are texts, and those that are JSON (`name:=1`). */
  data: Pairs
  json: Pairs
  /** A file goes along as such, which only a body of several parts can have. */
  hasUpload: boolean
  /** Whether any of them is sent in the body. */
  hasBody: boolean
  unread: readonly Unread[]
}

/** What stands between a name and its value; of two that begin at one place, the longer one counts. */
const separators: readonly (readonly [text: string, kind: Item['kind'], isFile: boolean])[] = [
  [':=@', 'json', true], ['==@', 'query', true], [':=', 'json', false], ['=@', 'data', true],
  ['==', 'query', false], [':@', 'header', true], [':', 'header', false], ['=', 'data', false], ['@', 'data', true],
]

/** Reads the words behind the address. */
export function readItems(words: readonly string[]): Items {
  const items = words.flatMap(word => readItem(word) ?? [])
  const pairs = (kind: Item['kind']): Pairs =>
    items.filter(item => item.kind === kind && !item.isFile).map(({ name, value }) => [name, value])
  return {
    headers: pairs('header').map(([name, value]) => [name.toLowerCase(), value.trim()]),
    query: pairs('query'), data: pairs('data'), json: pairs('json'),
    hasUpload: words.some(word => /^[^=:]+@/.test(word)),
    hasBody: items.some(({ kind }) => kind === 'data' || kind === 'json'),
    unread: items.filter(({ isFile }) => isFile).map(({ kind, value }) =>
      ({ part: kind === 'header' ? 'headers' : 'parameters', from: `@${value}` })),
  }
}

/** Reads a word as an item; nothing where it is none. A backslash takes the meaning of the sign behind it. */
export function readItem(word: string): Item | undefined {
  for (let at = 0; at < word.length; at += 1) {
    if (word[at] === '\\') at += 1
    else {
      const [text, kind, isFile] = separators.find(([one]) => at > 0 && word.startsWith(one, at)) ?? []
      if (text !== undefined && kind !== undefined)
        return {
          kind, isFile: isFile === true, name: plain(word.slice(0, at)), value: plain(word.slice(at + text.length)),
        }
    }
  }
  return undefined
}

function plain(text: string): string {
  return text.replace(/\\([:=@;\\])/g, '$1')
}
