/* global FACTS, document */
import Keycloak from 'keycloak-js'

const root = document.getElementById('root')
const keycloak = new Keycloak({ oidcProvider: FACTS.issuer, clientId: FACTS.clientId })
const isIn = await keycloak.init({ checkLoginIframe: false, pkceMethod: 'S256', redirectUri: FACTS.redirectUri }).catch(error => JSON.stringify(error))
if (isIn === true) {
  await keycloak.loadUserInfo()
  root.innerHTML = '<p id="done">Hello</p>'
} else if (isIn !== false) root.innerHTML = '<p id="done">Not in</p>'
else {
  root.innerHTML = '<button id="login">Log in</button>'
  document.getElementById('login').onclick = () => void keycloak.login({ scope: 'profile' })
}
