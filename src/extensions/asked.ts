import { noteAcr, noteDetails, noteResources } from '../protocol/asked.ts'
import type { Extension } from '../walk/extension.ts'
import { granting, withFindings } from '../wire.ts'

/**
 * Compares what was asked for beyond a scope with what the tokens say: how strong the sign-in was (OpenID Connect Core
 * 1.0, section 2, `acr`), for which resource the token is (RFC 8707), and what it allows in detail (RFC 9396). Servers
 * that do not know a parameter ignore it without a word.
 */
export function createAsked(): Extension {
  const asked = new Map<string, string[]>()
  const hear = (parameters: Iterable<[name: string, value: string]>) => {
    for (const [name, value] of parameters) asked.set(name, [...asked.get(name) ?? [], value])
  }
  return {
    name: 'asked',
    authorizationRequest: (parameters) => {
      hear(parameters)
      return parameters
    },
    send: next => async (request) => {
      // In the device flow this is asked for over the back channel.
      if (request.purpose === 'device') hear(new URLSearchParams(request.body))
      const answer = await next(request)
      if (!granting.has(request.purpose) || answer.status !== 200) return answer
      const [details] = asked.get('authorization_details') ?? []
      return withFindings(answer, [
        ...noteAcr(asked.get('acr_values')?.join(' '), answer.body),
        ...noteResources(asked.get('resource') ?? [], answer.body),
        ...noteDetails(details && JSON.parse(details), answer.body),
      ])
    },
  }
}
