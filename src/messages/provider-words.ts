import type { Command, ShellWord } from '../text/shell.ts'
import type { DeviationCode } from '../codes/deviation.ts'

/** What is said of presets: `provider list`, `provider show`, and what to register. */
export interface ProviderWords {
  columns: Record<'name' | 'region' | 'loopback' | 'confidence' | 'checked' | 'provider', string>
  regions: Record<'west' | 'asia' | 'china', string>
  confidence: Record<'high' | 'medium' | 'low', string>
  loopback: Record<'yes' | 'partial' | 'no' | 'unknown', string>
  headings: Record<'registration' | 'variables' | 'endpoints' | 'client' | 'claims' | 'deviations' | 'notes' | 'sources' | 'unconfirmed', string>
  endpoints: Record<'issuer' | 'authorization' | 'token' | 'userinfo' | 'revocation' | 'device', string>
  client: Record<'authentication' | 'lock' | 'publicClients' | 'scopes' | 'offline' | 'refresh' | 'pkce', string>
  /** Ways in which a client proves itself by a signature, and whether the provider takes no other. */
  locks: Record<'private_key_jwt' | 'client_secret_jwt' | 'signed-secret', string>
  taken: string
  demanded: string
  yes: string
  no: string
  none: string
  about: (region: string, confidence: string, date: string) => string
  /** Behind a fact that no source confirms. */
  unconfirmed: string
  variable: (usage: string, known: string | undefined) => string
  onlyWith: (flag: string) => string
  redirectUri: (uri: string) => string
  /** Whether a listener on loopback receives the code there, whether its port must be the registered one, and for which
   * type of client alone it may differ. */
  listener: (loopback: 'yes' | 'partial' | 'no' | 'unknown', port: 'any' | 'exact', only?: string) => string
  otherwise: string
  workarounds: Record<'swap-host' | 'paste' | 'code-page' | 'own-domain' | 'device', (command: Command, uri: ShellWord) => string>
  walk: (command: string) => string
  standardClaims: string
  noDeviations: string
  claimsMoved: string
  deviations: Record<DeviationCode, (details: Readonly<Record<string, string>>) => string>
}

/** One of these texts by what a deviation says of itself; the text itself where it is none of them. */
export function wordFor(words: Readonly<Record<string, string>>, text: string | undefined): string {
  return words[text ?? ''] ?? text ?? ''
}

/** The first few of a long list, and how many there are. */
export function shorten(list: string | undefined, more: (count: number) => string, comma = ', '): string {
  const items = (list ?? '').split(', ')
  return items.length <= 4 ? items.join(comma) : `${items.slice(0, 4).join(comma)}${more(items.length - 4)}`
}
