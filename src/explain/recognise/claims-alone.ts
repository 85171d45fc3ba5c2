import { isObject, type JsonObject } from '../../protocol/answer/json.ts'
import type { SeenJwt } from '../record.ts'
import { readJwt } from './jwt.ts'

/** Claims without their signature and header, as debuggers show them. */
export function claimsAlone({ content }: { content: JsonObject }): SeenJwt[] {
  const [header, claims] = isObject(content['header']) && isObject(content['payload'])
    ? [content['header'], content['payload']]
    : [{}, content]
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwt = readJwt(`${part({ alg: 'none', ...header })}.${part(claims)}.`, undefined, undefined)
  return jwt ? [{ ...jwt, token: '', header }] : []
}
