import { jwtProvider, servePages, walkWell } from './_pages.mjs'

const spa = (what, source, options = {}) => ({ what, isPublic: true, serve: servePages(source, options), walk: walkWell, ...options.app })

export default {
  'oidc-client-ts': spa('SPA, silent renewal in a frame, logout', 'oidc-client-ts.js', { define: { renew: true }, app: { walk: walkAndOut } }),
  'react-oidc-context': spa('SPA, React in StrictMode', 'react.js'),
  'angular-auth-oidc-client': spa('SPA, Angular', 'angular.js'),
  'keycloak-js': spa('SPA, keycloak-js at a provider that is none', 'keycloak.js', { app: { provider: () => ({ ...jwtProvider, allowsCredentials: true }) } }),
  'msal-browser': spa('SPA, MSAL at a provider that is not Entra', 'msal.js', { app: { tls: true, truths: ['refresh-token-missing'] } }),
  'plain fetch': spa('SPA without a library', 'fetch.js'),
}

async function walkAndOut(page, facts, person) {
  await walkWell(page, facts, person)
  await page.click('#logout')
  await page.click('button[name=logout]')
  await page.waitForSelector('#login')
}
