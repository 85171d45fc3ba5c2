import { nameCodePoint } from '../../../codes/code-point.ts'
import { decodeIdToken } from '../../../protocol/id-token.ts'
import { isAtTokenEndpoint, tokenAnswers } from '../../facts/answers.ts'
import { signsOfPlainBase64 } from '../../facts/jwt.ts'
import { isEncrypted } from '../../facts/encrypted.ts'
import { wasSent } from '../../facts/token-form.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/** Tokens of an answer that no client can use as they came (RFC 6749, appendix A.12; OpenID Connect Core 1.0, 2). */
export function readUnusableTokens(record: WalkRecord): Reading[] {
  return tokenAnswers(record).filter(isAtTokenEndpoint).flatMap(seen => [
    ...['refresh_token', 'id_token'].flatMap(name => noText(seen, name)),
    ...['access_token', 'refresh_token'].flatMap(name => strange(seen, name)), ...unreadable(seen, record),
  ])
}

function noText(seen: Seen, name: string): Reading[] {
  const value = seen.response?.members?.[name] ?? ''
  return only(
    typeof value !== 'string'
    && found(
      'token-not-text', 'broken', 'RFC 6749 5.1', { name, kind: Array.isArray(value) ? 'array' : typeof value },
      { in: seen },
    ),
  )
}

/** Characters that no header field and no form takes as they are. */
function strange(seen: Seen, name: string): Reading[] {
  const value = seen.response?.members?.[name] ?? ''
  if (typeof value !== 'string' || isWithheld(value)) return []
  const characters = [...new Set(value.match(/[^\x20-\x7e]/gu))].slice(0, 10).map(nameCodePoint)
  return only(
    characters.length > 0
    && found('token-characters', 'broken', 'RFC 6749 A.12', { name, characters }, { in: seen }),
  )
}

function unreadable(seen: Seen, record: WalkRecord): Reading[] {
  const token = seen.response?.members?.['id_token'] ?? ''
  if (typeof token !== 'string' || token === '' || isWithheld(token) || isEncrypted(token)) return []
  // What is no JSON object behind a header that is one, or is written in plain base64, has a reading of its own.
  const isTaken = record.jwts.some(jwt =>
    jwt.token === token
    && (jwt.claims === undefined ? hasThreeParts(token) : signsOfPlainBase64(token).length > 0))
  const decoded = decodeIdToken(token)
  return only(
    'name' in decoded
    && !isTaken
    && found(
      'id-token-unreadable', wasSent(token) || isRecorded(seen) ? 'broken' : 'note', 'OIDC Core 2',
      { how: howUnreadable(token), parts: token.split('.').length }, { in: seen },
    ),
  )
}

/** What was recorded is what came; in what somebody pasted, a word may stand where the token was. */
const isRecorded = ({ place }: Seen) => place?.startsWith('entry') === true

const hasThreeParts = (token: string) => token.split('.').length === 3

function howUnreadable(token: string): 'parts' | 'padded' | 'characters' | 'content' {
  if (!hasThreeParts(token)) return 'parts'
  if (/^[\w-]+=*\.[\w-]+=*\.[\w-]*=*$/.test(token) && token.includes('=')) return 'padded'
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) ? 'content' : 'characters'
}
