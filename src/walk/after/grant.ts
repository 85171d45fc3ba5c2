import {
  acceptGranted, checkExchangedToken, issuedTokenType, namingGrant, requestGrant, type GrantName,
} from '../../protocol/grant.ts'
import {
  checkTokenResponse, compareScopes, expiryOf, noteForm, readTokenResponse,
} from '../../protocol/token-response.ts'
import type { Secret } from '../../secrets/secret.ts'
import type { Traveller } from '../context.ts'
import { tokenTypesTaken } from '../extension.ts'
import { report, verify } from '../observe.ts'
import { meetProvider } from './meet-provider.ts'

/** A grant that needs no browser, and what it sends beside its name. */
export interface Grant {
  name: GrantName
  parameters: readonly [name: string, value: string][]
  scope: string[]
}

/** A token that passed its checks; times in milliseconds since 1970. */
export interface Granted {
  access_token: Secret
  token_type: string
  issued_token_type: string | undefined
  scope: string[]
  obtainedAt: number
  expiresAt: number | undefined
}

/**
 * Gets a token by a grant of its own (RFC 6749, section 4.4; RFC 7523, section 2.1; RFC 8693). Raises `grant-refused`
 * with what the provider said, the name of a failed check, or a network failure; the request is sent once.
 */
export async function requestGranted(walk: Traveller, { name, parameters, scope }: Grant): Promise<Granted> {
  const party = await meetProvider(walk, { alone: true })
  const exchanged = await requestGrant(party, name, parameters)
  await report(walk, noteForm(exchanged))
  const tokens = await readTokenResponse(exchanged, 'grant-refused').catch(namingGrant(name, parameters))
  await report(walk, tokens.findings)
  const issued = name === 'exchange' ? issuedTokenType(exchanged) : undefined
  await verify(
    walk,
    name === 'exchange'
      ? checkExchangedToken(tokens, issued, tokenTypesTaken(walk))
      : checkTokenResponse(tokens, tokenTypesTaken(walk)),
  )
  await acceptGranted(party, tokens)
  await report(walk, tokens.scope === undefined || scope.length === 0 ? [] : compareScopes(scope, tokens.scope))
  const obtainedAt = walk.now()
  return {
    access_token: walk.secrets.keep('access_token', tokens.access_token), token_type: tokens.token_type,
    issued_token_type: issued,
    scope: tokens.scope ?? scope, obtainedAt, expiresAt: expiryOf(tokens, obtainedAt),
  }
}
