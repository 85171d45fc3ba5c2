import { Failure } from '../../codes/failure.ts'
import { limits } from '../../limits.ts'
import { challengedBy, obstacleIn, readRefusal } from '../../protocol/answer/refusal.ts'
import { readResourceChallenge } from '../../protocol/resource/challenge.ts'
import { isRedirect } from '../../protocol/library.ts'
import { refusesToken } from '../../protocol/resource/token-refusal.ts'
import { decodeText } from '../../transport/charset.ts'
import type { WireResponse } from '../../wire.ts'

/**
 * Why a resource did not give what it was asked for with a token: `redirect-refused` for an answer that leads
 * elsewhere, since the token is for this address alone, `resource-refused` with what the resource says; nothing where
 * it gave it. An MCP server may refuse a token with a status of success.
 */
export async function refusalOfResource(
  url: string, answer: WireResponse, isMcp = false,
): Promise<Failure | undefined> {
  const { status, headers, bytes } = answer
  if (isRedirect(answer))
    return new Failure('redirect-refused', {
      url, status, location: headers['location'] ?? '', carries_secret: true, at: 'resource',
    })
  const about_token = refusesToken(answer)
  if (status < 400 && !(isMcp && about_token)) return undefined
  // A resource may be any number of bytes: a refusal stands in the first.
  const body = bytes === undefined
    ? answer.body
    : decodeText(bytes.subarray(0, limits.body), headers['content-type']).text
  const provider = await readRefusal({ ...answer, body }, 'challenge')
  const { metadata, schemes } = readResourceChallenge(answer)
  const challenged = {
    ...status === 401 ? { metadata } : {}, ...schemes.length > 0 && { schemes }, ...challengedBy(answer),
  }
  return new Failure('resource-refused', {
    url, provider, ...challenged, ...about_token && { about_token }, ...obstacleIn(answer, provider),
  })
}
