import type { Provider } from 'oidc-provider'

/**
 * Says of a proof that comes a second time that it is the proof that is wrong (RFC 9449, section 5): oidc-provider says
 * that the grant is.
 */
export function nameReplayedProof(provider: Provider): void {
  provider.on('grant.error', (context, { error_detail: detail }) => {
    if (detail === 'DPoP proof JWT Replay detected')
      context.body = { error: 'invalid_dpop_proof', error_description: detail }
  })
}
