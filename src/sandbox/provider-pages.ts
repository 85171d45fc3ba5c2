import type { KoaContextWithOIDC } from 'oidc-provider'
import { signOutPath, type ProviderPages } from './configuration.ts'
import {
  codeAcceptedPage, codeRefusedPage, confirmCodePage, enterCodePage, errorPage, showPage, signedOutPage, signOutPage,
  wordsOf,
} from './pages/index.ts'

const localesCookie = '_sign_out_ui_locales'

/** The pages that oidc-provider shows of its own accord. */
export const providerPages: ProviderPages = {
  error(context, error) {
    const { redirect_uri: asked } = { ...context.query, ...context.oidc.params }
    const redirectUris = typeof asked === 'string'
      ? { asked, registered: context.oidc.client?.redirectUris ?? [] }
      : undefined
    const mismatch = error.error === 'invalid_redirect_uri' && redirectUris
    showPage(context, errorPage(wordsOf(context, askedLocales(context)), { ...error, ...mismatch && { redirectUris } }))
  },
  signOut(context, form) {
    const locales = askedLocales(context)
    // The page after this one knows nothing of the request, but should speak the same language.
    context.cookies.set(localesCookie, typeof locales === 'string' ? encodeURIComponent(locales) : null, {
      path: signOutPath, sameSite: 'lax',
    })
    const { post_logout_redirect_uri: redirectUri } = context.oidc.params ?? {}
    const page = signOutPage(wordsOf(context, locales), nameOfClient(context), form)
    showPage(context, page, typeof redirectUri === 'string' ? redirectUri : undefined)
  },
  signedOut(context) {
    const locales = decodeURIComponent(context.cookies.get(localesCookie) ?? '')
    showPage(context, signedOutPage(wordsOf(context, locales), context.oidc.client !== undefined))
  },
  enterCode(context, form, problem) {
    const words = wordsOf(context, askedLocales(context))
    showPage(context, problem === 'refused' ? codeRefusedPage(words) : enterCodePage(words, form, problem === 'wrong'))
    if (problem === 'wrong') context.status = 422
  },
  confirmCode(context, form, userCode) {
    showPage(
      context, confirmCodePage(wordsOf(context, askedLocales(context)), nameOfClient(context) ?? '', form, userCode),
    )
  },
  codeAccepted(context) {
    showPage(context, codeAcceptedPage(wordsOf(context, askedLocales(context))))
  },
}

function askedLocales(context: KoaContextWithOIDC): unknown {
  return context.oidc.params?.['ui_locales'] ?? context.query['ui_locales']
}

function nameOfClient({ oidc }: KoaContextWithOIDC): string | undefined {
  return oidc.client?.clientName ?? oidc.client?.clientId
}
