import { good } from '../../../render/doctor/line.ts'
import type { Look } from '../look.ts'

/** In which language all is told, and what says so. */
export const lookAtLanguage: Look = ({ run: { context: { environment }, options, catalogue: { language } } }) => {
  const variable = (['OAUTH_WALK_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const).find(name => environment[name])
  const by = options.lang === undefined ? variable : '--lang'
  if (by === undefined) return [good('language', 'language-default', { language })]
  return [
    good('language', 'language', { language, by, value: by === '--lang' ? options.lang : environment[by as 'LANG'] }),
  ]
}
