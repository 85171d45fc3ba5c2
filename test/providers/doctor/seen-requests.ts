import type { Seen } from './seen.ts'

/** What is refused of a request by what was in it, and what was not. */
export const ofRequests: readonly Seen[] = [
  [
    'client-authentication-method',
    { codes: ['invalid_client'], hasSecret: true, description: 'use client_secret_post', status: 401 },
  ],
  ['client-secret-or-method', { codes: ['invalid_client'], hasSecret: true, takesOtherMethod: true }],
  ['page-unshown', { failure: 'authorization-refused', codes: ['login_required'], silent: false }],
  ['sign-in-missing', { failure: 'authorization-refused', codes: ['login_required'], silent: true }],
  ['acr-unasked', { failure: 'authorization-refused', codes: ['unmet_authentication_requirements'], unsent: true }],
  ['parameter-unsent', { failure: 'authorization-refused', codes: ['request_not_supported'], unsent: true }],
  ['interaction-needed', { failure: 'refresh-refused', codes: ['login_required'] }],
  ['refresh-not-allowed', { failure: 'refresh-refused', codes: ['unauthorized_client'] }],
  ['refresh-unsupported', { failure: 'refresh-refused', codes: ['unsupported_grant_type'] }],
  ['refresh-scope-unsaid', { failure: 'refresh-refused', codes: ['invalid_scope'], scope: '' }],
  ['refresh-scope', { failure: 'refresh-refused', codes: ['invalid_scope'], scope: 'read' }],
  ['scope-unsaid', { failure: 'authorization-refused', codes: ['invalid_scope'], scope: '' }],
  ['resource-wants-proof', { failure: 'userinfo-refused', dpop: false, wants: 'proof', codes: ['invalid_token'] }],
  ['given-token-refused', { failure: 'userinfo-refused', step: 'userinfo', isGiven: true, codes: ['invalid_token'] }],
  ['given-token-refused', { failure: 'userinfo-refused', step: 'userinfo', isGiven: true, status: 401 }],
  ['given-token-refused', { failure: 'resource-refused', isGiven: true, status: 400, codes: ['invalid_token'] }],
  ['given-token-lacking', { failure: 'userinfo-refused', step: 'userinfo', isGiven: true, status: 403 }],
  ['given-token-lacking', { failure: 'resource-refused', isGiven: true, codes: ['insufficient_scope'] }],
  ['given-token-lacking', { failure: 'resource-refused', isGiven: true, needed: 'more', codes: ['insufficient_scope'] }],
  ['resource-wants-no-token', { failure: 'resource-refused', status: 401, wants: 'no-token' }],
]
