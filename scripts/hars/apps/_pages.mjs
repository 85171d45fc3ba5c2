/* global fetch */
// What serves an app that runs in the browser: its page, its script, and an API of its own that takes the provider's
// tokens.

/** The page at every address but the script's and the API's. */
export function servePages(source, options = {}) {
  return async ({ bundle, issuer }) => {
    const script = await bundle(source, options.define)
    return async (request, response) => {
      const { pathname } = new URL(request.url, 'http://localhost')
      if (pathname === '/app.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      if (pathname === '/favicon.ico') return response.writeHead(204).end()
      if (pathname === '/picture.gif') return response.writeHead(200, { 'content-type': 'image/gif' }).end(picture)
      if (pathname.startsWith('/api/')) return answerApi(issuer, request, response)
      return response.writeHead(200, { 'content-type': 'text/html' }).end(options.page ?? page)
    }
  }
}

const api = 'https://api.example'

/** A provider whose access tokens are JWTs for that API. */
export const jwtProvider = {
  features: {
    resourceIndicators: {
      enabled: true, defaultResource: () => api, useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        audience: api, scope: '', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
}

const picture = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64')

const page = '<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title><app-root></app-root><div id="root"></div><script type="module" src="/app.js"></script></html>'

/** Looks whom a JWT is for, and asks the provider about other tokens. */
async function answerApi(issuer, request, response) {
  const { authorization = '' } = request.headers
  const [, claims] = authorization.split('.')
  const isGood = claims
    ? JSON.parse(Buffer.from(claims, 'base64url')).aud === api
    : authorization !== '' && (await fetch(`${issuer}/me`, { headers: { authorization } })).ok
  if (isGood)
    return response.writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ orders: [{ id: 7, item: 'tea' }] }))
  const challenge = authorization === ''
    ? 'Bearer'
    : 'Bearer error="invalid_token", error_description="the token is not an access token of this API"'
  return response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': challenge })
    .end('{"message":"Unauthorized"}')
}

/** Opens the page, begins the login there, signs in, and waits for what the app says at its end: that is given. */
export async function walkIn(page, { origin }, { signIn }) {
  await page.goto(`${origin}/`)
  await page.click('#login')
  await signIn()
  return page.textContent('#done')
}

/** The same, and a login that did not end well is a failure of the recording. */
export async function walkWell(...walk) {
  const said = await walkIn(...walk)
  if (!/^(?:done|Hello)/.test(said)) throw new Error(`the app says: ${said}`)
}
