import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { needsProof, type Session } from '../../session/session-record.ts'
import { readAddress, readMethod } from '../api/request.ts'
import { maskInGitHubActions } from '../client-authentication/github-actions.ts'
import { formatJson, type Run } from '../run.ts'
import { formatProof } from './formats.ts'

/** What `--dpop-proof METHOD URL` is about. */
export interface ProofAsked {
  method: string
  url: string
}

/** The request that a proof is wanted for. Raises `setting-invalid`. */
export function proofAsked({ options: { dpopProof: words } }: Run): ProofAsked | undefined {
  if (words === undefined) return undefined
  const [method = '', url = '', ...others] = words
  if (url === '' || others.length > 0) throw refuse(words.join(' '), describeBy('method-and-url'))
  return { method: readMethod(method, '--dpop-proof'), url: readAddress(url, '--dpop-proof').href }
}

/**
 * Prints the proof that goes with this session's access token in one request (RFC 9449, section 7). Raises
 * `setting-invalid` where it needs none.
 */
export async function printProof(run: Run, session: Session, { method, url }: ProofAsked): Promise<void> {
  const { context, options } = run
  const { dpop_key: key, access_token: accessToken } = session
  if (key === undefined || !needsProof(session))
    throw new Failure('setting-invalid', { setting: '--dpop-proof', lacks: 'bound-token', profile: session.profile })
  const { signProof } = await import('../../protocol/dpop.ts')
  const proof = await signProof(key, {
    method, url, accessToken, nonce: options.dpopNonce, issuedAt: Math.floor(context.now() / 1000),
    jti: Buffer.from(context.random(16)).toString('base64url'),
  })
  maskInGitHubActions(run, proof)
  run.give(
    options.json
      ? formatJson(context, { ok: true, profile: session.profile, method, url, dpop_proof: proof })
      : formatProof(proof),
  )
}

function refuse(value: string, expected: string): Failure {
  return new Failure('setting-invalid', { setting: '--dpop-proof', value, expected, command: 'token' })
}
