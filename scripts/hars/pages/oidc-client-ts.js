/* global FACTS, document, location, fetch */
import { IndexedDbDPoPStore, UserManager } from 'oidc-client-ts'

const manager = new UserManager({
  authority: FACTS.issuer, client_id: FACTS.clientId, redirect_uri: FACTS.redirectUri, silent_redirect_uri: `${FACTS.origin}/silent`,
  post_logout_redirect_uri: FACTS.logoutUri ?? `${FACTS.origin}/`, scope: FACTS.scope ?? 'openid profile', response_type: 'code', loadUserInfo: FACTS.loadUserInfo ?? true,
  automaticSilentRenew: false, silentRequestTimeoutInSeconds: 5, ...FACTS.dpop && { dpop: { bind_authorization_code: true, store: new IndexedDbDPoPStore() }, prompt: 'consent' },
  ...FACTS.secret && { client_secret: FACTS.secret },
})
const show = (id, label) => { document.getElementById('root').innerHTML = `<button id="${id}">${label}</button>` }
const done = (text = 'done') => document.getElementById('root').insertAdjacentHTML('beforeend', `<p id="done">${text}</p>`)

async function open() {
  if (location.pathname === '/silent') return manager.signinSilentCallback()
  if (location.pathname !== '/callback') {
    show('login', 'Log in')
    document.getElementById('login').onclick = () => FACTS.popup ? manager.signinPopup().then(() => done(), error => done(String(error))) : manager.signinRedirect()
    return
  }
  const user = await manager.signinCallback()
  if (!user) return
  show('logout', 'Log out')
  document.getElementById('logout').onclick = () => manager.signoutRedirect()
  if (FACTS.dpop) await manager.signinSilent()
  if (FACTS.renew) await manager.signinSilent({ forceIframeAuth: true })
  if (!FACTS.dpop) await fetch('/api/orders', { headers: { authorization: `Bearer ${FACTS.sendIdToken ? user.id_token : user.access_token}` } })
  done()
}
open().catch(error => done(String(error)))
