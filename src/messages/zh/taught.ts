import type { Catalogue } from '../catalogue.ts'
import { dangersOf } from '../lessons.ts'
import { zhMessageWords } from './of-message.ts'
import { zhLessons } from './lessons.ts'

/** The six steps, with what each is about. */
export const zhSteps: Catalogue['steps'] = {
  start: { ...zhMessageWords.steps.start, about: zhLessons.steps.start.what },
  redirect: { ...zhMessageWords.steps.redirect, about: zhLessons.steps.redirect.what },
  consent: { ...zhMessageWords.steps.consent, about: zhLessons.steps.consent.what },
  callback: { ...zhMessageWords.steps.callback, about: zhLessons.steps.callback.what },
  token: { ...zhMessageWords.steps.token, about: zhLessons.steps.token.what },
  userinfo: { ...zhMessageWords.steps.userinfo, about: zhLessons.steps.userinfo.what },
}

export const zhTelling: Catalogue['telling'] = { ...zhMessageWords.telling, dangers: dangersOf(zhLessons) }
