import type { Finding } from '../codes/finding.ts'
import { endpointNames } from './metadata.ts'

/** Endpoints of the back channel, which may have another address for clients with a certificate. */
const aliased = endpointNames.filter(name =>
  !['authorization_endpoint', 'jwks_uri', 'end_session_endpoint'].includes(name))

/**
 * The metadata for a client that shows a certificate: where there are other endpoints for such clients, those (RFC
 * 8705, section 5).
 */
export function withAliases(
  metadata: Record<string, unknown>,
): { usable: Record<string, unknown>, findings: Finding[] } {
  const aliases = metadata['mtls_endpoint_aliases']
  if (typeof aliases !== 'object' || aliases === null) return { usable: metadata, findings: [] }
  const used = Object.entries(aliases).filter(([name]) => (aliased as readonly string[]).includes(name))
  const hosts = [
    ...new Set(
      used.map(([, address]) => URL.canParse(String(address)) ? new URL(String(address)).host : String(address)),
    ),
  ]
  const findings = used.length === 0
    ? []
    : [{ code: 'certificate-endpoints' as const, details: { endpoints: used.map(([name]) => name), hosts } }]
  return { usable: { ...metadata, ...Object.fromEntries(used) }, findings }
}
