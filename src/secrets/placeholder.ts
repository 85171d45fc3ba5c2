/** Tells whether a text is a placeholder of ours, as `Secrets` writes it: `<kind#1a2b>`, or without its brackets. */
export function isPlaceholder(text: string): boolean {
  return /^<?[\w-]{1,60}#(?:[\da-f]{4}|\u2026)>?$/.test(text)
}

/** One within an address, percent-encoded. */
export const encodedPlaceholder = /%3C([\w-]{1,60})%23([\da-f]{4}|%E2%80%A6)%3E/g
