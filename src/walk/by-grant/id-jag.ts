import { sameClaim } from '../../protocol/checks.ts'
import { checkExchangedToken, issuedTokenType, namingGrant, requestGrant } from '../../protocol/grant.ts'
import { checkIdJag, checkIssuedIdJag, idJagRequest } from '../../protocol/id-jag.ts'
import { blameClaim, checkExpiry } from '../../protocol/claim-times.ts'
import { claimsIn, decodeIdToken } from '../../protocol/id-token.ts'
import { noteForm, readTokenResponse } from '../../protocol/token-response.ts'
import type { Secret } from '../../secrets/secret.ts'
import { meetProvider } from '../after/meet-provider.ts'
import type { Started } from '../1-start.ts'
import type { Walk } from '../context.ts'
import { emitJwt } from '../decoded-requests.ts'
import { issuerFor } from '../extension.ts'
import { report, verify } from '../observe.ts'
import type { StandIn } from './stand-in.ts'

/** The enterprise's provider, where the user signed in before. */
export interface IdentityProvider {
  /** The ID token of that sign-in. */
  takeIdToken: () => Promise<Secret>
  /** Takes the walk there, as the client that it knows. */
  visit: <Result>(walk: Walk, go: (there: Walk) => Promise<Result>) => Promise<Result>
}

/**
 * The user has signed in at an identity provider, which decides what they may use: it gives an assertion (ID-JAG) for
 * one resource, and the resource's authorization server takes that instead of a code (Identity Assertion JWT
 * Authorization Grant, section 4). Raises `id-token-expiry`, `grant-refused`, `issued-token-type`, the names of the
 * ID-JAG's checks, and what finding the identity provider raises.
 */
export function byIdJag(identityProvider: IdentityProvider): StandIn {
  let signer = ''
  return {
    way: 'id-jag', grant: 'jwt-bearer',
    redirect: async walk => showIdToken(walk, await identityProvider.takeIdToken()),
    consent: async (walk, started, idToken) => {
      if (idToken === undefined) return undefined
      const { issuer, idJag } = await identityProvider.visit(walk, async there =>
        exchangeIdToken(there, started, idToken))
      signer = issuer
      return idJag
    },
    callback: async (walk, started, idJag) => {
      if (idJag !== undefined) await judgeIdJag(walk, started, idJag, signer)
      return idJag
    },
  }
}

/** Step 2: shows the ID token that says who the user is. */
async function showIdToken(walk: Walk, idToken: Secret): Promise<Secret> {
  await emitJwt(walk, 'id_token', idToken.reveal())
  const decoded = decodeIdToken(idToken.reveal())
  if ('name' in decoded) return verify(walk, [decoded]).then(() => idToken)
  const check = checkExpiry('id-token-expiry', 'OIDC Core 3.1.3.7(9)', decoded.claims.exp, walk.now() / 1000)
  await verify(walk, [
    check.ok
      ? check
      : { ...check, because: blameClaim('exp', decoded.claims.exp) ?? { code: 'sign-in-over', facts: [] } },
  ])
  return idToken
}

/** Step 3, client ↔ identity provider: its policy decides (RFC 8693, section 2). */
async function exchangeIdToken(
  there: Walk, started: Started, idToken: Secret,
): Promise<{ issuer: string, idJag: Secret }> {
  const { server, scope } = started
  const party = await meetProvider(there, { alone: true })
  const claims = claimsIn(idToken.reveal()) ?? {}
  const issuer = issuerFor(there, party.server.issuer, claims)
  // Nobody but its issuer may see the ID token.
  await verify(there, [sameClaim('id-token-issuer', 'OIDC Core 3.1.3.7(2)', issuer, 'iss', claims.iss)])
  const parameters = idJagRequest({
    idToken: idToken.reveal(), issuer: server.issuer, resource: resourceOf(started), scope,
  })
  const exchanged = await requestGrant(party, 'exchange', parameters, 'exchange')
  await report(there, noteForm(exchanged))
  const tokens = await readTokenResponse(exchanged, 'grant-refused').catch(namingGrant('exchange', parameters))
  const issued = issuedTokenType(exchanged)
  await verify(there, [checkIssuedIdJag(issued)])
  await verify(there, checkExchangedToken({ ...tokens, token_type: 'N_A' }, issued, ['N_A']))
  return { issuer, idJag: there.secrets.keep('id_jag', tokens.access_token) }
}

/** Step 4: compares the ID-JAG with the server that is to get it. */
async function judgeIdJag(walk: Walk, started: Started, idJag: Secret, identityProvider: string): Promise<void> {
  await emitJwt(walk, 'id_jag', idJag.reveal())
  const expected = {
    identityProvider, issuer: started.server.issuer, clientId: walk.client.clientId, resource: resourceOf(started),
    now: walk.now() / 1000,
  }
  await verify(walk, checkIdJag(idJag.reveal(), expected))
}

/** Only a walk that begins at a resource comes here. */
function resourceOf({ resource }: Started): string {
  return resource?.identifier ?? ''
}
