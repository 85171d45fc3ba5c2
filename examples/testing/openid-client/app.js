// A program that reads a protected resource for its user, and goes on when the access token has expired: openid-client.
import * as client from 'openid-client'

/** One user's connection to the provider. */
export class Connection {
  #tokens

  static async open({ issuer, clientId, clientSecret, redirectUri }) {
    // The provider of the tests speaks http; a real one never does.
    const execute = issuer.startsWith('http://127.0.0.1') ? [client.allowInsecureRequests] : []
    const configuration = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute })
    return new Connection(configuration, redirectUri)
  }

  constructor(configuration, redirectUri) {
    this.configuration = configuration
    this.redirectUri = redirectUri
  }

  /** Where the user signs in. */
  async begin() {
    this.verifier = client.randomPKCECodeVerifier()
    this.state = client.randomState()
    return client.buildAuthorizationUrl(this.configuration, {
      redirect_uri: this.redirectUri, scope: 'openid profile offline_access', state: this.state, prompt: 'consent',
      code_challenge: await client.calculatePKCECodeChallenge(this.verifier), code_challenge_method: 'S256',
    })
  }

  /** Takes what came back to the redirect URI. */
  async finish(address) {
    this.#tokens = await client.authorizationCodeGrant(this.configuration, new URL(address), {
      pkceCodeVerifier: this.verifier, expectedState: this.state, idTokenExpected: true,
    })
    this.subject = this.#tokens.claims().sub
    return this.#tokens.claims()
  }

  /** The user as the provider knows them now. Raises an error where they must sign in again. */
  async user() {
    try {
      return await this.#read()
    } catch (error) {
      if (error.code !== 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') throw error
      this.#tokens = await client.refreshTokenGrant(this.configuration, this.#tokens.refresh_token)
      return this.#read()
    }
  }

  async #read() {
    return client.fetchUserInfo(this.configuration, this.#tokens.access_token, this.subject)
  }
}
