import { onUsualPort } from '../../addresses/as-written.ts'
import { hasRandomPort } from '../../addresses/port.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { textOf } from '../../providers/resolve.ts'
import { registrationText } from '../../render/registration-words.ts'
import type { LoginPlan } from './plan.ts'

/**
 * What to say when nothing has come back for a while: what an error page in the browser usually means here, what this
 * provider's page says then, and what must be registered there. Nothing of it is loaded before.
 */
export function reminderFor(
  { language }: Catalogue, { resolved, login: { ports }, sandbox }: LoginPlan,
): (redirectUri: string, reminder: number) => Promise<string[]> {
  return async (redirectUri, reminder) => {
    const words = language === 'zh'
      ? (await import('../../messages/zh/doctor.ts')).zhWaiting
      : (await import('../../messages/en/doctor.ts')).enWaiting
    if (sandbox) return [words.sandbox]
    const isRandom = hasRandomPort(redirectUri, ports)
    if (reminder > 1) return [words.again(redirectUri)]
    const preset = textOf(resolved, 'preset')
    const [{ errorPages }, { loadPreset }] = await Promise.all([
      import('../../providers/doctor/index.ts'), import('../../providers/presets/index.ts'),
    ])
    const page = preset === undefined ? undefined : errorPages[preset]
    const known = preset === undefined ? undefined : await loadPreset(preset)
    return [
      isRandom ? words.random(redirectUri, onUsualPort(redirectUri)) : words.page(redirectUri),
      ...page ? [words.says(page.says)] : [],
      ...known ? [registrationText(known, redirectUri, language)] : [],
    ]
  }
}
