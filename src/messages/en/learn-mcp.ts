import type { McpLearnWords } from '../learn.ts'

export const enLearnMcp: McpLearnWords = {
  welcome: 'You walk to an MCP server of the sandbox. After each step comes one question, then three servers get something wrong. Nothing is saved.',
  next: ['every message and every check of this walk', 'another fault: a token for somebody else', 'a real MCP server', 'a login of your own application, as the browser recorded it'],
  lessons: {
    start: {
      what: 'The client asks the server without a token. The 401 leads to its metadata, that to the provider, and there the client registers itself.',
      seenBy: 'Everyone may read both documents. The random values, and a secret where one is given, stay with the client.',
      protects: 'The metadata must be about the server that was asked, the provider’s about the issuer that it names, and PKCE must be advertised.',
      attack: 'A server could pass itself off as another, or lead you to a provider of its own, and get tokens that are not meant for it.',
    },
    userinfo: {
      what: 'The client shows the token to the MCP server alone, in a header of each message, and asks for its tools.',
      seenBy: 'Client and MCP server only.',
      protects: 'The token names this server as its audience (RFC 8707). A server has to refuse one that is for another.',
      attack: 'A server that takes any token could be used with one that was stolen elsewhere, and could pass yours on.',
    },
  },
  steps: {
    start: {
      ask: 'You gave only the server’s address. How did the client find the provider?', right: 'b',
      answers: {
        a: { text: 'Each MCP server is its own provider', reply: 'Some are, but nothing says so beforehand. Look at what came with the 401.' },
        b: { text: 'The 401 named the server’s metadata, and that names the provider', reply: 'WWW-Authenticate has resource_metadata (RFC 9728), and that document has authorization_servers. Without the field, two addresses of the standard are tried.' },
        c: { text: 'A directory of MCP servers lists the providers', reply: 'There are such directories, but a client must not trust them for this. The server says it itself.' },
      },
    },
    redirect: {
      ask: 'Nobody registered this client by hand. Where does its client_id come from?', right: 'c',
      answers: {
        a: { text: 'All clients of MCP have the same one', reply: 'Then the provider could not tell them apart. Look at the last messages of step 1.' },
        b: { text: 'The client made it up', reply: 'The provider has to know it before anybody signs in. Look at the last messages of step 1.' },
        c: { text: 'The provider gave it when the client registered itself', reply: 'That is dynamic registration (RFC 7591). An id that is the address of a document does without it, where the provider takes such ids.' },
      },
    },
    consent: {
      ask: 'Which scopes does the client ask for?', right: 'a',
      answers: {
        a: { text: 'Those that the server’s challenge names', reply: 'What is needed now, and no more. Without them it takes scopes_supported of the server’s metadata, or none at all.' },
        b: { text: 'All that the provider knows', reply: 'That would be far too much for one server. The server itself says what it needs.' },
        c: { text: 'Always openid, profile and email', reply: 'Those are about you, and an MCP server need not know who you are.' },
      },
    },
    callback: {
      ask: 'The client may know many providers. What keeps it from sending the code to the wrong one?', right: 'b',
      answers: {
        a: { text: 'The code says whose it is', reply: 'A code says nothing to a client. Look at what else came back.' },
        b: { text: 'iss of the answer, compared with the issuer that was asked', reply: 'The client noted the issuer before it opened the browser (RFC 9207). Whoever uses several providers needs that most.' },
        c: { text: 'The order in which the answers come', reply: 'An attacker can choose that. Something in the answer has to tell.' },
      },
    },
    token: {
      ask: 'The token request has a parameter resource. What is it for?', right: 'a',
      answers: {
        a: { text: 'The token is good at this server alone', reply: 'The provider writes it into aud (RFC 8707). Each other server has to refuse the token, so nobody can use it elsewhere.' },
        b: { text: 'The provider sends the token there', reply: 'The token goes to the client, which shows it to the server. Think of who else could use it.' },
        c: { text: 'It names the tool that will be called', reply: 'Tools are named in step 6. Here it is about the server as a whole.' },
      },
    },
    userinfo: {
      ask: 'A tool answers 403 with insufficient_scope. What does a client do?', right: 'c',
      answers: {
        a: { text: 'It refreshes the token', reply: 'A refresh gives no more than was granted. You have to agree to more.' },
        b: { text: 'It registers another client', reply: 'The client is fine. What was granted is not enough.' },
        c: { text: 'It asks you once more, for what it had and what is missing', reply: 'That is step-up. The challenge may name only what is missing: who asks for that alone loses the rest.' },
      },
    },
  },
  attacks: {
    'mcp-resource-fixed': {
      ask: 'The metadata is about another server than the one that you asked. What is to be done?', right: 'a',
      answers: {
        a: { text: 'Stop: the two must be the same', reply: 'Otherwise this server would get a token that is meant for the other (RFC 9728 3.3). Often it is a mistake in its settings, but nobody can tell.' },
        b: { text: 'Ask for a token for the other server', reply: 'And then show it to this one? It could use the token at the other.' },
        c: { text: 'Go on: the address was typed by you', reply: 'But the token is asked for by what the metadata says.' },
      },
    },
    'mcp-issuer-host': {
      ask: 'The provider’s metadata names another issuer than the one that was looked for. What is to be done?', right: 'c',
      answers: {
        a: { text: 'Use the one that it names', reply: 'Then anybody could lead you to any provider. That is how a mix-up begins.' },
        b: { text: 'Use its endpoints all the same', reply: 'Endpoints from a document that is about somebody else could be an attacker’s.' },
        c: { text: 'Stop: issuer and address must be the same', reply: 'Whoever publishes a document at an address can only speak for that address (RFC 8414 3.3).' },
      },
    },
    'mcp-pkce-missing': {
      ask: 'The provider does not say that it checks PKCE. What is to be done?', right: 'b',
      answers: {
        a: { text: 'Send the code_challenge and hope', reply: 'A provider that ignores it takes a stolen code from anybody, and you would not notice.' },
        b: { text: 'Stop: clients of MCP must not go on', reply: 'Anybody can register such a client, and many have no secret. PKCE is all that protects the code.' },
        c: { text: 'Leave PKCE out', reply: 'Then a stolen code is good for tokens. There is no secret that would stop it.' },
      },
    },
  },
}
