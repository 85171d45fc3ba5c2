/** The values of flags by their names, and the flags that have none. */
export interface ReadWords<Valued extends string, Bare extends string> {
  values: Partial<Record<Valued, string>>
  flags: Bare[]
}

/** Reads flags that are as clear to everybody as to commander; undefined for all other words. */
export function readWords<Valued extends string, Bare extends string>(
  words: readonly string[], valued: readonly Valued[], bare: readonly Bare[],
): ReadWords<Valued, Bare> | undefined {
  const values: Partial<Record<Valued, string>> = {}
  const flags: Bare[] = []
  for (let place = 0; place < words.length; place += 1) {
    const [word = '', ...rest] = (words[place] ?? '').split('=')
    const name = valued.find(value => value === word)
    const flag = bare.find(value => value === words[place])
    // Each of two values may be refused: the last one alone says nothing of the first.
    if (name !== undefined && name in values) return undefined
    if (name !== undefined) values[name] = rest.length > 0 ? rest.join('=') : words[place += 1] ?? '-'
    else if (flag !== undefined) flags.push(flag)
    else return undefined
  }
  return Object.values<string | undefined>(values).some(value => value === '' || value?.startsWith('-'))
    ? undefined
    : { values, flags }
}
