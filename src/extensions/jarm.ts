import { Failure } from '../codes/failure.ts'
import { checkAlone, checkOnce } from '../protocol/authorization-response.ts'
import type { DecryptionKey } from '../protocol/encryption/decryption-key.ts'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import type { Extension } from '../walk/extension.ts'

/** Ways in which a signed answer comes back (JARM, section 2.3). */
export type SignedResponseMode = 'jwt' | 'query.jwt' | 'form_post.jwt'

/** The response mode to ask for; where the user chose none, the provider's metadata decides. */
export interface AnswerMode { mode: string, isChosen: boolean }

/**
 * Signed authorization responses (JARM), where the user asks for them or the provider's metadata knows no others: the
 * answer is a JWT whose claims are the parameters. They are read to find out whose answer it is, and believed once the
 * JWT's checks have passed, which come before any other in step 4. One that is encrypted too (section 2.2) is opened
 * for both. Raises `response-mode-unsupported` where another way back must be asked for.
 */
export function createJarm(asked: AnswerMode, keys: readonly DecryptionKey[] = []): Extension {
  let mode: SignedResponseMode | undefined
  return {
    name: 'jarm',
    authorizationRequest: (parameters, { server }) => {
      mode = signedModeFor(asked, server)
      return mode === undefined
        ? parameters
        : [...parameters.filter(([name]) => name !== 'response_mode'), ['response_mode', mode]]
    },
    authorizationResponse: async parameters => mode === undefined ? parameters : unwrap(parameters, keys),
    checkResponse: async (parameters, { server, client, send, now, show }) => {
      if (mode === undefined) return []
      const { openResponse, checkSignedResponse } = await loadReaders()
      const { plaintext, check } = await openResponse(parameters, keys)
      await show('authorization_response', plaintext)
      // Step 4 checks the parameters within the JWT only, so those around it are checked here.
      const around = [
        checkOnce(parameters), ...parameters.has('response') ? [checkAlone(parameters)] : [],
      ].filter(({ ok }) => !ok)
      const checks = await checkSignedResponse(plaintext, send, {
        server, clientId: client.client_id, now: Math.floor(now() / 1000),
      })
      return [...around, ...check === undefined ? [] : [check], ...checks]
    },
  }
}

/** Loaded only when needed, since most logins get a plain answer. */
async function loadReaders() {
  const [encrypted, signed] = await Promise.all([
    import('../protocol/encrypted-response.ts'), import('../protocol/signed-response.ts'),
  ])
  return { ...encrypted, ...signed }
}

/**
 * Unwraps a response that opens. Anybody may send anything to the listener: what does not open is nobody's answer, and
 * ends nothing.
 */
async function unwrap(parameters: URLSearchParams, keys: readonly DecryptionKey[]): Promise<URLSearchParams> {
  if (!parameters.has('response')) return parameters
  const { openResponse, unwrapResponse } = await loadReaders()
  const opened = await openResponse(parameters, keys).catch(() => undefined)
  return (opened?.plaintext === undefined ? undefined : unwrapResponse(opened.plaintext)) ?? parameters
}

function signedModeFor({ mode, isChosen }: AnswerMode, server: AuthorizationServer): SignedResponseMode | undefined {
  const { issuer, response_modes_supported: supported } = server
  if (mode.endsWith('jwt')) return mode as SignedResponseMode
  // Slack lists form_post alone, and sends queries: only a list of nothing but signed modes is believed.
  if (isChosen || !Array.isArray(supported) || supported.length === 0 || !supported.every(one => one.endsWith('jwt')))
    return undefined
  const signed = (['query.jwt', 'jwt'] as const).find(one => supported.includes(one))
  if (signed !== undefined) return signed
  if (supported.includes('form_post.jwt')) throw new Failure('response-mode-unsupported', { issuer, supported })
  return undefined
}
