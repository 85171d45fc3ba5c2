import type { Preset } from './preset.ts'

type Named = Pick<Preset, 'id' | 'name' | 'localName'>

/** The ids of presets whose id or name is much like this one, the nearest first; at most four. */
export function findNearNames(asked: string, presets: readonly Named[]): string[] {
  const scored = presets.map(({ id, name, localName = '' }) => ({
    id, score: Math.max(...[id, name, localName].map(text => likeness(asked, text))),
  }))
  return scored.filter(({ score }) => score >= 0.5).sort((a, b) => b.score - a.score).slice(0, 4).map(({ id }) => id)
}

/**
 * The likeness of two names, from 0 to 1: the share of neighbouring pairs of characters that both have (Dice). A name
 * that holds the other, or has the same letters, is near too.
 */
function likeness(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  if (a === '' || b === '') return 0
  const [pairs, others] = [pairsOf(a), pairsOf(b)]
  const shared = pairs.filter(pair => others.includes(pair)).length
  const dice = pairs.length + others.length === 0 ? 0 : 2 * shared / (pairs.length + others.length)
  if (a.length > 2 && Array.from(a).sort().join('') === Array.from(b).sort().join('')) return Math.max(dice, 0.6)
  return holds(b, a) || holds(a, b) ? Math.max(dice, 0.6) : dice
}

/** Two letters stand in many a name, but two Chinese characters are a name. */
function holds(whole: string, part: string): boolean {
  return (part.length > 2 || /^[^\0-\x7f]+$/.test(part)) && whole.includes(part)
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, place) => text.slice(place, place + 2))
}
