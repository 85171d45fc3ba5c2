/** What a client asks the sandbox for, by the names of RFC 8414; `elsewhere` is an address that no metadata names. */
export const endpoints = [
  'discovery', 'registration', 'push', 'authorization', 'token', 'jwks', 'userinfo', 'revocation', 'end_session', 'mcp',
  'resource-metadata', 'elsewhere',
] as const
export type Endpoint = typeof endpoints[number]

/** How many requests came to each endpoint of this process. */
export type RequestCounts = Record<Endpoint, number>
