import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Extension } from '../../walk/extension.ts'
import type { WireRequest } from '../../wire.ts'
import type { CodeContext } from './index.ts'
import { readPrivateKey, type WantedKey } from './private-key.ts'

/** Apple takes up to six months; we make a secret for each request, which needs to outlive only that. */
const lifetimeSeconds = 300

const wanted: WantedKey = {
  fits: key => key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1',
  expected: describeBy('apple-key'),
}

/**
 * Apple's client secret: a JWT signed with the developer's key (ES256), put in place of the key in token, refresh and
 * revocation requests. The form is that of RFC 7523, section 3, but it travels as `client_secret`. Raises
 * `setting-invalid` for an unfit key before the browser opens.
 */
export function signClientSecret(context: CodeContext): Extension {
  return {
    name: 'apple',
    authorizationRequest: (parameters) => {
      readCredentials(context)
      return parameters
    },
    send: next => async request => next(authenticates(request) ? await withSecret(request, context) : request),
  }
}

function authenticates({ purpose }: WireRequest): boolean {
  return purpose === 'token' || purpose === 'refresh' || purpose === 'revocation'
}

async function withSecret(request: WireRequest, context: CodeContext): Promise<WireRequest> {
  const parameters = new URLSearchParams(request.body)
  parameters.set('client_id', context.clientId)
  parameters.set('client_secret', await makeSecret(context))
  // Basic credentials would hold the private key itself.
  const { authorization: _, ...headers } = request.headers
  return { ...request, headers, body: parameters.toString() }
}

async function makeSecret(context: CodeContext): Promise<string> {
  const { key, keyId, teamId } = readCredentials(context)
  const issuedAt = Math.floor(context.now() / 1000)
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(context.clientId)
    .setAudience('https://appleid.apple.com')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(key)
}

function readCredentials({ variables, clientSecret }: CodeContext): { key: KeyObject, keyId: string, teamId: string } {
  return {
    key: readPrivateKey(clientSecret, wanted), keyId: variableOf(variables, 'key-id'),
    teamId: variableOf(variables, 'team-id'),
  }
}

function variableOf(variables: Record<string, string>, name: string): string {
  const value = variables[name]
  if (!value)
    throw new Failure('setting-invalid', { setting: '--provider-var', expected: describeBy('variable', name) })
  return value
}
