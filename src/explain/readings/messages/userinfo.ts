import { parseJson } from '../../../protocol/answer/json.ts'
import { someLineSays } from '../../facts/said.ts'
import { headerOf } from '../../parameters.ts'
import type { Reader } from '../../reading.ts'
import type { Seen } from '../../record.ts'
import { found } from '../../found.ts'

/** What programs say that wanted JSON and got something else. */
const wantedJson = /expected json|json ?decode|not valid json|unexpected token|expecting value|parse error|failed to (?:parse|decode)|unable to (?:read|parse)/i
const clause = 'OIDC Core 5.3.2'

function isUserinfo({ kind, response }: Seen): boolean {
  return kind === 'userinfo-request' && response !== undefined && (response.status ?? 200) < 300
}

/** Claims that come as a signed JWT, and whether somebody fails by that. */
export const readSignedUserinfo: Reader = record => record.seen.filter(isUserinfo).flatMap((each) => {
  const type = headerOf(each.response, 'content-type') ?? ''
  const isJwt = /^application\/jwt/i.test(type)
    || /^eyJ[\w-]+\.[\w-]+\.[\w-]+(?=\s|$)/.test(each.response?.body?.trim() ?? '')
  return isJwt
    ? [
        found(
          'userinfo-signed',
          someLineSays(record, wantedJson) || wantedJson.test((each.response?.body ?? '').slice(0, 20_000))
            ? 'broken'
            : 'note',
          clause, { type }, { in: each },
        ),
      ]
    : []
}).slice(0, 1)

/** Names by which servers without OpenID Connect call the user, and those of their errors and wrappers. */
const otherNames = ['id', 'openid', 'uid', 'user_id', 'login', 'unionid', 'errcode', 'code', 'error', 'data', 'active']

/** An answer of a userinfo endpoint that does not say who the user is. */
export const readNoSubject: Reader = record => record.seen.filter(isUserinfo).flatMap((each) => {
  const members = each.response?.members ?? parseJson(each.response?.body ?? '')
  if (typeof members !== 'object' || members === null || Array.isArray(members) || 'sub' in members) return []
  const names = Object.keys(members)
  if (names.length === 0 || otherNames.some(name => names.includes(name))) return []
  return [
    found(
      'userinfo-without-subject', names.includes('access_token') || someLineSays(record, /\bsub\b/) ? 'broken' : 'weak',
      clause, { names: names.slice(0, 10) }, { in: each },
    ),
  ]
}).slice(0, 1)
