// Apps in the browser, each with one fault.
import { jwtProvider, servePages, walkIn } from './_pages.mjs'

const plain = (what, fault, plan, own = {}) => ({
  what, fault, isPublic: true,
  serve: facts => servePages('fetch.js', { define: { plan: typeof plan === 'function' ? plan(facts) : plan } })(facts),
  walk: walkIn, ...own,
})
const library = (what, fault, define, own = {}) => ({
  what, fault, isPublic: true,
  serve: facts =>
    servePages('oidc-client-ts.js', { define: typeof define === 'function' ? define(facts) : define })(facts),
  walk: walkIn, ...own,
})
const implicit = {
  application_type: 'native', response_types: ['id_token token', 'code'],
  grant_types: ['implicit', 'authorization_code'],
}
const apart = ['localhost', '127.0.0.1']

const noOpenid = ['openid-absent', 'openid-absent-profile']

export default {
  'no PKCE': plain('SPA without PKCE', ['no-pkce-public'], { noPkce: true }),
  'state missing': plain('SPA without state', ['no-state-bound'], { state: '' }),
  'state constant': plain('SPA, the same state twice', ['value-reused'], { state: 'abc123' }, { walk: twice }),
  'code redeemed twice': plain(
    'SPA, effect run twice', ['code-redeemed-twice', 'code-redeemed-twice-apart'], { twice: true },
  ),
  implicit: plain(
    'SPA, response_type=id_token token', ['implicit'], { responseType: 'id_token token' }, { client: implicit },
  ),
  'token in Referer': plain(
    'SPA, access token in the address of a page', ['token-in-address', 'secret-in-referer'],
    ({ origin }) => ({ inAddress: origin.replace('localhost', '127.0.0.1') }),
  ),
  'redirect_uri differs': plain(
    'SPA, a slash more at the token endpoint', ['redirect-uri-differs'],
    ({ redirectUri }) => ({ otherRedirect: `${redirectUri}/` }),
  ),
  'ID token to API': plain('SPA, ID token as access token', ['id-token-as-access-token'], { sendIdToken: true }),
  'ID token to API 2': library(
    'SPA, oidc-client-ts, ID token as access token', ['id-token-as-access-token'], { sendIdToken: true },
  ),
  'ID token to API 3': plain(
    'SPA, ID token where access tokens are JWTs too', ['id-token-as-access-token'], { sendIdToken: true },
    { provider: () => jwtProvider },
  ),
  CORS: plain(
    'SPA, origin not allowed at the token endpoint', ['answer-hidden'], {},
    { provider: () => ({ clientBasedCORS: () => false }) },
  ),
  'CORS 2': library(
    'SPA, oidc-client-ts, origin not allowed', ['answer-hidden'], {},
    { provider: () => ({ clientBasedCORS: () => false }) },
  ),
  'CORS 3': {
    what: 'SPA, keycloak-js: cookies not allowed across origins', fault: ['answer-hidden'], isPublic: true,
    serve: servePages('keycloak.js'), walk: walkIn,
  },
  'secret in SPA': plain(
    'SPA, client secret in its script', ['secret-in-browser'], { secret: 'fake-secret-of-the-app' },
    { isPublic: false, client: { token_endpoint_auth_method: 'client_secret_post' } },
  ),
  'secret in SPA 2': library(
    'SPA, oidc-client-ts with client_secret', ['secret-in-browser'], { secret: 'fake-secret-of-the-app' },
    { isPublic: false, client: { token_endpoint_auth_method: 'client_secret_post' } },
  ),
  'no openid': plain('SPA with a nonce, scope=profile', noOpenid, { scope: 'profile' }, { walk: refusedAtOnce }),
  'no openid 2': plain('SPA that needs an ID token, scope=profile', noOpenid, {
    scope: 'profile', nonce: '', needsIdToken: true,
  }),
  'renewal fails':
    library('SPA, silent renewal on another site', ['silent-refused'], { renew: true }, { hosts: apart }),
  'redirect_uri unknown': plain(
    'SPA at another port than registered', ['refused-known'], {},
    { client: { redirect_uris: ['http://localhost:3000/callback'] }, walk: refusedByPage },
  ),
  'access denied': plain('SPA, the user says no', ['answered-access-denied'], {}, { walk: deny }),
  'callback reloaded': plain(
    'SPA, the page of the callback loaded again',
    ['code-redeemed-twice', 'code-redeemed-twice-apart', 'callback-twice'], {}, { walk: reload },
  ),
  'two tabs': plain('SPA that keeps one state for all tabs', ['two-sign-ins-open'], { isShared: true }, { walk: lose }),
  'refresh token twice': plain(
    'SPA, two refreshes with one token', ['refresh-side-by-side'],
    { scope: 'openid profile offline_access', refreshes: 2 },
  ),
  'DPoP as Bearer': library(
    'SPA, oidc-client-ts, which asks userinfo without a proof', ['bound-as-bearer'], { dpop: true }, {
      provider: () => ({ features: { dPoP: { enabled: true } } }),
    },
  ),
  'logout refused': library(
    'SPA, logout to an address not registered', ['logout-address-refused'],
    ({ origin }) => ({ logoutUri: `${origin}/goodbye` }), { walk: walkAndOut },
  ),
}

async function refusedByPage(page, { origin }) {
  await page.goto(`${origin}/`)
  await page.click('#login')
  await page.waitForSelector('h1')
}

async function deny(page, { origin }, { signIn }) {
  await page.goto(`${origin}/`)
  await page.click('#login')
  await signIn('Cancel')
  await page.waitForSelector('#done')
}

async function reload(page, facts, person) {
  await walkIn(page, facts, person)
  await page.reload()
  await page.waitForSelector('#done')
}

async function lose(page, { origin }, { signIn }) {
  await page.goto(`${origin}/`)
  await page.click('#login')
  await page.waitForSelector('input[name=user]')
  const other = await page.context().newPage()
  await other.goto(`${origin}/`)
  await other.click('#login')
  await other.waitForSelector('input[name=user]')
  await signIn()
  await page.waitForSelector('#done')
}

async function twice(page, facts, person) {
  await walkIn(page, facts, person)
  await page.goto(`${facts.origin}/`)
  await page.click('#login')
  await page.waitForSelector('#done')
}

async function refusedAtOnce(page, { origin }) {
  await page.goto(`${origin}/`)
  await page.click('#login')
  await page.waitForSelector('#done')
}

async function walkAndOut(page, facts, person) {
  await walkIn(page, facts, person)
  await page.click('#logout')
  await page.waitForSelector('h1')
}
