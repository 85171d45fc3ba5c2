import { parseAddress } from '../addresses/loopback.ts'
import type { Finding } from '../codes/finding.ts'
import { endpointNames } from './metadata.ts'

/** Endpoints that may have another address for clients with a certificate: all those of the back channel. */
const aliased = endpointNames.filter(name =>
  !['authorization_endpoint', 'jwks_uri', 'end_session_endpoint'].includes(name))

/**
 * The metadata for a client that shows a certificate: with the endpoints for such clients, where there are any (RFC
 * 8705, section 5).
 */
export function withAliases(
  metadata: Record<string, unknown>,
): { usable: Record<string, unknown>, findings: Finding[] } {
  const aliases = metadata['mtls_endpoint_aliases']
  if (typeof aliases !== 'object' || aliases === null) return { usable: metadata, findings: [] }
  const used = Object.entries(aliases).filter(([name]) => (aliased as readonly string[]).includes(name))
  if (used.length === 0) return { usable: metadata, findings: [] }
  const hosts = new Set(used.map(([, address]) => hostOf(String(address))))
  return {
    usable: { ...metadata, ...Object.fromEntries(used) },
    findings: [
      { code: 'certificate-endpoints', details: { endpoints: used.map(([name]) => name), hosts: [...hosts] } },
    ],
  }
}

function hostOf(address: string): string {
  return parseAddress(address)?.host ?? address
}
