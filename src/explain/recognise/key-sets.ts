import type { WalkRecord } from '../record.ts'

type KeySets = WalkRecord['keySets']

/** Key sets without what an earlier one has: a recording holds a set as often as it was fetched. */
export function withoutRepeated(keySets: KeySets): KeySets {
  const known = new Set<string>()
  return keySets.flatMap(({ content, url }) => {
    const keys = content.keys.filter(key => !known.has(JSON.stringify(key)))
    // Within one set a key that stands there twice is a fault of the set.
    for (const key of keys) known.add(JSON.stringify(key))
    return keys.length === 0 && content.keys.length > 0 ? [] : [{ content: { ...content, keys }, url }]
  })
}
