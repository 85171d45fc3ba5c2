// The sign-in of a single-page application: oidc-client-ts. It has no secret; PKCE stands for one.
const { InMemoryWebStorage, OidcClient, WebStorageStateStore } = require('oidc-client-ts')

function createSignIn({ authority, clientId, redirectUri, storage = new InMemoryWebStorage() }) {
  const client = new OidcClient({
    authority, client_id: clientId, redirect_uri: redirectUri, scope: 'openid profile email', loadUserInfo: true,
    stateStore: new WebStorageStateStore({ store: storage }),
  })
  return {
    /** Where the page goes. `back` is what the user was looking at. */
    async begin(back) {
      return (await client.createSigninRequest({ state: { back } })).url
    },
    /** What the page does at its redirect URI. */
    async finish(address) {
      const { profile, access_token: accessToken, userState } = await client.processSigninResponse(address)
      return { profile, accessToken, back: userState.back }
    },
  }
}

module.exports = { createSignIn }
