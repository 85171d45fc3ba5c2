import type { ProviderProbe } from './probe.ts'
import { issuerExact } from './probes/01-issuer-exact.ts'
import { httpsEverywhere } from './probes/02-https-everywhere.ts'
import { pkceAdvertised } from './probes/03-pkce-advertised.ts'
import { issSent } from './probes/04-iss-sent.ts'
import { deadFlowsAdvertised } from './probes/05-dead-flows-advertised.ts'
import { algNoneAdvertised } from './probes/06-alg-none-advertised.ts'
import { jwksHygiene } from './probes/07-jwks-hygiene.ts'
import { tokenGet } from './probes/08-token-get.ts'
import { authorizeCors } from './probes/09-authorize-cors.ts'
import { loginFraming } from './probes/10-login-framing.ts'
import { redirectUnregistered } from './probes/11-redirect-unregistered.ts'
import { redirectVariants } from './probes/12-redirect-variants.ts'
import { loopbackPort } from './probes/13-loopback-port.ts'
import { responseType } from './probes/14-response-type.ts'
import { duplicateParameters } from './probes/15-duplicate-parameters.ts'
import { stateEcho } from './probes/16-state-echo.ts'
import { headerInjection } from './probes/17-header-injection.ts'
import { redirectStatus } from './probes/18-redirect-status.ts'
import { pkceWrongVerifier } from './probes/19-pkce-wrong-verifier.ts'
import { pkceNoVerifier } from './probes/20-pkce-no-verifier.ts'
import { pkceDowngrade } from './probes/21-pkce-downgrade.ts'
import { pkcePlain } from './probes/22-pkce-plain.ts'
import { pkceRequired } from './probes/23-pkce-required.ts'
import { redirectMismatchAtToken } from './probes/24-redirect-mismatch-at-token.ts'
import { codeOtherClient } from './probes/25-code-other-client.ts'
import { clientAuthWrong } from './probes/26-client-auth-wrong.ts'
import { codeReplay } from './probes/27-code-replay.ts'
import { codeLifetime } from './probes/28-code-lifetime.ts'
import { codeInParallel } from './probes/29-code-in-parallel.ts'
import { noStoreHeaders } from './probes/30-no-store-headers.ts'
import { nonceEcho } from './probes/31-nonce-echo.ts'
import { idTokenSane } from './probes/32-id-token-sane.ts'
import { userinfoTokenHandling } from './probes/33-userinfo-token-handling.ts'
import { refreshRotation } from './probes/34-refresh-rotation.ts'
import { refreshReuse } from './probes/35-refresh-reuse.ts'
import { refreshBounds } from './probes/36-refresh-bounds.ts'
import { revocation } from './probes/37-revocation.ts'
import { introspectionOpen } from './probes/38-introspection-open.ts'
import { pushedRequestReuse } from './probes/39-pushed-request-reuse.ts'
import { dpopProof } from './probes/40-dpop-proof.ts'
import { requestObjectUnsigned } from './probes/41-request-object-unsigned.ts'
import { logoutRedirect } from './probes/42-logout-redirect.ts'

/** What a provider is put to, by its numbers. */
export const providerProbeList: readonly ProviderProbe[] = [
  issuerExact, httpsEverywhere, pkceAdvertised, issSent, deadFlowsAdvertised, algNoneAdvertised,
  jwksHygiene, tokenGet, authorizeCors, loginFraming, redirectUnregistered, redirectVariants,
  loopbackPort, responseType, duplicateParameters, stateEcho, headerInjection, redirectStatus,
  pkceWrongVerifier, pkceNoVerifier, pkceDowngrade, pkcePlain, pkceRequired, redirectMismatchAtToken,
  codeOtherClient, clientAuthWrong, codeReplay, codeLifetime, codeInParallel, noStoreHeaders,
  nonceEcho, idTokenSane, userinfoTokenHandling, refreshRotation, refreshReuse, refreshBounds,
  revocation, introspectionOpen, pushedRequestReuse, dpopProof, requestObjectUnsigned, logoutRedirect,
]
