import type { ConversationWords } from '../conversation-words.ts'

/** Questions of the first login. */
export const enConversation: ConversationWords = {
  keys: '↑↓ move · type to filter · Enter takes · Ctrl-C leaves',
  nothingFound: 'Nothing matches what you typed.',
  where: 'Where do you want to sign in?',
  profile: (name, target, active) => `${name}  (saved profile${active ? ', the active one' : ''}: ${target})`,
  sandbox: 'sandbox  (embedded provider: needs no account)',
  issuer: 'another provider, by its issuer URL',
  issuerIs: address => `${address}  (issuer)`,
  askIssuer: 'Issuer URL',
  askVariable: (provider, variable, example) => `${variable} of ${provider} (for example ${example})`,
  registerFirst: name => `The client must be registered at ${name} first:`,
  registerRedirectUri: 'Register a client at the provider first, with exactly this redirect URI:',
  askRedirectUri: 'Redirect URI that you registered',
  askClientId: 'Client id',
  askScope: 'Scopes',
  askScopeOfIssuer: 'Scopes (Enter takes those of openid profile email that the provider offers)',
  askSecret: clientId => `Client secret of ${clientId} (not shown; Enter if it has none):`,
  needed: 'An answer is needed.',
  notAnAddress: 'It must begin with https:// (or http:// on this machine).',
}
