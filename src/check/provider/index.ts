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
import { pkcePlain } from './probes/22-pkce-plain.ts'
import { pkceRequired } from './probes/23-pkce-required.ts'
import { introspectionOpen } from './probes/38-introspection-open.ts'
import { pushedRequestReuse } from './probes/39-pushed-request-reuse.ts'
import { requestObjectUnsigned } from './probes/41-request-object-unsigned.ts'
import { logoutRedirect } from './probes/42-logout-redirect.ts'

/** What a provider is put to, by its numbers. */
export const providerProbeList: readonly ProviderProbe[] = [
  issuerExact,
  httpsEverywhere,
  pkceAdvertised,
  issSent,
  deadFlowsAdvertised,
  algNoneAdvertised,
  jwksHygiene,
  tokenGet,
  authorizeCors,
  loginFraming,
  redirectUnregistered,
  redirectVariants,
  loopbackPort,
  responseType,
  duplicateParameters,
  stateEcho,
  headerInjection,
  redirectStatus,
  pkceWrongVerifier,
  pkcePlain,
  pkceRequired,
  introspectionOpen,
  pushedRequestReuse,
  requestObjectUnsigned,
  logoutRedirect,
]
