import type { TextRule } from '../symptom.ts'
import { refreshing } from './refreshing.ts'

const source = 'github.com/keycloak/keycloak, services/…/protocol/oidc'

/** Where a client proves itself; it says the same of every proof that it does not take. */
const proven: TextRule['failures'] = [...refreshing, 'token-refused', 'push-refused']
const unproven = /^(?:Invalid client (?:or Invalid client )?credentials|Authentication failed\.)$/

/** Texts that Keycloak writes. */
export const keycloak: readonly TextRule[] = [
  {
    id: 'keycloak-redirect', of: 'Keycloak', text: /^Invalid parameter: redirect_uri$/,
    source: 'github.com/keycloak/keycloak/issues/10528',
  },
  { id: 'redirect-uri-differs', of: 'Keycloak', text: /^Incorrect redirect_uri$/, source },
  {
    id: 'keycloak-code', of: 'Keycloak', text: /^Code not valid$/,
    source: 'github.com/keycloak/keycloak-community/issues/292',
  },
  {
    id: 'keycloak-openid', of: 'Keycloak', text: /Missing openid scope/i,
    source: 'github.com/keycloak/keycloak/issues/16168',
  },
  {
    id: 'keycloak-offline', of: 'Keycloak', codes: ['not_allowed'],
    text: /^Offline tokens not allowed for the user or client$/, source,
  },
  {
    id: 'exchange-audience', of: 'Keycloak', failures: ['grant-refused'], text: /^Audience not found$/,
    source,
  },
  {
    id: 'client-assertion-missing', of: 'Keycloak', text: /^Parameter client_assertion(?:_type)? is missing$/,
    source,
  },
  { id: 'proof-missing', of: 'Keycloak', dpop: false, text: /^DPoP proof is missing\.?$/, source },
  {
    id: 'certificate-missing', of: 'Keycloak', text: /^Client Certification missing for MTLS HoK Token Binding\.?$/,
    source,
  },
  {
    id: 'push-required', of: 'Keycloak', pushed: false, text: /^Pushed Authorization Request is only allowed\.?$/,
    source,
  },
  {
    id: 'signed-request-required', of: 'Keycloak', signsRequest: false,
    text: /^Missing parameter: 'request' or 'request_uri'$/, source,
  },
  {
    id: 'keycloak-request', of: 'Keycloak', failures: ['push-refused'], signsRequest: false,
    text: /^invalidRequestMessage$/, source,
  },
  {
    id: 'keycloak-lightweight', of: 'Keycloak', text: /^Lightweight access token not allowed for userinfo endpoint$/,
    source,
  },
  {
    id: 'client-proof-off', of: 'Keycloak', failures: proven, text: unproven, hasSecret: true, provesNothing: true,
    source,
  },
  { id: 'client-method-chosen', of: 'Keycloak', failures: proven, text: unproven, choseMethod: true, source },
  {
    id: 'client-key-refused', of: 'Keycloak', failures: ['push-refused'], provesBy: 'key',
    text: /^Authentication failed\.$/, source,
  },
  {
    id: 'client-signature-refused', of: 'Keycloak', failures: ['push-refused'], provesBy: 'signed-secret',
    text: /^Authentication failed\.$/, source,
  },
  {
    id: 'client-certificate-refused', of: 'Keycloak', failures: ['push-refused'], provesBy: 'certificate',
    text: /^Authentication failed\.$/, source,
  },
  {
    id: 'client-certificate-unshown', of: 'Keycloak', failures: ['push-refused'], provesBy: 'unshown',
    text: /^Authentication failed\.$/, source,
  },
  {
    id: 'client-credentials-wrong', of: 'Keycloak', failures: ['push-refused'], text: /^Authentication failed\.$/,
    hasSecret: true, source,
  },
  {
    id: 'client-unknown-or-unproven', of: 'Keycloak', failures: ['push-refused'], text: /^Authentication failed\.$/,
    hasSecret: false, source,
  },
  {
    id: 'client-credentials-wrong', of: 'Keycloak', text: /^Invalid client (?:or Invalid client )?credentials$/,
    hasSecret: true, source,
  },
  {
    id: 'client-secret-missing', of: 'Keycloak',
    text: /^(?:Invalid client or Invalid client credentials|Client secret not provided in request)$/, hasSecret: false,
    source,
  },
  {
    id: 'keycloak-session-none', of: 'Keycloak', failures: ['userinfo-refused', 'resource-refused'], step: 'userinfo', isOld: false,
    text: /^user_session_not_found$/i, source,
  },
  { id: 'standard-flow-off', of: 'Keycloak', text: /Standard flow is disabled for the client/, source },
  { id: 'client-disabled', of: 'Keycloak', text: /^Client (?:is )?(?:disabled|not enabled)\.?$/i, source },
  {
    id: 'refresh-token-dead', of: 'Keycloak', failures: refreshing,
    text: /^(?:Token is not active|Session not active|Offline session not active|Stale token|Invalid refresh token|Maximum allowed refresh token reuse exceeded|Session doesn't have required client|Refresh token expired)$/,
    source,
  },
  { id: 'pkce-failed', of: 'Keycloak', text: /^PKCE verification failed(?:: .*)?$/, source },
  {
    id: 'pkce-required', of: 'Keycloak', pkce: false, text: /^Missing parameter: code_challenge(?:_method)?$/,
    source,
  },
]
