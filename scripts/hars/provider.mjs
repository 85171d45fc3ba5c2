/* global URLSearchParams */
// The provider of these logins: oidc-provider with pages of our own, one for each recording. It is lax where a planted
// fault needs it.
import { generateKeyPairSync } from 'node:crypto'

// What the library says of other runtimes and of its memory is for providers that last.
const { warn } = console
console.warn = (...words) => String(words[0]).startsWith('oidc-provider') ? undefined : warn(...words)
const { default: Provider } = await import('oidc-provider')

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'k1' }

export const person = { user: 'alice', password: 'correct horse' }

/** Answers as the provider of that issuer, to the clients given. */
export function openProvider(issuer, clients, own = {}) {
  const { features = {}, allowsCredentials, ...configuration } = own
  const provider = new Provider(issuer, {
    clients, jwks: { keys: [key] }, claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    responseTypes: ['code', 'id_token', 'id_token token', 'code id_token', 'none'],
    cookies: {
      keys: ['a key of these tests'], long: { httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    features: {
      devInteractions: { enabled: false }, revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource }, ...features,
    },
    pkce: { required: () => false },
    conformIdTokenClaims: false,
    clientBasedCORS: () => true,
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub, claims: () => ({ sub, name: 'Alice Fake', email: 'alice@example.com', email_verified: true }),
    }),
    renderError: (context, out) => {
      context.body = page(`<h1>Something went wrong</h1><p>${Object.entries(out).map(([name, value]) =>
        `${name}: ${value}`).join('<br>')}</p>`)
    },
    ttl: {
      AccessToken: 3600, AuthorizationCode: 60, IdToken: 3600, Grant: 86_400, Interaction: 3600, Session: 86_400,
      RefreshToken: 86_400,
    },
    ...configuration,
  })
  const callback = provider.callback()
  return (request, response) => {
    if (allowsCredentials) allowCredentials(response)
    if (!request.url.startsWith('/interaction/')) return callback(request, response)
    return answerPerson(provider, request, response).catch(error => response.writeHead(500).end(String(error)))
  }
}

/**
 * The library leaves out what a request with cookies needs, and says nothing at all where it finds such a field before
 * it.
 */
function allowCredentials(response) {
  const { setHeader } = response
  response.setHeader = (name, value) => {
    if (/^access-control-allow-origin$/i.test(name))
      setHeader.call(response, 'access-control-allow-credentials', 'true')
    return setHeader.call(response, name, value)
  }
}

async function answerPerson(provider, request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST')
    return response.writeHead(200, { 'content-type': 'text/html' })
      .end(prompt.name === 'login' ? signIn : consent(params.client_id))
  const form = new URLSearchParams(await textOf(request))
  if (prompt.name === 'login') {
    if (form.get('password') !== person.password)
      return response.writeHead(200, { 'content-type': 'text/html' }).end(signIn)
    return provider.interactionFinished(request, response, { login: { accountId: form.get('user') } })
  }
  if (form.get('allow') !== 'yes')
    return provider.interactionFinished(request, response, {
      error: 'access_denied', error_description: 'the user said no',
    })
  const grant = await provider.Grant.find(grantId ?? '')
    ?? new provider.Grant({ accountId: session.accountId, clientId: params.client_id })
  grant.addOIDCScope(params.scope)
  return provider.interactionFinished(
    request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true },
  )
}

async function textOf(request) {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

function page(body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Provider</title><link rel="icon" href="data:,"><body>${body}</body></html>`
}

const signIn = page(
  '<h1>Sign in</h1><form method="post"><input name="user"><input name="password" type="password"><button>Sign in</button></form>',
)

function consent(client) {
  return page(`<h1>Allow ${client}?</h1><form method="post"><input type="hidden" name="allow" value="yes"><button>Allow</button></form><form method="post"><input type="hidden" name="allow" value="no"><button>Cancel</button></form>`)
}

function logoutSource(context, form) {
  context.body = page(
    `<h1>Sign out?</h1>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  )
}

function postLogoutSuccessSource(context) {
  context.body = page('<h1>Signed out</h1>')
}
