import { bindingOf, fapi2Of } from '../../providers/fapi2.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { ProofKey } from '../../protocol/dpop.ts'
import type { Extension } from '../../walk/extension.ts'
import { readCertificates, thumbprintOf } from '../client-authentication/certificate.ts'
import type { Run } from '../run.ts'

/**
 * What judges how tokens are bound, and whether a provider keeps to FAPI 2.0; nothing, and nothing loaded for it, where
 * no key, no certificate and no such profile is there. It stands next to the wire.
 */
export async function judgeBindings(
  run: Run, resolved: Resolved, proofKey: (() => ProofKey | undefined) | undefined,
): Promise<Extension[]> {
  return [...await judgeConfirmation(run, resolved, proofKey), ...await judgeProfile(resolved)]
}

async function judgeConfirmation(
  { context }: Run, resolved: Resolved, proofKey?: () => ProofKey | undefined,
): Promise<Extension[]> {
  const file = textOf(resolved, 'tls-cert')
  if (file === undefined && proofKey === undefined) return []
  const { createConfirmation } = await import('../../extensions/confirmation.ts')
  return [createConfirmation(async () => {
    const key = proofKey?.()
    if (key === undefined && file === undefined) return undefined
    return {
      jkt: key && await (await import('../../protocol/dpop.ts')).thumbprintOf(key),
      'x5t#S256': file === undefined ? undefined : thumbprintOf(readCertificates(context, file, '--tls-cert')),
    }
  })]
}

async function judgeProfile(resolved: Resolved): Promise<Extension[]> {
  const profile = fapi2Of(resolved)
  if (profile === undefined) return []
  const scope = resolved.scope?.value as string[] | undefined
  const { createFapi2 } = await import('../../extensions/fapi2.ts')
  return [createFapi2({ profile, binding: bindingOf(resolved), openid: scope?.includes('openid') ?? true })]
}
