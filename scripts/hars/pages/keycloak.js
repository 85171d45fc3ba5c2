/* global FACTS, document, fetch */
import Keycloak from 'keycloak-js'

const root = document.getElementById('root')
const keycloak = new Keycloak({ oidcProvider: FACTS.issuer, clientId: FACTS.clientId })
const isIn = await keycloak.init({ checkLoginIframe: false, pkceMethod: 'S256', redirectUri: FACTS.redirectUri }).catch(error => String(error.message ?? error.error ?? error))
if (isIn === true) {
  await fetch('/api/orders', { headers: { authorization: `Bearer ${keycloak.token}` } })
  root.innerHTML = '<p id="done">done</p>'
} else if (isIn !== false) root.innerHTML = `<p id="done">${isIn}</p>`
else {
  root.innerHTML = '<button id="login">Log in</button>'
  document.getElementById('login').onclick = () => void keycloak.login({ scope: 'profile' })
}
