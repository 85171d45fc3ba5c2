import { jwtProvider, servePages, walkWell } from './_pages.mjs'

const spa = (what, source, options = {}) => ({
  what, isPublic: true, serve: servePages(source, options), walk: walkWell, ...options.app,
})

export default {
  'oidc-client-ts': spa('SPA, silent renewal in a frame, logout', 'oidc-client-ts.js', {
    define: { renew: true }, app: { walk: walkAndOut },
  }),
  'oidc-client-ts, DPoP': spa('SPA, DPoP, renewed by its refresh token', 'oidc-client-ts.js', {
    define: { dpop: true, loadUserInfo: false, scope: 'openid profile offline_access' },
    app: { provider: () => ({ features: { dPoP: { enabled: true } } }) },
  }),
  'oidc-client-ts, popup': spa('SPA, sign-in in a window of its own', 'oidc-client-ts.js', {
    define: { popup: true }, app: { walk: walkInPopup },
  }),
  'clumsy person': spa('SPA, and a person who errs, reloads, goes back', 'fetch.js', { app: { walk: walkClumsily } }),
  'react-oidc-context': spa('SPA, React in StrictMode', 'react.js'),
  'angular-auth-oidc-client': spa('SPA, Angular', 'angular.js'),
  'keycloak-js': spa('SPA, keycloak-js at a provider that is none', 'keycloak.js', {
    app: { provider: () => ({ ...jwtProvider, allowsCredentials: true }) },
  }),
  'msal-browser': spa('SPA, MSAL at a provider that is not Entra', 'msal.js', { app: { tls: true } }),
  'plain fetch': spa('SPA without a library', 'fetch.js'),
}

async function walkAndOut(page, facts, person) {
  await walkWell(page, facts, person)
  await page.click('#logout')
  await page.click('button[name=logout]')
  await page.waitForSelector('#login')
}

async function walkInPopup(page, { origin }, person) {
  await page.goto(`${origin}/`)
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('#login')])
  await person.signIn('Allow', popup)
  await page.waitForSelector('#done')
}

async function walkClumsily(page, facts, person) {
  await page.goto(`${facts.origin}/`)
  await page.click('#login')
  await page.fill('input[name=user]', 'alice')
  await page.fill('input[name=password]', 'wrong')
  await page.click('button')
  await page.reload()
  await page.goto(`${facts.origin}/`)
  await walkWell(page, facts, person)
}
