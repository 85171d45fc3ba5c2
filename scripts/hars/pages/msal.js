/* global FACTS, document */
import { PublicClientApplication, ProtocolMode } from '@azure/msal-browser'

const root = document.getElementById('root')
const app = new PublicClientApplication({
  auth: {
    clientId: FACTS.clientId, authority: FACTS.issuer, redirectUri: FACTS.redirectUri,
    knownAuthorities: [new URL(FACTS.issuer).host],
  },
  system: { protocolMode: ProtocolMode.OIDC, allowPlatformBroker: false },
})
await app.initialize()
const result = await app.handleRedirectPromise().catch(error => ({ error }))
if (result) root.innerHTML = `<p id="done">${result.error ?? 'Hello'}</p>`
else {
  root.innerHTML = '<button id="login">Log in</button>'
  document.getElementById('login').onclick = () => void app.loginRedirect({ scopes: ['openid', 'profile'] })
}
