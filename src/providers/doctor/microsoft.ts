import type { TextRule } from './symptom.ts'

const reference = 'learn.microsoft.com/entra/identity-platform/reference-error-codes'

/** Entra says what is wrong by the number in its description; its `error` tells little. */
export const microsoft: readonly TextRule[] = ([
  ['entra-redirect', 50011], ['entra-redirect', 900971],
  ['entra-spa', 9002327, 'github.com/AzureAD/microsoft-authentication-library-for-js, issues on AADSTS9002327'],
  ['entra-public-client', 700025, 'pnp.github.io/cli-microsoft365, on AADSTS700025'],
  ['entra-confidential-client', 7000218],
  ['entra-secret', 7000215], ['entra-secret', 70002], ['entra-secret-expired', 7000222],
  ['entra-application', 700016], ['entra-application-disabled', 7000112], ['entra-application-disabled', 70001],
  ['entra-tenant', 90002], ['entra-tenant-wrong', 700005],
  ['entra-single-tenant', 50194, 'learn.microsoft.com/troubleshoot/entra, AADSTS50194'],
  ['entra-common', 9001023], ['entra-common', 90124], ['entra-common', 90130], ['entra-consumers', 9002332],
  ['entra-user', 50020], ['entra-user', 50034], ['entra-user', 500208], ['entra-user', 16000],
  ['entra-assignment', 50105],
  ['entra-consent', 65001], ['entra-consent-refused', 65004], ['entra-admin-consent', 90094],
  ['entra-admin-consent', 90095],
  ['entra-policy', 53003], ['entra-policy', 530032], ['entra-mfa', 50076], ['entra-mfa', 50079],
  ['code-used', 54005], ['entra-grant-expired', 70008], ['pkce-failed', 501481],
  ['entra-scope', 70011], ['entra-scope', 28002], ['entra-scope', 28003], ['entra-two-resources', 700022],
  ['entra-resource-parameter', 901002],
  ['entra-resource-scope', 9010010, 'github.com/anthropics/claude-code/issues/73460'],
  ['entra-same-application', 90009, 'github.com/anthropics/claude-ai-mcp/issues/228'], ['entra-parameter', 900144],
  ['entra-throttled', 90055], ['entra-again', 90006], ['entra-again', 90024],
] as [string, number, string?][]).map(([id, number, source = reference]) => ({
  id, of: 'Microsoft Entra', source: `${source} (AADSTS${number})`, text: new RegExp(`AADSTS${number}\\b`),
}))
