import type { Pairs } from '../record.ts'

/** Pairs of one text that are looked at; nobody sends so many. */
const mostPairs = 500

/**
 * Takes `application/x-www-form-urlencoded` apart, each name and value decoded once; what can't be decoded stays as it
 * is.
 */
export function readPairs(text: string): Pairs {
  if (text === '') return []
  return text.split('&', mostPairs).filter(pair => pair !== '').map((pair) => {
    const end = pair.indexOf('=')
    return end < 0
      ? [decodeOnce(pair), ''] as const
      : [decodeOnce(pair.slice(0, end)), decodeOnce(pair.slice(end + 1))] as const
  })
}

/** Tells whether a text has more pairs than are read. */
export function hasMorePairs(text: string): boolean {
  let count = 0
  for (let at = text.indexOf('&'); at >= 0 && count < mostPairs; at = text.indexOf('&', at + 1)) count += 1
  return count >= mostPairs
}

/** The value of the first pair of that name. */
export function valueOf(pairs: Pairs, name: string): string | undefined {
  return pairs.find(([one]) => one === name)?.[1]
}

/** What is behind `?` and behind `#` of an address, as it came. */
export function takeAddressApart(url: string): { query: Pairs, fragment: Pairs } {
  const hash = url.indexOf('#')
  const before = hash < 0 ? url : url.slice(0, hash)
  const start = before.indexOf('?')
  return {
    query: start < 0 ? [] : readPairs(before.slice(start + 1)),
    fragment: hash < 0 ? [] : readFragment(url.slice(hash + 1)),
  }
}

/** A hash router has its own path before the parameters: `#/callback?code=…`, `#/code=…`. */
function readFragment(text: string): Pairs {
  const start = text.indexOf('?')
  const parameters = start < 0 ? text.replace(/^[!/]+/, '') : text.slice(start + 1)
  return parameters.includes('=') ? readPairs(parameters) : []
}

function decodeOnce(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/** Tells whether a text is a form and nothing else. */
export function isForm(text: string): boolean {
  return /^[\w.~%[\]-]{1,80}=[^\s<>"{}]*$/.test(text) && (text.includes('&') || /^[\w.~%[\]-]+=\S+$/.test(text))
}
