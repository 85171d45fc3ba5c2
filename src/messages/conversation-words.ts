/** Questions of the first login, and what is said before them. */
export interface ConversationWords {
  keys: string
  nothingFound: string
  where: string
  profile: (name: string, target: string, active: boolean) => string
  sandbox: string
  issuer: string
  askIssuer: string
  askVariable: (provider: string, variable: string, example: string) => string
  registerFirst: (name: string) => string
  registerRedirectUri: (uri: string) => string
  askRedirectUri: string
  askClientId: string
  askScope: string
  askScopeOfIssuer: string
  askSecret: (clientId: string) => string
  needed: string
  notAnAddress: string
}
