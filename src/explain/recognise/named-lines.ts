import { isObject } from '../../protocol/answer/json.ts'

/** Settings that are lists of addresses, or one of them, by the names that servers give them. */
const addressName = /redirect_?ur[il]|callback_?ur[il]|reply_?ur[il]/i

/** What the members of a logged object say by their names: without these, an address or a value could be anything. */
export function namedLines(value: object, label: string): string[] {
  const addresses = Object.entries(value).slice(0, 100).flatMap(([name, member]: [string, unknown]) => {
    const list = [member].flat().filter(one => typeof one === 'string').slice(0, 50)
    return addressName.test(name) && list.length > 0 ? [`${name}: ${list.join(', ')}`] : []
  })
  return [...addresses, ...comparison(value, label)]
}

/** `{ expected, claims }`: what a library expected of a claim, and the claims that it got (oauth4webapi). */
function comparison(value: object, label: string): string[] {
  const { expected, claims, claim } = value as Record<string, unknown>
  if (typeof expected !== 'string' || !isObject(claims)) return []
  const name = typeof claim === 'string' ? claim : /\b(?:iss|aud|nonce|sub|azp)\b/.exec(label)?.[0] ?? 'iss'
  const actual = [claims[name]].flat()[0]
  return typeof actual === 'string' ? [`unexpected ${name} value, expected ${expected}, got: ${actual}`] : []
}
