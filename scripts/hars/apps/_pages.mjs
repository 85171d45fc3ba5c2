/* global fetch */
// What serves an app that runs in the browser: its page, its script, and an API of its own that takes the provider's tokens.

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

const picture = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64')

const page = '<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title><app-root></app-root><div id="root"></div><script type="module" src="/app.js"></script></html>'

/** Asks the provider whose the token is, as an API does that has opaque tokens. */
export async function answerApi(issuer, request, response) {
  const { authorization = '' } = request.headers
  const { ok } = authorization === '' ? { ok: false } : await fetch(`${issuer}/me`, { headers: { authorization } })
  if (ok) return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ orders: [{ id: 7, item: 'tea' }] }))
  const challenge = authorization === '' ? 'Bearer' : 'Bearer error="invalid_token", error_description="the token is not an access token of this API"'
  return response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': challenge }).end('{"message":"Unauthorized"}')
}

/** Opens the page, begins the login there, signs in, and waits for what the app says at its end. */
export async function walkIn(page, { origin }, { signIn }) {
  await page.goto(`${origin}/`)
  await page.click('#login')
  await signIn()
  await page.waitForSelector('#done')
}
