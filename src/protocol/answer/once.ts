/**
 * Makes a reader that remembers its last text, since several readers look at one answer. They share the value and must
 * not change it.
 */
export function once<Value>(read: (text: string) => Value): (text: string) => Value {
  let last: { text: string, value: Value } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) }
    return last.value
  }
}
