import type { KoaContextWithOIDC } from 'oidc-provider'
import type { SandboxMiddleware } from '../interactions.ts'
import { signOutPath } from '../configuration.ts'
import { html } from '../pages/html.ts'
import { endpointOf } from '../request-log.ts'
import type { Endpoint } from '../endpoint.ts'
import { readPage } from '../user-agent/forms.ts'
import type { Hooks, IdToken, Json, World } from './hooks.ts'
import { decode, sign } from './signing.ts'
import type { Variant } from './variant.ts'

/**
 * The variant as a step between the network and the provider: it answers instead of the provider, or changes what that
 * says.
 */
export function play(variant: Variant, world: World): SandboxMiddleware {
  return async (koa, next) => {
    const context = koa as KoaContextWithOIDC
    const inner = async () => answerOrChange(context, variant, world, next)
    await (variant.everywhere ? variant.everywhere(context, world, inner) : inner())
  }
}

async function answerOrChange(
  context: KoaContextWithOIDC, variant: Variant, world: World, next: () => Promise<unknown>,
): Promise<void> {
  const endpoint = endpointOf(context.path)
  const answer = endpoint && variant.answer?.[endpoint]
  if (answer && !variant.only) {
    await answer(context, world, next)
    return
  }
  await next()
  // Which grant a token request is only shows once the provider has read it.
  if (variant.only && endpoint === 'token' && grantOf(context) !== variant.only) return
  if (answer) await answer(context, world, async () => undefined)
  else if (context.path.startsWith(signOutPath)) changeReturn(context, variant, world)
  else if (endpoint === undefined || endpoint === 'authorization') await changeRedirect(context, variant, world)
  else await change(endpoint, context, variant, world)
}

function grantOf({ oidc }: KoaContextWithOIDC): unknown {
  return (oidc as KoaContextWithOIDC['oidc'] | undefined)?.params?.['grant_type']
}

async function change(endpoint: Endpoint, context: KoaContextWithOIDC, hooks: Hooks, world: World): Promise<void> {
  if (context.status === 200 && isJson(context.body)) {
    const replacement = await changeJson(endpoint, context, hooks, world)
    const text = hooks.text?.[endpoint]
    if (text) replaceBody(context, text(JSON.stringify(context.body), world))
    if (replacement !== undefined) {
      context.body = replacement
      context.type = 'application/jwt'
    }
  }
  if (hooks.headers?.[endpoint]) context.set(hooks.headers[endpoint])
}

/** The body is said in other words, but still called JSON. */
function replaceBody(context: KoaContextWithOIDC, body: string | Buffer): void {
  context.body = body
  context.type = 'application/json'
}

async function changeJson(
  endpoint: Endpoint, context: KoaContextWithOIDC, hooks: Hooks, world: World,
): Promise<string | undefined> {
  // oidc-provider keeps some of its documents: a copy is changed.
  const body = structuredClone(context.body) as Json
  context.body = body
  if (endpoint === 'discovery') hooks.metadata?.(body, world)
  if (endpoint === 'jwks') await hooks.keys?.(body as { keys: unknown }, world)
  if (endpoint === 'userinfo') return await hooks.userinfo?.(body, world, context) ?? undefined
  if (endpoint === 'token') {
    if (hooks.idToken && typeof body['id_token'] === 'string')
      body['id_token'] = await reissue(
        { ...decode(body['id_token'], world.keys.own), accessToken: String(body['access_token']) }, hooks, world,
      )
    await hooks.tokenResponse?.(body, world, context)
  }
  return undefined
}

async function reissue(token: IdToken, hooks: Hooks, world: World): Promise<string> {
  return await hooks.idToken?.(token, world) ?? await sign(token)
}

/** The browser is sent back to the client when the user has signed out, unless it is shown a page. */
function changeReturn(context: KoaContextWithOIDC, { signedOut }: Hooks, world: World): void {
  const target = String(context.res.getHeader('location') ?? '')
  if (!signedOut || !URL.canParse(target) || target.startsWith(world.issuer)) return
  const url = new URL(target)
  signedOut(url.searchParams, world)
  context.set('location', url.href)
}

/**
 * The authorization response stands in a redirect, or in a form that posts itself (OAuth 2.0 Form Post Response Mode).
 */
async function changeRedirect(context: KoaContextWithOIDC, hooks: Hooks, world: World): Promise<void> {
  const oidc = context.oidc as KoaContextWithOIDC['oidc'] | undefined
  const redirectUri = oidc?.params?.['redirect_uri']
  if (typeof redirectUri !== 'string') return
  const target = String(context.res.getHeader('location') ?? '')
  if (target.startsWith(redirectUri)) {
    const url = new URL(target)
    await changeParameters(url.searchParams, hooks, world)
    context.set('location', hooks.location?.(url.href) ?? url.href)
  } else if (typeof context.body === 'string'
    && /^form_post(?:\.jwt)?$/.test(String(oidc?.params?.['response_mode']))) {
    context.body = await changeForm(context.body, redirectUri, hooks, world)
  }
}

async function changeParameters(
  parameters: URLSearchParams, { signedResponse, authorizationResponse }: Hooks, world: World,
): Promise<void> {
  const response = parameters.get('response')
  if (signedResponse && response !== null) {
    const token = decode(response, world.keys.own)
    parameters.set('response', await signedResponse(token, world) ?? await sign(token))
  }
  authorizationResponse?.(parameters, world)
}

async function changeForm(page: string, redirectUri: string, hooks: Hooks, world: World): Promise<string> {
  const form = readPage(page, redirectUri).forms.find(({ action }) => action === redirectUri)
  if (!form) return page
  const parameters = new URLSearchParams(form.fields)
  await changeParameters(parameters, hooks, world)
  const inputs = [...parameters].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}"/>`)
  return page.replace(/(<form\b[^>]*>).*?(?=<noscript>)/s, (_, opening: string) => opening + html`${inputs}`.text)
}

function isJson(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && !('pipe' in body)
}
