import { createProofJudge, type ProofJudge } from './proofs.ts'
import { claims, tokens } from './stub-answers.ts'
import type { Asked, Handlers, Said, Stub } from './stub-provider.ts'

/** Handlers of a stub that binds its tokens to the key of the proof, and what came to them. */
export interface Binding {
  handlers: Partial<Handlers>
  proofs: ProofJudge
  /** The thumbprint of the key that the token is bound to. */
  jkt: () => string | undefined
}

/** How such a stub differs: the nonces that it wants, the scheme of its challenges. */
export interface BindingOptions {
  tokenNonce?: () => string
  userinfoNonce?: () => string
  scheme?: string
}

/** A provider that takes no token request and no token without a proof. */
export function bindTokens(stub: Stub, { tokenNonce, userinfoNonce, scheme = 'DPoP' }: BindingOptions = {}): Binding {
  const proofs = createProofJudge()
  let jkt: string | undefined
  const judge = async ({ method, headers, url }: Asked, nonce: string | undefined, bound?: string) =>
    proofs.judge({ method, headers, url: url.origin + url.pathname }, { nonce, jkt: bound })
  const give = (nonce: string | undefined) => nonce === undefined ? {} : { 'dpop-nonce': nonce }
  const token = async (asked: Asked): Promise<Said> => {
    const nonce = tokenNonce?.()
    const judged = await judge(asked, nonce)
    if ('error' in judged)
      return { status: 400, headers: give(nonce), body: { error: judged.error, error_description: judged.reason } }
    jkt = judged.jkt
    return tokens(good => ({ ...good, token_type: 'DPoP' }))(asked, stub)
  }
  const userinfo = async (asked: Asked): Promise<Said> => {
    const nonce = userinfoNonce?.()
    const judged = await judge(asked, nonce, jkt)
    const isOurs = asked.headers.authorization === `DPoP ${stub.secrets.get('access_token') ?? ''}`
    const error = 'error' in judged ? judged.error : isOurs ? undefined : 'invalid_token'
    return error === undefined
      ? { body: claims }
      : { status: 401, headers: { ...give(nonce), 'www-authenticate': `${scheme} error="${error}", algs="ES256"` } }
  }
  return { proofs, jkt: () => jkt, handlers: { token, userinfo } }
}
