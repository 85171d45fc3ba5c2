import express from 'express'
import session from 'express-session'
import passport from 'passport'
import OAuth2Strategy from 'passport-oauth2'
import OpenIDConnectStrategy from 'passport-openidconnect'

export default {
  'passport-oauth2': app('server app, passport-oauth2 with PKCE', ({ issuer, clientId, clientSecret, redirectUri }) =>
    new OAuth2Strategy({
      authorizationURL: `${issuer}/auth`, tokenURL: `${issuer}/token`, clientID: clientId, clientSecret,
      callbackURL: redirectUri, scope: ['openid', 'profile'], state: true, pkce: true,
    }, (_access, _refresh, profile, done) => done(null, { id: profile.id ?? 'someone' }))),
  'passport-openidconnect': app('server app, passport-openidconnect with nonce', (
    { issuer, clientId, clientSecret, redirectUri },
  ) => new OpenIDConnectStrategy({
    issuer, authorizationURL: `${issuer}/auth`, tokenURL: `${issuer}/token`, userInfoURL: `${issuer}/me`,
    clientID: clientId, clientSecret, callbackURL: redirectUri, scope: ['profile'], nonce: true,
  }, (_issuer, profile, done) => done(null, { id: profile.id }))),
}

function app(what, strategyOf) {
  return { what, serve: facts => serve(strategyOf(facts)), walk }
}

function serve(strategy) {
  const own = new passport.Passport()
  own.use('provider', strategy)
  own.serializeUser((user, done) => done(null, user))
  own.deserializeUser((user, done) => done(null, user))
  const app = express()
  app.use(session({ secret: 'fake', resave: false, saveUninitialized: false }), own.initialize(), own.session())
  app.get('/', (request, response) =>
    response.send(request.user ? '<h1 id="done">Welcome</h1>' : '<a href="/login">Log in</a>'))
  app.get('/login', own.authenticate('provider'))
  app.get('/callback', own.authenticate('provider', { successRedirect: '/', failureRedirect: '/failed' }))
  return app
}

async function walk(page, { origin }, { signIn }) {
  await page.goto(origin)
  await page.click('a')
  await signIn()
  await page.waitForSelector('#done')
}
