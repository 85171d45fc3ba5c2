/**
 * The beginning of a JSON value: so many values of it, at any depth. Under `…` stands how many more a list or an object
 * has.
 */
export function takeValues<Value>(value: Value, most: number): Value {
  return take(value, { left: most }) as Value
}

/** Looks only at the part that it takes, however long a list or an object is. */
function take(value: unknown, room: { left: number }): unknown {
  room.left -= 1
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return takeItems(value, room)
  const taken: [string, unknown][] = []
  for (const name in value) {
    if (room.left <= 0) break
    taken.push([name, take((value as Record<string, unknown>)[name], room)])
  }
  if (room.left <= 0 && taken.length < Object.keys(value).length)
    taken.push(['…', Object.keys(value).length - taken.length])
  return Object.fromEntries(taken)
}

function takeItems(items: readonly unknown[], room: { left: number }): unknown[] {
  const taken: unknown[] = []
  for (let place = 0; place < items.length && room.left > 0; place++) taken.push(take(items[place], room))
  return taken.length < items.length ? [...taken, `… ${items.length - taken.length}`] : taken
}
