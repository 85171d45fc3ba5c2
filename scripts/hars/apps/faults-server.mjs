/* global URLSearchParams */
// Apps on a server that lose their state between the two requests, each in its own way.
import { randomBytes } from 'node:crypto'
import express from 'express'
import session from 'express-session'
import passport from 'passport'
import OAuth2Strategy from 'passport-oauth2'

export default {
  'cookie SameSite=Strict': app(
    'server app, passport, session cookie Strict', ['cookie-not-sent'], { sameSite: 'strict' },
    { hosts: ['localhost', '127.0.0.1'] },
  ),
  'cookie Secure on http': app(
    'server app, state cookie Secure at http', ['cookie-refused', 'cookie-not-sent'], { secure: true },
    { hosts: ['app.test', 'login.test'], isPlain: true },
  ),
  'cookie Lax, form_post': app(
    'server app, answer by POST, state cookie Lax', ['cookie-not-sent'], { sameSite: 'lax' },
    { hosts: ['localhost', '127.0.0.1'], isPlain: true, responseMode: 'form_post' },
  ),
  'two hosts': app(
    'server app, begun at 127.0.0.1, sent back to localhost', ['cookie-not-sent', 'started-elsewhere'],
    { sameSite: 'lax' }, { startsAt: '127.0.0.1' },
  ),
  'no state on a server': app('server app, passport without state', ['no-state'], {}, { state: false, pkce: false }),
  'no PKCE on a server': app('server app, passport, state but no PKCE', ['no-pkce'], {}, { pkce: false }),
}

function app(what, fault, cookie, { isPlain, responseMode, startsAt, state = true, pkce = true, ...own }) {
  const serve = facts =>
    isPlain ? servePlain(facts, cookie, responseMode) : servePassport(facts, cookie, { state, pkce })
  return { what, fault, serve, walk: (page, facts, person) => walk(page, { ...facts, startsAt }, person), ...own }
}

async function walk(page, { origin, startsAt = 'localhost' }, { signIn }) {
  await page.goto(`${origin.replace('localhost', startsAt)}/`)
  await page.click('#login')
  await signIn()
  await page.waitForSelector('#done')
}

const home = '<a id="login" href="/login">Log in</a>'

function servePassport({ issuer, clientId, clientSecret, redirectUri }, cookie, how) {
  const own = new passport.Passport()
  own.use('provider', new OAuth2Strategy({
    authorizationURL: `${issuer}/auth`, tokenURL: `${issuer}/token`, clientID: clientId, clientSecret,
    callbackURL: redirectUri, scope: ['openid', 'profile'], ...how,
  }, (_access, _refresh, _profile, done) => done(null, { id: 'someone' })))
  const app = express()
  app.use(session({ secret: 'fake', resave: false, saveUninitialized: false, cookie }), own.initialize())
  app.get('/', (_request, response) => response.send(home))
  app.get('/login', own.authenticate('provider', { session: false }))
  app.get('/callback', own.authenticate('provider', { session: false, failureRedirect: '/failed' }), (
    _request, response,
  ) => response.send('<h1 id="done">Welcome</h1>'))
  app.get('/failed', (_request, response) =>
    response.status(403).send('<h1 id="done">Unable to verify authorization request state.</h1>'))
  return app
}

/** Keeps the state in a cookie, as apps without a session do. */
function servePlain({ issuer, clientId, redirectUri }, cookie, responseMode = 'query') {
  const app = express()
  app.use(express.urlencoded({ extended: false }))
  app.get('/', (_request, response) => response.send(home))
  app.get('/login', (_request, response) => {
    const state = randomBytes(16).toString('hex')
    response.cookie('oauth_state', state, { httpOnly: true, maxAge: 600_000, ...cookie })
    const challenge = randomBytes(32).toString('base64url')
    const parameters = {
      response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'openid profile', state,
      response_mode: responseMode,
      code_challenge: challenge, code_challenge_method: 'S256',
    }
    response.redirect(`${issuer}/auth?${new URLSearchParams(parameters)}`)
  })
  app.all('/callback', (request, response) => {
    const isKnown = (request.headers.cookie ?? '').includes(`oauth_state=${request.query.state ?? request.body?.state}`)
    response.status(isKnown ? 200 : 400).send(`<h1 id="done">${isKnown ? 'Welcome' : 'State mismatch'}</h1>`)
  })
  return app
}
