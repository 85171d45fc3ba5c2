import { tellObstacles } from '../obstacle.ts'

const tooLong: Readonly<Record<string, string>> = { 413: 'Its body is', 414: 'Its address is', 431: 'Its header fields are' }

/** The one obstacle that is told by its status alone. */
const failed = 'failed'

/** The sentences about what kept a server from doing what it was asked. */
export const enObstacles = tellObstacles({
  gap: ' ',
  message: (url, what, answered) => what === failed ? `${url} ${failed} with ${answered}` : `${url} answered with ${answered}: ${what}`,
  answered: (status, error) => error === '' ? `status ${status}` : `status ${status} (${error})`,
  kinds: {
    'too-many-requests': { what: 'too many requests', cause: () => 'The server counts requests and takes no more for now. Nothing says that this one is wrong.' },
    overloaded: { what: 'the server is overloaded or being maintained', cause: () => 'The server says that it can’t do it for now. Nothing says that the request is wrong.' },
    'server-failed': { what: failed, cause: () => 'The server says that the fault is its own. Nothing says that the request is wrong.' },
    gateway: { what: 'no answer from behind the gateway', cause: () => 'What answered stands in front of the server, and says that it got no usable answer from there.' },
    'request-timeout': { what: 'the request did not arrive in time', cause: () => 'The server says that it did not get the whole request within the time that it allows.' },
    misdirected: { what: 'this server does not answer for this host', cause: () => 'The request came to a server that is not the host’s, or over a connection that is not for it. That is so behind some load balancers and proxies. It was not worked on.' },
    'too-early': { what: 'too early', cause: () => 'The server does not want to risk that the request was recorded and is sent again (early data of TLS). It was not worked on, and can be sent again.' },
    'nothing-there': { what: 'there is nothing at this address', cause: () => 'The address is wrong, or what was there has moved.' },
    method: { what: 'not with this method', cause: () => 'What is at this address does not take the method of the request, so it is hardly the endpoint that it is taken for.' },
    'too-long': { what: 'the request is too long', cause: status => `${tooLong[status] ?? 'It is'} longer than the server takes.` },
    form: { what: 'not in this content type', cause: () => 'The server does not take the content type of the request, or has none that was asked for: the address is hardly that of the endpoint.' },
    'network-sign-in': { what: 'the network wants a sign-in first', cause: () => 'A network on the way lets nothing through before somebody has signed in to it; the answer is its own, not the server’s.' },
  },
  allow: methods => `It takes: ${methods}.`,
  wait: seconds => `It asks to wait ${seconds} s (Retry-After).`,
  until: date => `It asks to wait until ${date} (Retry-After).`,
  hidden: 'Some servers also say so of what the token may not see.',
  after: { 'token-refused': 'The code may be spent: start the login again.', 'refresh-refused': 'The stored session is left as it was.' },
  from: {
    flag: (flag, isKept) => `${flag} of this login gave the address${isKept ? ', and the profile keeps it until another one is given' : ''}.`,
    environment: variable => `The address comes from ${variable}.`,
    profile: (profile, flag) => `The address comes from the profile "${profile}", which keeps ${flag} until another one is given or the profile is removed.`,
  },
  steps: {
    seconds: 'Wait {seconds} s, then run it again',
    until: 'Wait until {until}, then run it again',
    later: 'Wait a few minutes, then run it again; if it stays so, tell the provider’s administrator',
    'later-resource': 'Wait a few minutes, then run it again; if it stays so, tell the operator of the resource',
    post: 'Send a message: with --data the request is a POST, which an MCP server takes',
    address: 'Compare the address with the provider’s documentation, and give the right one with {flag}',
    documented: 'Compare the address with the provider’s documentation',
    resource: 'Compare address and method with the documentation of the resource',
    shorter: 'Send less (fewer scopes and parameters), or have the server’s administrator raise its limit',
    'other-host': 'Give the issuer by the name that the server answers for, or have its operator add this one',
    'sign-in': 'Sign in to the network with a browser, then run it again',
  },
})
