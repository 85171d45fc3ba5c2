/* global Request, URLSearchParams */
import { ExpressAuth } from '@auth/express'
import express from 'express'
import session from 'express-session'
import oidc from 'express-openid-connect'
import * as client from 'openid-client'

export default {
  'openid-client': { what: 'server app, PKCE and nonce, logout', serve: serveOpenidClient, walk: walkAndOut },
  'openid-client, hybrid': {
    what: 'server app, response_type=code id_token by form',
    serve: facts => serveOpenidClient({ ...facts, kind: 'hybrid' }), walk,
    client: {
      application_type: 'native', response_types: ['code id_token', 'code'],
      grant_types: ['implicit', 'authorization_code'],
    },
  },
  'openid-client, JARM': {
    what: 'server app, the answer signed as a whole', serve: facts => serveOpenidClient({ ...facts, kind: 'jarm' }),
    walk,
    provider: () => ({ features: { jwtResponseModes: { enabled: true } } }),
  },
  bff: {
    what: 'BFF: a page that has no token, with PAR', serve: facts => serveOpenidClient({ ...facts, kind: 'bff' }),
    walk: walkBff,
    provider: () => ({ features: { pushedAuthorizationRequests: { enabled: true } } }),
  },
  'express-openid-connect': {
    what: 'server app, code flow',
    serve: facts => serveAuth0(facts, { authorizationParams: { response_type: 'code', scope: 'openid profile' } }),
    walk,
  },
  'express-openid-connect 2': {
    what: 'server app, its default: ID token by form', serve: facts => serveAuth0(facts, {}), walk,
    client: {
      application_type: 'native', response_types: ['id_token', 'code'], grant_types: ['implicit', 'authorization_code'],
    },
  },
  'auth.js': {
    what: 'server app, @auth/express', serve: serveAuthJs, walk: walkAuthJs, callback: '/auth/callback/local',
  },
}

const outside = '<a id="login" href="/login">Log in</a>'

async function walk(page, { origin }, { signIn }) {
  await page.goto(`${origin}/`)
  await page.click('#login')
  await signIn()
  await page.waitForSelector('#done')
}

async function walkAndOut(page, facts, person) {
  await walk(page, facts, person)
  await page.click('#logout')
  await page.click('button[name=logout]')
  await page.waitForSelector('#login')
}

async function walkBff(page, facts, person) {
  await walk(page, facts, person)
  await page.waitForResponse(answer => answer.url().endsWith('/api/me')).catch(() => undefined)
}

const executed = { hybrid: [client.useCodeIdTokenResponseType], jarm: [client.useJwtResponseMode] }

async function serveOpenidClient({ issuer, clientId, clientSecret, redirectUri, origin, kind }) {
  const isPushed = kind === 'bff'
  const app = express()
  app.use(
    express.urlencoded({ extended: false }),
    session({ secret: 'fake', resave: false, saveUninitialized: false, cookie: { sameSite: 'lax' } }),
  )
  const execute = [client.allowInsecureRequests, ...executed[kind] ?? []]
  const configuration = client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute })
  const inside = `<h1 id="done">Welcome</h1><a id="logout" href="/logout">Log out</a>${isPushed ? bffScript : ''}`
  app.get('/', (request, response) => response.send(request.session.sub ? inside : outside))
  app.get('/login', async (request, response) => {
    const pending = {
      verifier: client.randomPKCECodeVerifier(), state: client.randomState(), nonce: client.randomNonce(),
    }
    request.session.pending = pending
    const parameters = {
      redirect_uri: redirectUri, scope: 'openid profile', state: pending.state, nonce: pending.nonce,
      ...kind === 'hybrid' && { response_mode: 'form_post' },
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier), code_challenge_method: 'S256',
    }
    const address = await (isPushed ? client.buildAuthorizationUrlWithPAR : client.buildAuthorizationUrl)(
      await configuration, parameters,
    )
    response.redirect(address.href)
  })
  app.all('/callback', async (request, response) => {
    const { verifier, state, nonce } = request.session.pending
    const expected = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
    const address = new URL(request.originalUrl, origin)
    const form = new URLSearchParams(request.body)
    const came = request.method === 'POST' ? new Request(address, { method: 'POST', body: form }) : address
    const tokens = await client.authorizationCodeGrant(await configuration, came, expected)
    request.session.sub = tokens.claims().sub
    request.session.idToken = tokens.id_token
    response.redirect('/')
  })
  app.get('/api/me', (request, response) => response.json({ sub: request.session.sub, name: 'Alice Fake' }))
  app.get('/logout', async (request, response) => {
    const address = client.buildEndSessionUrl(await configuration, {
      id_token_hint: request.session.idToken, post_logout_redirect_uri: `${origin}/`,
    })
    request.session.destroy(() => response.redirect(address.href))
  })
  return app
}

const bffScript = '<script>fetch("/api/me", { headers: { "x-csrf": "1" } })</script>'

function serveAuth0({ issuer, clientId, clientSecret, origin }, own) {
  const app = express()
  app.use(oidc.auth({
    issuerBaseURL: issuer, baseURL: origin, clientID: clientId, clientSecret,
    secret: 'a fake secret that is long enough', authRequired: false, ...own,
  }))
  app.get('/', (request, response) =>
    response.send(request.oidc.isAuthenticated() ? '<h1 id="done">Welcome</h1>' : outside))
  return app
}

function serveAuthJs({ issuer, clientId, clientSecret, origin }) {
  const app = express()
  app.set('trust proxy', true)
  const provider = {
    id: 'local', name: 'Local', type: 'oidc', issuer, clientId, clientSecret, checks: ['pkce', 'state', 'nonce'],
  }
  app.use('/auth', ExpressAuth({ providers: [provider], secret: 'a fake secret that is long enough', trustHost: true }))
  app.get('/', (request, response) => response.send(
    /authjs\.session-token/.test(request.headers.cookie ?? '')
      ? '<h1 id="done">Welcome</h1>'
      : `<a id="login" href="${origin}/auth/signin">Log in</a>`,
  ))
  return app
}

async function walkAuthJs(page, { origin }, { signIn }) {
  await page.goto(`${origin}/`)
  await page.click('#login')
  await page.click('button')
  await signIn()
  await page.waitForSelector('#done')
}
