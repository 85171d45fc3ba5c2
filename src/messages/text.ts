/** A detail of a failure or finding as text for a sentence: lists with commas, nothing for what is missing. */
export function text(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(text).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
