/** What the commands about a client's keys say. */
export interface KeyWords {
  created: (name: string, algorithm: string, kid: string) => string
  /** A key to which others encrypt. */
  createdToDecrypt: (name: string, algorithm: string, kid: string) => string
  rotated: (name: string, algorithm: string, kid: string) => string
  /** How the provider gets to know them. */
  register: (name: string) => string
  removed: (name: string) => string
  removedOne: (name: string, kid: string) => string
  none: string
  /** Instead of the keys, which nobody can see without opening what they are sealed in. */
  sealed: (kind: string) => string
  signs: string
  signedBefore: string
  decrypts: string
  askPassphrase: (path: string) => string
}
