import type { Catalogue } from '../catalogue.ts'
import { dangersOf } from '../lessons.ts'
import { enMessageWords } from './of-message.ts'
import { enLessons } from './lessons.ts'

/** The six steps, with what each is about. */
export const enSteps: Catalogue['steps'] = {
  start: { ...enMessageWords.steps.start, about: enLessons.steps.start.what },
  redirect: { ...enMessageWords.steps.redirect, about: enLessons.steps.redirect.what },
  consent: { ...enMessageWords.steps.consent, about: enLessons.steps.consent.what },
  callback: { ...enMessageWords.steps.callback, about: enLessons.steps.callback.what },
  token: { ...enMessageWords.steps.token, about: enLessons.steps.token.what },
  userinfo: { ...enMessageWords.steps.userinfo, about: enLessons.steps.userinfo.what },
}

export const enTelling: Catalogue['telling'] = { ...enMessageWords.telling, dangers: dangersOf(enLessons) }
