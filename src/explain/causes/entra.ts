import type { CauseRule } from './rule.ts'

const numbers: readonly (readonly [id: string, ...numbers: readonly number[]])[] = [
  ['entra-server-as-spa', 9002325], ['entra-spa', 9002327], ['entra-spa-only', 9002326],
  ['entra-challenge', 50147, 501471], ['pkce-failed', 50148, 501481],
  ['entra-redirect-http', 500117], ['entra-redirect-none', 500113], ['entra-resource-unknown', 500011, 50001, 650052],
  ['entra-resource-unlisted', 650057], ['entra-misconfigured', 650056],
  ['entra-response-type', 700051, 700054], ['entra-spa-refresh', 700084], ['entra-refresh-idle', 700082, 700081],
  ['entra-sign-in-again', 50173, 50132, 50133, 70043, 50089, 700083],
  ['entra-assertion-key', 700027, 7000214], ['entra-assertion-time', 700024],
  ['entra-assertion-audience', 700023, 700022021], ['entra-assertion-client', 700021],
  ['entra-federated', 70021, 700211, 700212, 700213],
  ['entra-on-behalf', 50013, 500131, 500133, 500132, 240002], ['entra-no-session', 50058], ['entra-grant-type', 70003],
  ['entra-account', 50126, 50053, 50055, 50057], ['entra-post-only', 900561],
  [
    'entra-request', 9002313, 90015,
  ], ['entra-parameter', 900144, 90014], ['entra-tenant-missing', 50059, 900021, 90019],
  ['entra-personal-only', 9002346], ['entra-consumers', 9002332], ['entra-jwt', 50027],
  ['entra-loop', 50196], ['entra-confidential-client', 7000218, 7000216],
  ['entra-mfa', 50076, 50079, 50072, 50074, 50158],
  ['entra-policy', 53003, 53000, 53001, 53002, 53004, 530002, 530003, 530032, 530084],
  ['entra-default-scope', 1002012], ['entra-grant', 70000], ['entra-tenant', 90002, 900023],
  ['entra-disabled', 500014, 7000112, 70001], ['entra-device-pending', 70016], ['entra-application', 7000229, 700016],
  ['entra-admin-consent', 90093, 90094, 90095, 90099], ['entra-single-tenant', 50194],
  ['entra-tenant-wrong', 700005, 50128], ['entra-common', 9001023, 90124, 90130],
  ['entra-user', 50020, 50034, 500208, 16000],
  ['entra-response-mode', 70007], ['entra-signed-out', 50097, 50199], ['entra-first-party', 65002],
  ['entra-public-client', 90023],
]

/**
 * Errors of Microsoft Entra by the number in their description, and of Azure AD B2C:
 * learn.microsoft.com/entra/identity-platform/reference-error-codes,
 * learn.microsoft.com/azure/active-directory-b2c/error-codes.
 */
export const entra: readonly CauseRule[] = [
  { id: 'entra-redirect-slash', text: /AADSTS50011\b[^]{0,600}trailing slash/ },
  { id: 'entra-redirect-port', text: /AADSTS50011\b[^]{0,600}\bport\b/ },
  ...numbers.map(([id, ...list]) => ({ id, text: new RegExp(`AADSTS(?:${list.join('|')})\\b`) })),
  { id: 'b2c-password-reset', text: /AADB2C90118\b/ }, { id: 'b2c-cancelled', text: /AADB2C90091\b/ },
  { id: 'redirect-uri-unregistered', text: /AADB2C90006\b/ },
  { id: 'b2c-application', text: /AADB2C(?:90068|90007|90018)\b/ },
  { id: 'b2c-grant', text: /AADB2C(?:90080|90090|90129)\b/ }, { id: 'b2c-policy', text: /AADB2C90088\b/ },
  { id: 'client-secret-missing', text: /AADB2C(?:90079|90084)\b/ },
  { id: 'client-secret-wrong', text: /AADB2C90081\b/ }, { id: 'b2c-implicit', text: /AADB2C90057\b/ },
  { id: 'scope-unknown', text: /AADB2C(?:90117|90055)\b/ }, { id: 'pkce-failed', text: /AADB2C(?:90183|90184)\b/ },
  { id: 'b2c-session', text: /AADB2C90077\b/ },
]
