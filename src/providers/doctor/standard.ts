import type { FailureCode } from '../../codes/failure.ts'
import type { CodeRule } from './symptom.ts'

const exchange: readonly FailureCode[] = ['token-refused']
const refresh: readonly FailureCode[] = ['session-ended', 'refresh-refused']
const clientSide: readonly FailureCode[] = [...exchange, ...refresh, 'push-refused']
const resource: readonly FailureCode[] = ['userinfo-refused', 'resource-refused']
const asked: readonly FailureCode[] = ['authorization-refused', 'error-page', 'push-refused']
const stepUp = 'insufficient_user_authentication'
const section9470 = 'RFC 9470, section 3'
const section41 = 'RFC 6749, section 4.1.2.1'
const section52 = 'RFC 6749, section 5.2'

/** What a provider refuses that does not take the client's proof, other than a secret that was sent. */
const proofs: readonly Required<Pick<CodeRule, 'id' | 'provesBy' | 'source'>>[] = [
  { id: 'client-key-refused', provesBy: 'key', source: 'RFC 7523, section 3.2' },
  { id: 'client-assertion-refused', provesBy: 'assertion', source: 'RFC 7521, section 4.2.1' },
  { id: 'client-signature-refused', provesBy: 'signed-secret', source: 'OpenID Connect Core 1.0, section 9' },
  { id: 'client-self-signed-refused', provesBy: 'self-signed', source: 'RFC 8705, section 2.2' },
  { id: 'client-certificate-refused', provesBy: 'certificate', source: 'RFC 8705, section 2.1.2' },
  { id: 'client-certificate-unshown', provesBy: 'unshown', source: 'RFC 8705, sections 2 and 5' },
]

/** What the standards' codes mean, made exact by what this client sent. */
export const standard: readonly CodeRule[] = [
  {
    id: 'redirect-uri-unregistered', codes: ['redirect_uri_mismatch', 'redirect_mismatch', 'invalid_redirect_uri'],
    source: 'RFC 6749, section 3.1.2.4',
  },
  {
    id: 'proof-missing', dpop: false, codes: ['invalid_dpop_proof', 'use_dpop_nonce'],
    source: 'RFC 9449, sections 5, 8 and 9',
  },
  { id: 'proof-nonce', dpop: true, codes: ['use_dpop_nonce'], source: 'RFC 9449, sections 8 and 9' },
  { id: 'proof-refused', dpop: true, codes: ['invalid_dpop_proof'], source: 'RFC 9449, section 4.3' },
  {
    id: 'resource-wants-proof', failures: resource, dpop: false, wants: 'proof',
    source: 'RFC 9449, section 7.1; RFC 9110, section 11.6.1',
  },
  {
    id: 'resource-wants-no-token', failures: resource, wants: 'no-token',
    source: 'RFC 9110, section 11.6.1; RFC 6750, section 3',
  },
  {
    id: 'device-client', failures: ['device-refused'], codes: ['invalid_client'],
    source: 'RFC 8628, section 3.2; RFC 6749, section 5.2',
  },
  {
    id: 'device-not-allowed', failures: ['device-refused'], codes: ['unauthorized_client', 'unsupported_grant_type'],
    source: 'RFC 8628, section 3.2; RFC 6749, section 5.2',
  },
  {
    id: 'device-scope', failures: ['device-refused'], codes: ['invalid_scope'],
    source: 'RFC 8628, section 3.1; RFC 6749, section 3.3',
  },
  {
    id: 'client-method-chosen', failures: clientSide, choseMethod: true, codes: ['invalid_client'], source: section52,
  },
  {
    id: 'client-method-chosen', failures: exchange, choseMethod: true, asSaid: true, codes: ['unauthorized_client'],
    source: section52,
  },
  ...proofs.flatMap(({ id, provesBy, source }): CodeRule[] => [
    { id, failures: clientSide, provesBy, codes: ['invalid_client'], source },
    // A code has come, so the client may use the flow: what is refused is its proof.
    { id, failures: exchange, provesBy, asSaid: true, codes: ['unauthorized_client'], source },
  ]),
  // Nothing proves a client in the browser: what is wrong there is no secret.
  {
    id: 'client-unknown', failures: ['authorization-refused', 'error-page'], codes: ['invalid_client'],
    source: section52,
  },
  // Before a code was given, nothing says that the provider knows this client at all.
  {
    id: 'client-unknown-or-unproven', failures: ['push-refused'], hasSecret: false, codes: ['invalid_client'],
    source: `${section52}; RFC 9126, section 2.3`,
  },
  { id: 'client-secret-missing', failures: clientSide, hasSecret: false, codes: ['invalid_client'], source: section52 },
  {
    id: 'client-secret-or-method', failures: clientSide, hasSecret: true, takesOtherMethod: true,
    codes: ['invalid_client'], source: `${section52}; OpenID Connect Discovery 1.0, section 3`,
  },
  {
    id: 'client-credentials-wrong', failures: clientSide, hasSecret: true, codes: ['invalid_client'], source: section52,
  },
  {
    id: 'grant-type-not-allowed', failures: asked, codes: ['unauthorized_client'],
    source: section41,
  },
  {
    id: 'client-proof-off', failures: exchange, hasSecret: true, provesNothing: true, asSaid: true,
    codes: ['unauthorized_client'], source: section52,
  },
  {
    id: 'client-not-accepted', failures: exchange, hasSecret: true, asSaid: true, codes: ['unauthorized_client'],
    source: section52,
  },
  {
    id: 'client-not-proven', failures: exchange, hasSecret: false, asSaid: true, codes: ['unauthorized_client'],
    source: section52,
  },
  // The session came by another grant type than the one that is refused.
  { id: 'refresh-not-allowed', failures: refresh, codes: ['unauthorized_client'], source: section52 },
  { id: 'refresh-unsupported', failures: refresh, codes: ['unsupported_grant_type'], source: section52 },
  { id: 'grant-type-unsupported', failures: exchange, codes: ['unsupported_grant_type'], source: section52 },
  {
    id: 'refresh-scope-unsaid', failures: refresh, scope: /^$/, codes: ['invalid_scope'],
    source: 'RFC 6749, section 6; Entra: AADSTS90009',
  },
  { id: 'refresh-scope', failures: refresh, codes: ['invalid_scope'], source: 'RFC 6749, section 6' },
  { id: 'scope-unsaid', scope: /^$/, codes: ['invalid_scope'], source: 'RFC 6749, section 3.3' },
  { id: 'scope-format', codes: ['invalid_scope'], scope: /,/, source: 'RFC 6749, section 3.3' },
  { id: 'scope-unknown', codes: ['invalid_scope'], source: section41 },
  { id: 'resource-not-allowed', atResource: true, codes: ['invalid_target'], source: 'RFC 8707, section 2' },
  { id: 'resource-refused', namesResource: true, codes: ['invalid_target'], source: 'RFC 8707, section 2' },
  { id: 'audience-not-allowed', codes: ['invalid_target'], source: 'RFC 8707, section 2' },
  {
    id: 'page-unshown', failures: asked, silent: false,
    codes: ['login_required', 'consent_required', 'interaction_required', 'account_selection_required'],
    source: 'OpenID Connect Core 1.0, section 3.1.2.6',
  },
  {
    id: 'sign-in-missing', failures: asked, codes: ['login_required'],
    source: 'OpenID Connect Core 1.0, section 3.1.2.6',
  },
  {
    id: 'consent-missing', codes: ['consent_required'],
    source: 'OpenID Connect Core 1.0, section 3.1.2.6',
  },
  {
    id: 'interaction-needed', codes: ['interaction_required', 'account_selection_required'],
    source: 'OpenID Connect Core 1.0, section 3.1.2.6',
  },
  {
    id: 'interaction-needed', failures: refresh, codes: ['login_required'],
    source: 'OpenID Connect Core 1.0, section 3.1.2.6',
  },
  {
    id: 'stored-token-refused', failures: resource, isOld: true, codes: ['invalid_token'],
    source: 'RFC 6750, section 3.1',
  },
  {
    id: 'access-token-refused', failures: resource, step: 'userinfo', codes: ['invalid_token'],
    source: 'RFC 6750, section 3.1',
  },
  { id: 'step-up', failures: resource, asksAcr: true, asksAge: true, codes: [stepUp], source: section9470 },
  { id: 'step-up-acr', failures: resource, asksAcr: true, codes: [stepUp], source: section9470 },
  { id: 'step-up-age', failures: resource, asksAge: true, codes: [stepUp], source: section9470 },
  { id: 'step-up-unnamed', failures: resource, codes: [stepUp], source: section9470 },
  {
    id: 'parameter-unsent', failures: asked, unsent: true,
    codes: [
      'request_not_supported', 'request_uri_not_supported', 'invalid_request_uri', 'invalid_authorization_details',
    ],
    source: 'OpenID Connect Core 1.0, section 3.1.2.6; RFC 9101, section 7; RFC 9396, section 5',
  },
  {
    id: 'acr-unasked', failures: asked, unsent: true, codes: ['unmet_authentication_requirements'],
    source: 'OpenID Connect Core Error Code unmet_authentication_requirements 1.0',
  },
  {
    id: 'acr-unmet', failures: asked, codes: ['unmet_authentication_requirements'],
    source: 'OpenID Connect Core Error Code unmet_authentication_requirements 1.0',
  },
  {
    id: 'signed-request-required', failures: asked, signsRequest: false, codes: ['invalid_request_object'],
    source: 'RFC 9101, section 7',
  },
  { id: 'request-object-refused', failures: asked, codes: ['invalid_request_object'], source: 'RFC 9101, section 7' },
  {
    id: 'request-reference-refused', failures: asked, codes: ['invalid_request_uri'],
    source: 'RFC 9101, section 7; RFC 9126, section 2.2',
  },
  {
    id: 'request-object-unsupported', failures: asked, codes: ['request_not_supported'],
    source: 'OpenID Connect Core 1.0, section 3.1.2.6',
  },
  {
    id: 'request-reference-unsupported', failures: asked, codes: ['request_uri_not_supported'],
    source: 'OpenID Connect Core 1.0, section 3.1.2.6',
  },
  { id: 'details-refused', codes: ['invalid_authorization_details'], source: 'RFC 9396, section 5' },
  {
    id: 'scope-needed', failures: resource, needed: /\S/, codes: ['insufficient_scope'], source: 'RFC 6750, section 3',
  },
  {
    id: 'proof-perhaps-missing', failures: exchange, dpop: false, offersProof: true, codes: ['invalid_grant'],
    source: 'RFC 9449, section 5.2 (dpop_bound_access_tokens)',
  },
  { id: 'scope-lacking', failures: resource, codes: ['insufficient_scope'], source: 'RFC 6750, section 3.1' },
  {
    id: 'resource-forbids', failures: ['resource-refused'], status: 403,
    source: 'RFC 6750, section 3.1; github.com/GitbookIO/gitbook/issues/4280',
  },
  {
    id: 'given-token-refused', failures: resource, isGiven: true, codes: ['invalid_token'],
    source: 'RFC 6750, section 3.1',
  },
  { id: 'given-token-refused', failures: resource, isGiven: true, status: 401, source: 'RFC 6750, section 3.1' },
  { id: 'given-token-lacking', failures: resource, isGiven: true, status: 403, source: 'RFC 6750, section 3.1' },
]
