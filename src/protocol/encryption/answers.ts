import { describeBy } from '../../codes/described.ts'
import { granting, type Purpose, type WireResponse } from '../../wire.ts'
import { parseJsonObject } from '../answer/json.ts'
import { holds, type Check } from '../checks.ts'
import { isJwe } from './jwe-header.ts'
import { decodeProtectedHeader } from 'jose'

/** A place in an answer where something encrypted may stand: its text, and a way to put another text there. */
export interface Place {
  what: 'id_token' | 'userinfo'
  came: string
  put: (text: string) => WireResponse
}

/**
 * Where a client may get something encrypted: the ID token of a token response, whichever grant it answers (OpenID
 * Connect Core 1.0, sections 3.1.3.3 and 12.2), and a userinfo response (section 5.3.2). Nothing where the answer has
 * no such place.
 */
export function placeIn(purpose: Purpose, answer: WireResponse): Place | undefined {
  if (answer.status < 200 || answer.status > 299) return undefined
  // Nobody signs in by a grant without a browser, so nobody reads an ID token in its answer.
  if (granting.has(purpose) && purpose !== 'grant') return idTokenIn(answer)
  return purpose === 'userinfo' && isJwe(answer.body.trim()) ? userinfoIn(answer) : undefined
}

function idTokenIn(answer: WireResponse): Place | undefined {
  const body = parseJsonObject(answer.body)
  const came = body?.['id_token']
  if (typeof came !== 'string') return undefined
  return { what: 'id_token', came, put: text => ({ ...answer, body: JSON.stringify({ ...body, id_token: text }) }) }
}

/** The plaintext is a signed JWT or the claims themselves (section 5.3.2); its first character tells which. */
function userinfoIn(answer: WireResponse): Place {
  return {
    what: 'userinfo', came: answer.body.trim(),
    put: text => ({
      ...answer,
      headers: {
        ...answer.headers, 'content-type': text.trimStart().startsWith('{') ? 'application/json' : 'application/jwt',
      },
      body: text,
    }),
  }
}

/**
 * Checks that an ID token is encrypted as the client is registered (`id_token_encrypted_response_alg`). One that is not
 * encrypted at all has to be refused too (OpenID Connect Core 1.0, section 3.1.3.7, rule 1).
 */
export function checkRegistered(algorithm: string, came: string): Check {
  const alg = isJwe(came) ? decodeProtectedHeader(came).alg : undefined
  return holds(
    'id-token-encryption', 'OIDC Core 3.1.3.7(1)', algorithm, alg ?? describeBy('not-encrypted'), alg === algorithm,
  )
}
