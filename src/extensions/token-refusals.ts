import { refusesToken } from '../protocol/resource/token-refusal.ts'
import type { Extension } from '../walk/extension.ts'
import { withFindings } from '../wire.ts'

/**
 * Notes that an MCP server refused the token with another status than 401, by which most clients know that they need a
 * new one.
 */
export function createTokenRefusals(): Extension {
  return {
    name: 'token-refusals',
    send: next => async (request) => {
      const answer = await next(request)
      const isOdd = request.purpose === 'mcp'
        && request.headers['authorization'] !== undefined
        && answer.status !== 401
        && refusesToken(answer)
      return withFindings(answer, isOdd ? [{ code: 'token-refusal-status', details: { status: answer.status } }] : [])
    },
  }
}
