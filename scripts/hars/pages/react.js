/* global FACTS, document, history */
import { createElement as h, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { AuthProvider, useAuth } from 'react-oidc-context'

function App() {
  const auth = useAuth()
  if (auth.isLoading) return h('p', null, 'Loading')
  if (auth.error) return h('p', { id: 'done' }, auth.error.message)
  if (auth.isAuthenticated) return h('p', { id: 'done' }, `Hello ${auth.user.profile.sub}`)
  return h('button', { id: 'login', onClick: () => void auth.signinRedirect() }, 'Log in')
}

const settings = {
  authority: FACTS.issuer, client_id: FACTS.clientId, redirect_uri: FACTS.redirectUri, scope: 'openid profile',
  onSigninCallback: () => history.replaceState({}, '', '/'),
}
createRoot(document.getElementById('root')).render(h(StrictMode, null, h(AuthProvider, settings, h(App))))
