import type { ProviderProbe } from './probe.ts'
import { issuerExact } from './probes/01-issuer-exact.ts'
import { redirectUnregistered } from './probes/11-redirect-unregistered.ts'
import { pkceWrongVerifier } from './probes/19-pkce-wrong-verifier.ts'
import { pkceNoVerifier } from './probes/20-pkce-no-verifier.ts'
import { pkceDowngrade } from './probes/21-pkce-downgrade.ts'
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
import { dpopProof } from './probes/40-dpop-proof.ts'

/** What a provider is put to, by its numbers. */
export const providerProbeList: readonly ProviderProbe[] = [
  issuerExact, redirectUnregistered, pkceWrongVerifier, pkceNoVerifier, pkceDowngrade, redirectMismatchAtToken,
  codeOtherClient, clientAuthWrong, codeReplay, codeLifetime, codeInParallel, noStoreHeaders,
  nonceEcho, idTokenSane, userinfoTokenHandling, refreshRotation, refreshReuse, refreshBounds,
  revocation, dpopProof,
]
