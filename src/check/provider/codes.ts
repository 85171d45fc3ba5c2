/** The codes of a run, by which it is seen that one came twice. */
export function openCodes() {
  const known = new Set<string>()
  let [repeated, count] = [false, 0]
  return {
    note: (code: string | null) => {
      count += 1
      repeated ||= code !== null && known.has(code)
      if (code !== null) known.add(code)
    },
    hasRepeated: () => repeated,
    count: () => count,
  }
}
