import { authorizationPath, deviceAuthorizationPath } from './configuration.ts'
import type { SandboxMiddleware } from './interactions.ts'
import { avatar } from './pages/avatar.ts'
import { notFoundPage, showPage, wordsOf } from './pages/index.ts'
import { commonHeaders } from './pages/policy.ts'
import { avatarPath } from './user.ts'

/**
 * Has everything on disk before the answer leaves: a client never holds a token that the next process would not know.
 */
export function savedBeforeAnswer(store: { save: () => void }): SandboxMiddleware {
  return async (_context, next) => {
    try {
      await next()
    } finally {
      store.save()
    }
  }
}

/**
 * Puts the common headers on every answer, and refuses to speak for another host name (DNS rebinding), or of an address
 * that is none.
 */
export function ownHostOnly(issuer: string, tlsOrigin: string | undefined): SandboxMiddleware {
  const hosts = [issuer, ...tlsOrigin === undefined ? [] : [tlsOrigin]].map(origin => new URL(origin).host)
  return async (context, next) => {
    context.set({ ...commonHeaders })
    if (!hosts.includes(context.host)) context.throw(421, `this is ${issuer}`)
    if (!URL.canParse(context.req.url ?? '/', issuer)) context.throw(400, 'no address')
    await next()
  }
}

/**
 * OpenID Connect Core 1.0 section 11 lets a provider honour `offline_access` only after consent. Here consent is always
 * asked for, but oidc-provider wants to read it in the request: so say `prompt=consent` for a client that did not.
 */
export const offlineAccessAsksConsent: SandboxMiddleware = async (context, next) => {
  const { scope, prompt } = context.query
  if (context.path === authorizationPath && typeof scope === 'string' && scope.split(' ').includes('offline_access')) {
    const prompts = typeof prompt === 'string' ? prompt.split(' ') : []
    const leaveAlone = Array.isArray(prompt) || prompts.includes('none') || prompts.includes('consent')
    if (!leaveAlone) context.query = { ...context.query, prompt: [...prompts, 'consent'].join(' ') }
  }
  await next()
}

/**
 * The sandbox is never busy: whoever waits for its user may ask every second (RFC 8628, section 3.2; without a word of
 * it, five are meant).
 */
export const shortInterval: SandboxMiddleware = async (context, next) => {
  await next()
  const body = context.body as { device_code?: string } | undefined
  if (context.path === deviceAuthorizationPath && body?.device_code !== undefined)
    context.body = { ...body, interval: 1 }
}

/**
 * No client authentication is a failed one (RFC 6749, section 5.2; RFC 7662, section 2.3): oidc-provider calls it a
 * malformed request.
 */
export const silentClientIsInvalid: SandboxMiddleware = async (context, next) => {
  await next()
  const body = context.body as { error_description?: string } | undefined
  if (context.status !== 400 || body?.error_description !== 'no client authentication mechanism provided') return
  context.body = { ...body, error: 'invalid_client' }
  context.status = 401
  context.set('www-authenticate', 'Basic realm="sandbox"')
}

/** The user's avatar. */
export const avatarRoute: SandboxMiddleware = async (context, next) => {
  if (context.path !== avatarPath) {
    await next()
    return
  }
  context.type = 'image/svg+xml'
  context.set('cache-control', 'max-age=3600')
  context.body = avatar
}

/** A readable page where there is nothing. */
export const notFoundRoute: SandboxMiddleware = async (context, next) => {
  await next()
  if (context.status !== 404 || context.body !== undefined || context.accepts('json', 'html') !== 'html') return
  showPage(context, notFoundPage(wordsOf(context, undefined)))
  context.status = 404
}
