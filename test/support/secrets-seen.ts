import type { IncomingHttpHeaders } from 'node:http'

/** What went over a token endpoint, as the server saw it. */
export interface TokenExchange {
  headers: IncomingHttpHeaders
  request: Record<string, unknown>
  response: Record<string, unknown>
}

const secretNames = ['code', 'code_verifier', 'client_secret', 'access_token', 'refresh_token', 'id_token']

/** The secrets of these exchanges by the name of the parameter that carried them; the Basic credentials too. */
export function secretsOf(
  exchanges: readonly TokenExchange[], more: Record<string, string | undefined> = {},
): Map<string, string> {
  const secrets = new Map<string, string>()
  const pairs = exchanges.flatMap(({ headers, request, response }) => [
    ...Object.entries(request), ...Object.entries(response),
    ['basic', headers.authorization?.replace(/^Basic /, '')] as const,
  ])
  for (const [name, value] of [...pairs, ...Object.entries(more)]) {
    if (typeof value === 'string' && [...secretNames, 'basic', ...Object.keys(more)].includes(name))
      secrets.set(name, value)
  }
  return secrets
}

/** The names of the secrets that stand in a text, in any of the forms in which a secret may turn up. */
export function leaksIn(text: string, secrets: ReadonlyMap<string, string>): string[] {
  return [...secrets].filter(([, secret]) => formsOf(secret).some(form => text.includes(form))).map(([name]) => name)
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret, encodeURIComponent(secret), new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'),
    bytes.toString('hex'),
  ]
}
