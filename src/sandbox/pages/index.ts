import { pagePolicy } from './policy.ts'
import { chooseLocale, wordsFor } from './words.ts'
import type { Words } from './page-words.ts'

/** The little of a request and its answer that a page needs; Koa's context has it. */
export interface PageContext {
  get(header: string): string
  set(header: string, value: string): void
  type: string
  body: unknown
}

/** The sentences in the language that this request wants: its `ui_locales`, else its `Accept-Language`. */
export function wordsOf(context: PageContext, uiLocales: unknown): Words {
  return wordsFor(chooseLocale(uiLocales, context.get('accept-language')))
}

/** Answers with a page; `redirectUri` is where its forms may finally lead. */
export function showPage(context: PageContext, document: string, redirectUri?: string): void {
  context.set('content-security-policy', pagePolicy(redirectUri))
  context.set('cache-control', 'no-store')
  context.type = 'html'
  context.body = document
}

export { codeAcceptedPage, codeRefusedPage, confirmCodePage, enterCodePage } from './device.ts'
export { consentPage } from './consent.ts'
export { errorPage, notFoundPage } from './error.ts'
export { signInPage } from './sign-in.ts'
export { signedOutPage, signOutPage } from './sign-out.ts'
