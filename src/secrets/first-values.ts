/** The beginning of a JSON value: so many values of it, at any depth. How many more a list or an object has stands in it under `…`. */
export function takeValues<Value>(value: Value, most: number): Value {
  return take(value, { left: most }) as Value
}

function take(value: unknown, room: { left: number }): unknown {
  room.left -= 1
  if (typeof value !== 'object' || value === null) return value
  const isList = Array.isArray(value)
  const members = Object.entries(value) as [string, unknown][]
  if (members.length <= room.left && members.every(([, member]) => typeof member !== 'object')) {
    room.left -= members.length
    return value
  }
  const taken: [string, unknown][] = []
  for (const [name, member] of members) {
    if (room.left <= 0) break
    taken.push([name, take(member, room)])
  }
  const leftOut = members.length - taken.length
  if (isList) return [...taken.map(([, member]) => member), ...leftOut > 0 ? [`… ${leftOut}`] : []]
  return Object.fromEntries(leftOut > 0 ? [...taken, ['…', leftOut]] : taken)
}
