import type { SettingName } from '../../providers/settings.ts'

/** What a request needs, where nobody signs in. */
export const checkSettings: readonly SettingName[] = ['authorization-server', 'resource-method', 'http-timeout', 'ca', 'header', 'tls-cert', 'tls-key']
