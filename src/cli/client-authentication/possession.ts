import type { createDpop, Dpop, ProofMeans } from '../../extensions/dpop.ts'
import { createDpopOnDemand } from '../../extensions/dpop-on-demand.ts'
import { Failure } from '../../codes/failure.ts'
import { secretsIn, type Jwk } from '../../protocol/authentication/jwk.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import { needsProof, type Session } from '../../session/session-record.ts'
import type { Extension } from '../../walk/extension.ts'
import { causeOf } from '../failures/diagnose.ts'
import type { Run } from '../run.ts'

/**
 * What binds the tokens of a login to a key of its own; nothing, and nothing loaded for it, where that was not asked
 * for.
 */
export async function bindToKey(run: Run, { dpop }: Resolved): Promise<Dpop | undefined> {
  return dpop?.value === true ? prepareProofs(run, { isDemanded: true }) : undefined
}

/**
 * As `bindToKey`, for a login: where nobody asked for it, it begins when a refusal says that the provider demands it.
 */
export async function bindOnDemand(run: Run, resolved: Resolved): Promise<Dpop> {
  const demandsProof = async (failure: Failure) =>
    wantsBoundToken(failure) || await causeOf(failure, { dpop: false }) === 'proof-missing'
  return await bindToKey(run, resolved) ?? createDpopOnDemand(async () => prepareProofs(run), demandsProof)
}

/** A resource that says only to a token without proof that it takes no such tokens (RFC 9449, section 7.1). */
function wantsBoundToken({ code, details: { schemes } }: Failure): boolean {
  return code === 'resource-refused' && Array.isArray(schemes) && schemes.every(scheme => scheme === 'dpop')
}

/**
 * What proves possession of a session's key; nothing where it has none. Raises `store-corrupt` for a key that can't
 * sign.
 */
export async function proveByKey(run: Run, session: Session): Promise<Extension[]> {
  const { dpop_key: key } = session
  if (key === undefined) return []
  const { importProofKey } = await import('../../protocol/dpop.ts')
  await importProofKey(key).catch(() => {
    throw new Failure('store-corrupt', { path: run.folder, field: 'dpop_key' })
  })
  return [(await prepareProofs(run, { held: { key, isBound: needsProof(session) } })).extension]
}

async function prepareProofs({ context }: Run, how?: Parameters<typeof createDpop>[1]): Promise<Dpop> {
  const dpop = await import('../../extensions/dpop.ts')
  const means: ProofMeans = {
    random: context.random, now: context.now, remember: key => rememberKey(context.secrets, key),
  }
  return dpop.createDpop(means, how)
}

/** Hides what is private in a key wherever it is repeated. */
export function rememberKey(secrets: Secrets, key: Jwk | undefined): void {
  for (const secret of secretsIn(key ?? {})) secrets.remember('private_key', secret)
}
