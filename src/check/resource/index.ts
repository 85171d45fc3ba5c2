import type { Probe } from '../probe.ts'
import { requestChallenged } from './probes/01-request-challenged.ts'
import { resourceMetadataFound } from './probes/02-resource-metadata-found.ts'
import { resourceIdentical } from './probes/03-resource-identical.ts'
import { authorizationServerNamed } from './probes/04-authorization-server-named.ts'
import { providerMetadataFound } from './probes/05-provider-metadata-found.ts'
import { issuerIdentical } from './probes/06-issuer-identical.ts'
import { pkceAdvertised } from './probes/07-pkce-advertised.ts'
import { endpointsSafe } from './probes/08-endpoints-safe.ts'
import type { Survey } from './surveyed.ts'

export { survey } from './survey.ts'
export type { Survey } from './surveyed.ts'

/** What a protected resource is put to before anybody signs in, in the order of a login. */
export const resourceProbes: readonly Probe<Survey>[] = [
  requestChallenged, resourceMetadataFound, resourceIdentical, authorizationServerNamed,
  providerMetadataFound, issuerIdentical, pkceAdvertised, endpointsSafe,
]
