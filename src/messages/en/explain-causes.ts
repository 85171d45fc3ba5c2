import type { Remedy } from '../remedy.ts'
import { pick } from '../text.ts'
import { enDoctor } from './doctor.ts'
import { enChinaCauses } from './explain-causes-china.ts'
import { enEntraCauses } from './explain-causes-entra.ts'
import { enServerCauses } from './explain-causes-servers.ts'
import { enWesternCauses } from './explain-causes-western.ts'

/** Causes as the owner of another program needs them; the doctor's speak of a login of ours. */
export const enCauses: Readonly<Record<string, Remedy>> = { ...enServerCauses, ...enWesternCauses, ...enEntraCauses, ...enChinaCauses }

/** Why a provider refused, and what helps: without what only fits a login of ours. */
export function enCause(name: unknown): Remedy {
  const [cause, fix] = pick(enCauses, name) ?? pick(enDoctor as Readonly<Record<string, Remedy>>, name) ?? ['', '']
  return [withoutBlanks(cause), withoutBlanks(fix.split('\n').filter(line => !line.startsWith('oauth-walk ')).join(' ')) || 'Compare the request with the provider’s documentation, and sign in again.']
}

/** The blanks of the doctor's sentences, which a login of ours fills. */
function withoutBlanks(text: string): string {
  return text.replace(/ "\{\w+\}"/g, '').replace(/\{redirect_uri\}/g, 'the redirect URI that was sent').replace(/\{client_id\}/g, 'with this id').replace(/ ?\{\w+\}/g, '')
}
