/** Questions of the first login, and what is said before them. */
export interface ConversationWords {
  keys: string
  nothingFound: string
  where: string
  profile: (name: string, target: string, active: boolean) => string
  sandbox: string
  issuer: string
  /** The choice of an address that is typed. */
  issuerIs: (address: string) => string
  askIssuer: string
  askVariable: (provider: string, variable: string, example: string) => string
  registerFirst: (name: string) => string
  /** What to do at a provider that is not known; the redirect URI stands below. */
  registerRedirectUri: string
  askRedirectUri: string
  askClientId: string
  askScope: string
  askScopeOfIssuer: string
  askSecret: (clientId: string) => string
  needed: string
  notAnAddress: string
}
