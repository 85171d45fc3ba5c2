import { randomBytes } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { accessTokenHash, challengeOf } from './stub-keys.ts'
import type { Asked, Granted, Handler, Handlers, Said, Stub } from './stub-provider.ts'

export const subject = '248289761001'
export const claims = { sub: subject, name: 'Jane Doe', email: 'jane@stub.example' }

/** What the stub publishes about itself. */
export function metadataOf({ issuer }: Stub): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`, revocation_endpoint: `${issuer}/revoke`,
    response_types_supported: ['code'], subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    scopes_supported: ['openid', 'profile', 'email'], code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  }
}

/** A copy without one member. */
export function without<Members extends object>(record: Members, name: string): Members {
  return Object.fromEntries(Object.entries(record).filter(([member]) => member !== name)) as Members
}

/** A token response with these changes; a member that is undefined is left out. */
export function tokens(change: (good: Record<string, unknown>) => Record<string, unknown>): Handler {
  return async (asked, stub) => {
    const said = await stub.good.token(asked, stub)
    if (typeof said === 'string' || said.status !== undefined) return said
    return { ...said, body: change(said.body as Record<string, unknown>) }
  }
}

/** A token response whose ID token makes these claims instead. */
export function idToken(change: (good: JWTPayload) => JWTPayload, header?: Record<string, unknown>): Handler {
  return tokensSignedBy((stub, good) => stub.keys.sign(change(good), header))
}

/** A token response whose ID token is made in another way. */
export function tokensSignedBy(make: (stub: Stub, good: JWTPayload) => string | Promise<string>): Handler {
  return async (asked, stub) => answerToken(asked, stub, make)
}

export const goodHandlers: Handlers = {
  discovery: (_, stub) => ({ body: metadataOf(stub) }),
  metadata: () => ({ status: 404 }),
  push: (asked, stub) => {
    if (!isOurClient(asked, stub)) return refuse(401, 'invalid_client')
    const request_uri = `urn:ietf:params:oauth:request_uri:${randomBytes(8).toString('hex')}`
    stub.pushed.set(request_uri, asked.parameters)
    return { status: 201, body: { request_uri, expires_in: 60 } }
  },
  authorize,
  token: async (asked, stub) => answerToken(asked, stub, async (_, good) => stub.keys.sign(good)),
  jwks: (_, { keys }) => ({ body: keys.jwks }),
  userinfo: ({ headers }, { secrets }) => headers.authorization === `Bearer ${secrets.get('access_token') ?? ''}`
    ? { body: claims }
    : { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
  revoke: () => ({}),
  elsewhere: () => ({ status: 404 }),
}

/** Redirects straight back: signing in is not what the stub is for. */
function authorize(asked: Asked, stub: Stub): Said {
  const reference = asked.parameters.get('request_uri')
  const parameters = reference === null ? asked.parameters : stub.pushed.get(reference)
  if (!parameters) return { status: 400, body: '<title>Unknown request_uri</title>' }
  stub.pushed.delete(reference ?? '')
  const code = randomBytes(16).toString('hex')
  const redirectUri = parameters.get('redirect_uri') ?? ''
  const grant: Granted = {
    redirectUri, nonce: parameters.get('nonce') ?? undefined, challenge: parameters.get('code_challenge') ?? undefined,
  }
  stub.grants.set(code, grant)
  stub.secrets.set('code', code)
  const back = new URLSearchParams({ code, state: parameters.get('state') ?? '', iss: stub.issuer })
  if (parameters.get('response_mode') !== 'form_post')
    return { status: 302, headers: { location: `${redirectUri}?${back.toString()}` } }
  const inputs = [...back].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join('')
  return { body: `<form method="post" action="${redirectUri}">${inputs}</form>` }
}

async function answerToken(
  asked: Asked, stub: Stub, make: (stub: Stub, good: JWTPayload) => string | Promise<string>,
): Promise<Said> {
  const { parameters } = asked
  const code = parameters.get('code') ?? ''
  const grant = stub.grants.get(code)
  remember(stub, { code_verifier: parameters.get('code_verifier'), basic: asked.headers.authorization?.slice(6) })
  if (!isOurClient(asked, stub)) return refuse(401, 'invalid_client')
  if (!grant || !fits(grant, parameters) || !stub.grants.delete(code)) return refuse(400, 'invalid_grant')
  const [access_token = '', refresh_token = ''] = [1, 2].map(() => randomBytes(24).toString('base64url'))
  const now = Math.floor(Date.now() / 1000)
  const good = {
    iss: stub.issuer, sub: subject, aud: stub.client.client_id, iat: now, exp: now + 300, auth_time: now,
    at_hash: accessTokenHash(access_token), ...grant.nonce === undefined ? {} : { nonce: grant.nonce },
  }
  const id_token = await make(stub, good)
  remember(stub, { access_token, refresh_token, id_token })
  return {
    body: {
      access_token, token_type: 'Bearer', expires_in: 3600, refresh_token, id_token, scope: 'openid profile email',
    },
  }
}

function fits({ redirectUri, challenge }: Granted, parameters: URLSearchParams): boolean {
  const verifier = parameters.get('code_verifier')
  return redirectUri === parameters.get('redirect_uri')
    && challenge === (verifier === null ? undefined : challengeOf(verifier))
}

function remember({ secrets }: Stub, seen: Record<string, string | null | undefined>): void {
  for (const [name, value] of Object.entries(seen)) if (value) secrets.set(name, value)
}

function isOurClient({ headers, parameters }: Asked, { client }: Stub): boolean {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1]
  if (basic === undefined)
    return parameters.get('client_id') === client.client_id && parameters.get('client_secret') === client.client_secret
  const [id, secret] = Buffer.from(basic, 'base64').toString().split(':').map(part =>
    new URLSearchParams(`x=${part}`).get('x'))
  return id === client.client_id && secret === client.client_secret && !parameters.has('client_secret')
}

function refuse(status: number, error: string): Said {
  return { status, body: { error, error_description: `the stub says ${error}` } }
}
