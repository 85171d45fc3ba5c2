import { readHeaderField } from '../../providers/header-field.ts'
import { jsonSettings, parseSetting, type SettingName } from '../../providers/settings.ts'

/**
 * What the shared copy of a profile may say: who the provider is, who the client is, and what is asked for. Whoever has
 * the key can write a row. So it never names a file, a program, a variable or another profile of the machine that reads
 * it, and switches off none of its checks: what is not here stays on its machine.
 */
export const portable: ReadonlySet<string> = new Set<SettingName>([
  'issuer', 'authorization-endpoint', 'token-endpoint', 'userinfo-endpoint', 'revocation-endpoint', 'jwks-uri',
  'registration-endpoint', 'introspection-endpoint', 'device-authorization-endpoint',
  'pushed-authorization-request-endpoint',
  'protected-resource', 'authorization-server', 'resource-method',
  'preset', 'provider-origin', 'tenant', 'domain', 'realm', 'region', 'base-url', 'provider-var',
  'client-id', 'register', 'auth-method', 'auth-signing-alg', 'grant', 'redirect-uri', 'port',
  'post-logout-redirect-uri',
  'scope', 'repeat-scope', 'no-offline', 'param', 'token-param', 'resource', 'audience', 'prompt', 'login-hint',
  'acr-values', 'claims', 'authorization-details', 'max-age', 'ui-locales', 'header',
  'response-mode', 'par', 'dpop', 'fapi2', 'request-uri', 'request-object', 'request-object-alg',
  'request-object-encryption-alg', 'request-object-encryption-enc', 'id-token-encrypted-response-alg',
  // They release this session's own token alone, which whoever wrote the row has already.
  'allow-origin', 'host',
])

/** What a profile has besides its settings: where its login went, and to whom its tokens are bound. */
const marks: ReadonlySet<string> = new Set(['target', 'bound'])

/**
 * The settings that may leave this machine, or come from another one. Judged in both directions by the values that
 * would be used. Raises `setting-invalid`, `value-unclean`.
 */
export function portableSettings(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => {
    if (marks.has(name)) return typeof value === 'string' ? [[name, value]] : []
    if (!portable.has(name)) return []
    const kept = withoutFiles(name as SettingName, parseSetting(name as SettingName, value, 'profile'))
    return kept === undefined ? [] : [[name, kept]]
  }))
}

/** JSON and a header field may stand in a file that is named behind `@`. */
function withoutFiles(name: SettingName, value: unknown): unknown {
  if (jsonSettings.includes(name)) return String(value).startsWith('@') ? undefined : value
  if (name !== 'header') return value
  const fields = (value as string[]).filter(field => readHeaderField(field, '--header').file === undefined)
  return fields.length === 0 ? undefined : fields
}
