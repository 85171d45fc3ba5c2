import { settingNames, type SettingName } from '../../providers/settings.ts'

/** Settings of a login at which nothing is to be seen before somebody signs in. */
const unseen: readonly SettingName[] = [
  'tool', 'arguments', 'step-up', 'allow-origin', 'grant', 'assertion-file', 'idp', 'idp-client-id', 'id-token-file',
  'register', 'initial-access-token-file',
  'token-param', 'post-logout-redirect-uri', 'device', 'no-open', 'open-via-file', 'timeout', 'host',
]

/** The settings that `doctor` looks at: who asks, whom, how, and where the answer comes back. */
export const doctorSettings: readonly SettingName[] = settingNames.filter(name => !unseen.includes(name))
