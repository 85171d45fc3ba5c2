// A website with server-side sessions: Express and Passport. Whoever is signed in is greeted.
import express from 'express'
import session from 'express-session'
import { Passport } from 'passport'
import OpenIDConnectStrategy from 'passport-openidconnect'

export async function createApp({ issuer, clientID, clientSecret }) {
  const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
  const passport = new Passport()
  passport.serializeUser((user, done) => done(null, user))
  passport.deserializeUser((user, done) => done(null, user))
  passport.use('provider', new OpenIDConnectStrategy({
    issuer, clientID, clientSecret, callbackURL: '/callback', scope: ['profile'],
    // Without it the name would have to stand in the ID token, where OpenID Connect does not put it.
    skipUserProfile: false,
    authorizationURL: metadata.authorization_endpoint, tokenURL: metadata.token_endpoint,
    userInfoURL: metadata.userinfo_endpoint,
  }, (_issuer, profile, done) => done(null, { id: profile.id, name: profile.displayName })))

  const app = express()
  app.use(session({ secret: 'only for this example', resave: false, saveUninitialized: false }))
  app.use(passport.session())
  app.get('/', (request, response) => response.send(request.user ? `Hello, ${request.user.name}` : 'Please sign in'))
  app.get('/login', passport.authenticate('provider'))
  app.get('/callback', passport.authenticate('provider', { successRedirect: '/', failureRedirect: '/refused' }))
  app.get('/refused', (_request, response) => response.status(403).send('You were not signed in'))
  // Express takes a handler with four parameters for one of errors.
  app.use((_error, _request, response, _next) => response.status(502).send('Signing in does not work at the moment'))
  return app
}
