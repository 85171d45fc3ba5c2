/** A folder of src; a file beside the folders is a leaf that any of them may use. */
export const roomOf = (file: string) => file.includes('/') ? file.split('/')[0] ?? '' : 'leaf'
/**
 * What every room may use: the files beside the rooms, the codes that the catalogues put into words, and the rules of
 * hosts and addresses.
 */
export const leaf = ['leaf', 'codes', 'addresses']

/** Who may import whom. A room may always use itself and the leaves. */
export const allowed: Record<string, readonly string[]> = {
  leaf: [],
  codes: [],
  addresses: [],
  cli: [
    'walk', 'check', 'explain', 'protocol', 'mcp', 'transport', 'providers', 'extensions', 'session', 'render',
    'messages', 'sandbox', 'text', 'place', 'secrets',
  ],
  walk: ['protocol', 'transport', 'secrets'],
  check: ['walk', 'protocol', 'secrets/masked.ts'],
  explain: ['protocol', 'providers', 'walk/events.ts', 'text/printable.ts'],
  protocol: ['secrets/secret.ts'],
  transport: [],
  providers: ['protocol', 'secrets/secret.ts', 'walk/context.ts', 'walk/events.ts', 'walk/extension.ts'],
  extensions: ['protocol', 'walk/context.ts', 'walk/events.ts', 'walk/extension.ts'],
  place: [],
  mcp: ['protocol', 'text/printable.ts'],
  session: ['place'],
  render: [
    'messages', 'text', 'secrets/masked.ts', 'secrets/names.ts', 'walk/arrows.ts', 'walk/events.ts',
    'walk/context.ts', 'providers/preset.ts', 'protocol/resource/challenge.ts', 'check/verdict.ts', 'check/probe.ts',
    'check/odd-values.ts', 'explain/record.ts', 'explain/reading.ts', 'explain/own-names.ts',
  ],
  secrets: ['walk/events.ts', 'text/printable.ts'],
  messages: [
    'text', 'explain/record.ts', 'explain/how.ts', 'explain/facts/addresses.ts',
    'explain/readings/refusals/standard-codes.ts',
  ],
  text: [],
  sandbox: [],
  library: ['walk', 'protocol', 'transport', 'providers', 'extensions', 'render', 'messages', 'text', 'secrets'],
}

/** Says on the page what a room may import: whole rooms, then the rooms of which it may have single files. */
export function cellFor(room: string, may: readonly string[]): string {
  if (room === 'cli') return 'every room but library; nobody imports cli'
  if (room === 'sandbox') return '– not even codes: it can\'t share our bugs'
  if (room === 'codes' || room === 'addresses') return '– all may import both, but sandbox'
  const whole = may.filter(name => !name.includes('/'))
  const parts = [...new Set(may.filter(name => name.includes('/')).map(name => roomOf(name)))]
  const single = parts.length > 0 ? [`single files of ${parts.join(', ')}`] : []
  return [whole.join(', '), ...single].filter(text => text !== '').join(', and ') || '–'
}
