import type { ProviderProbe } from './probe.ts'
import { issuerExact } from './probes/01-issuer-exact.ts'
import { redirectUnregistered } from './probes/11-redirect-unregistered.ts'
import { pkceWrongVerifier } from './probes/19-pkce-wrong-verifier.ts'

/** What a provider is put to, by its numbers. */
export const providerProbeList: readonly ProviderProbe[] = [
  issuerExact,
  redirectUnregistered,
  pkceWrongVerifier,
]
