import type { Failure } from '../../../codes/failure.ts'
import type { DoctorPart } from '../../../messages/doctor-words.ts'
import type { SettingName } from '../../../providers/settings.ts'
import { groupOf } from '../../command-line/option-groups.ts'

/** Failures that are about who the client is, whatever setting says so. */
const ofClient: readonly string[] = [
  'key-unknown', 'key-unusable', 'fapi2-client', 'authentication-unsupported', 'workload-token-missing',
  'client-id-missing',
]

/** Settings that have a line of their own, beside that of their group. */
const own: Readonly<Record<string, DoctorPart>> = {
  ca: 'tls', 'tls-cert': 'tls', 'tls-key': 'tls', 'client-secret': 'client', 'client-key-passphrase': 'client',
  passphrase: 'store',
}

/**
 * What a failure is about that comes before anything is asked, by the setting which it names. One that names none is
 * about the redirect URI: that is what was to be asked.
 */
export function partOf({ code, details: { setting, source, what } }: Failure): DoctorPart {
  if (ofClient.includes(code)) return 'client'
  const name = nameOf(setting ?? what ?? source)
  const group = groupOf(name as SettingName)
  if (name === '' || group === 'browser' || code === 'redirect-uri-unusable') return 'redirect-uri'
  return own[name] ?? (group === 'client' ? 'client' : 'settings')
}

/** The setting of a flag, or of its variable. */
function nameOf(said: unknown): string {
  const [word = ''] = (typeof said === 'string' ? said : '').split(' ', 1)
  return word.replace(/^(?:--|OAUTH_WALK_)/, '').replaceAll('_', '-').toLowerCase()
}
