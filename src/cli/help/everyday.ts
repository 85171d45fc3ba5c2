/** The flags of `login` that most people need, in the order of the first screen of its help; the target stands above them. */
export const everyday: readonly string[] = [
  '--client-id', '--client-secret-file', '--scope', '--redirect-uri', '--device', '--paste', '--step', '--explain', '--html', '--profile', '--json', '--help',
]
