// What the servers here have in common: where they stand, a door for handlers that take a Request, and a person who
// allows everything.
import { serve } from '@hono/node-server'

const port = Number(process.env.PORT)
export const origin = `http://127.0.0.1:${port}`
export const resource = `${origin}/mcp`

/** Serves a handler of the web's Request and Response, and says where. */
export function open(fetch, url = resource) {
  serve({ fetch, port, hostname: '127.0.0.1' }, () => ready(url))
}

/** Tells who started this process which address to log in at. */
export function ready(url) {
  console.log(`ready ${url}`)
}

/** The page on which the person of the scripted browser allows the access. */
export function consentPage(action, fields) {
  const inputs = Object.entries(fields).map(([name, value]) =>
    `<input type="hidden" name="${name}" value="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`)
  return `<!doctype html><title>Allow?</title><form method="post" action="${action}">${inputs.join(
    '',
  )}<button type="submit">Allow</button></form>`
}
