import type { Client } from 'oauth4webapi'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import { hasLongNumber } from '../protocol/answer/json.ts'
import {
  checkUserinfoSubject, isSignedUserinfo, readSignedUserinfo, readUserinfo, refuseUserinfoError, requestUserinfo,
  type Claims,
} from '../protocol/userinfo.ts'
import type { Secret } from '../secrets/secret.ts'
import { backChannel } from './back-channel.ts'
import type { Traveller } from './context.ts'
import { report, verify } from './observe.ts'

/** Whose userinfo is asked for, with which token. */
export interface TokenHolder {
  server: AuthorizationServer
  client: Client
  accessToken: Secret
  /** The subject of the verified ID token, where there is one: the claims must be about the same user. */
  subject: string | undefined
}

/**
 * Step 6, client ↔ resource server: the access token opens the resource (RFC 6750 2.1, OpenID Connect Core 1.0 5.3).
 * Gives nothing where the provider has no userinfo endpoint. Raises `userinfo-refused`, `unreadable-answer`,
 * `userinfo-subject`, `userinfo-issuer`, `userinfo-audience`, `userinfo-expiry`, `userinfo-algorithm`,
 * `userinfo-signature`.
 */
export async function fetchUserinfo(walk: Traveller, holder: TokenHolder): Promise<Claims | undefined> {
  if (holder.server.userinfo_endpoint === undefined) {
    await report(walk, [{ code: 'userinfo-endpoint-missing', details: {} }])
    return undefined
  }
  const send = backChannel(walk)
  const exchanged = await requestUserinfo(send, holder.server, holder.client, holder.accessToken.reveal())
  await refuseUserinfoError(exchanged)
  const { claims, checks } = isSignedUserinfo(exchanged)
    ? await readSignedUserinfo(send, holder.server, holder.client, exchanged, Math.floor(walk.now() / 1000))
    : { claims: readUserinfo(exchanged), checks: [] }
  if (hasLongNumber(exchanged.answer.body)) await report(walk, [{ code: 'big-integer', details: {} }])
  await verify(walk, [
    ...checks,
    ...holder.subject === undefined || checks.some(({ ok }) => !ok)
      ? []
      : [checkUserinfoSubject(holder.subject, claims)],
  ])
  return claims
}
