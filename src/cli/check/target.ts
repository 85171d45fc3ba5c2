import { unanswered } from '../../check/notebook.ts'
import { Failure } from '../../codes/failure.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { looksLikeResource } from '../login/resource.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import { findProvider } from '../../walk/find-provider.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { createVisitor } from '../back-channel/visitor.ts'

/**
 * `oauth-walk check TARGET`: a provider where the target is the sandbox, a preset, a profile, or an issuer whose
 * metadata is found; otherwise a resource. A profile of a resource is one too.
 */
export async function checkTarget(run: Run, target: string): Promise<void> {
  const resource = await resourceMeant(run, target)
  if (resource !== undefined) return (await import('./check.ts')).check(run, resource)
  return (await import('./provider.ts')).checkProvider(run, target)
}

/** The address of the resource that is meant, if one is. */
async function resourceMeant(run: Run, target: string): Promise<string | undefined> {
  const { options } = run
  if (options['iOperate'] !== undefined || options.misbehave !== undefined || options.auto) return undefined
  if (/^https?:\/\//i.test(target))
    return options['suite'] === 'mcp' || await isResource(run, target) ? target : undefined
  // A name with a dot or a colon is an address without a scheme, and is told to be one.
  if (target !== 'sandbox' && /[.:]/.test(target)) return target
  const kept = target === 'sandbox' ? undefined : run.profiles.read(target)?.settings['protected-resource']
  return typeof kept === 'string' ? kept : undefined
}

async function isResource(run: Run, target: string): Promise<boolean> {
  const flags = flagLayer(run.options)
  if (flags['authorization-server'] !== undefined
    || flags['resource-method'] !== undefined
    || looksLikeResource(target)) return true
  return !await isIssuer(run, target)
}

/** Whether the metadata of such an issuer is found at one of its addresses, and is about it. */
async function isIssuer(run: Run, issuer: string): Promise<boolean> {
  const resolved = resolveSettings(flagLayer(run.options), run.context.environment, {}, {})
  const visitor = await createVisitor(run, resolved)
  try {
    await findProvider({ ...visitor, provider: { issuer, endpoints: {} } })
    return true
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (!(error instanceof Failure)) return false
    // Where no answer came, that is told, and nothing is judged as if it were a resource.
    if (unanswered.includes(error.code)) return true
    // Metadata that is about another issuer is a provider's all the same, unless a resource's host is one.
    return error.code === 'issuer-identical' && error.details['actual'] !== parseAddress(issuer)?.origin
  }
}
