// Which modules one start of the program loads. A start loads one module from outside, and what is imported late on the
// way to what it is for.

/** The starts that people wait for, and one to each module that is imported late, by the shortest way. */
export function listStarts(modules, roots, hot) {
  const byName = new Map(modules.map(module => [module.name, module]))
  const closures = new Map()
  const rare = waysToAll(roots, closureOf, byName).map(way => ({
    weight: 1, exact: roots.get(way[0]).exact, modules: together(way),
  }))
  return [...hot.map(({ weight, loads }) => ({ weight, modules: together(loads) })), ...rare]

  function together(entries) {
    return new Set(entries.flatMap(entry => [...closureOf(entry)]))
  }

  /** The module and all that it imports at once. */
  function closureOf(entry) {
    if (!byName.has(entry)) throw new Error(`there is no ${entry} to be loaded`)
    if (!closures.has(entry)) {
      const seen = new Set([entry])
      for (const name of seen) for (const next of byName.get(name).imports) seen.add(next)
      closures.set(entry, seen)
    }
    return closures.get(entry)
  }
}

function waysToAll(roots, closureOf, byName) {
  const ways = new Map([...roots.keys()].map(root => [root, [root]]))
  for (const root of roots.keys()) {
    const reached = new Set([root])
    for (const entry of reached) {
      const late = [...closureOf(entry)].flatMap(name => byName.get(name).late).filter(name =>
        !byName.get(name).outside && !ways.has(name))
      for (const next of late) {
        reached.add(next)
        ways.set(next, [...ways.get(entry), next])
      }
    }
  }
  return [...ways.values()]
}

/** The set of the places at which something is. */
export function bitsOf(values, isIn) {
  return values.reduce((all, value, place) => isIn(value) ? all | 1n << BigInt(place) : all, 0n)
}
