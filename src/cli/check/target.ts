import { unanswered } from '../../check/notebook.ts'
import { isPassing } from '../../codes/obstacle.ts'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { createPatience } from '../../extensions/patience.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { atManyProviders, atTypedIssuer } from '../login/others-variables.ts'
import { looksLikeResource } from '../login/resource.ts'
import { asksForToken, isNoResource } from '../login/resource-instead.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import { findProvider } from '../../walk/find-provider.ts'
import { isRefusal, statusesOf } from '../../walk/try-address.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { createVisitor } from '../back-channel/visitor.ts'

/**
 * `oauth-walk check TARGET`: a provider where the target is the sandbox, a preset, a profile, or an issuer whose
 * metadata is found; otherwise a resource. A profile of a resource is one too.
 */
export async function checkTarget(run: Run, target: string): Promise<void> {
  const resource = await resourceMeant(run, target)
  if (resource !== undefined) {
    refuseProviderFlags(run, resource)
    return (await import('./check.ts')).check(await atManyProviders(run, resource), resource)
  }
  return (await import('./provider.ts')).checkProvider(run, target)
}

/** Flags that choose among the rules for providers, or say what these may do. */
const providerFlags = ['probe', 'plan', 'severity', 'destructive', 'slow'] as const

/** Raises `setting-invalid` for what has no meaning for a resource: it is not dropped without a word. */
function refuseProviderFlags({ options }: Run, resource: string): void {
  const names = options['suite'] === 'mcp' ? providerFlags : [...providerFlags, 'suite']
  const name = names.find(flag => options[flag] !== undefined)
  if (name === undefined) return
  const value = options[name]
  throw new Failure('setting-invalid', {
    setting: `--${name}`, ...value === true ? {} : { value: [value].flat().join(',') },
    expected: describeBy('for-provider', resource),
  })
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
  // A plan is made without asking anybody, and these rules are of providers alone.
  const isOfProvider = run.options['plan'] !== undefined || run.options['suite'] !== undefined
  return !isOfProvider && !await isIssuer(run, target)
}

/** What is wrong with metadata that was found. */
const ofMetadata: readonly string[] = ['endpoints-safe', 'endpoints-missing']

/**
 * Nobody can say where the provider can't at the moment: then it is none only if a resource asks for a token there.
 * Whoever asks for patience is asked once more at most, and that as a provider. Where discovery alone answers more than
 * that nothing is there, what is wrong is told of it, as a login does.
 */
async function mayBeIssuer(run: Run, address: string, statuses: readonly number[]): Promise<boolean> {
  if (statuses.includes(429)) return true
  if (statuses.some(isPassing)) return !await asksForToken(run, address)
  return statuses.some(status => status !== 404) && await isNoResource(run, address)
}

/** Whether the metadata of such an issuer is found at one of its addresses, and is about it. */
async function isIssuer(run: Run, issuer: string): Promise<boolean> {
  const { context } = await atTypedIssuer(run, issuer)
  const resolved = resolveSettings(flagLayer(run.options), context.environment, {}, {})
  const visitor = await createVisitor(run, resolved, { extensions: [createPatience()] })
  try {
    await findProvider({ ...visitor, provider: { issuer, endpoints: {} } })
    return true
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (isRefusal(error)) return mayBeIssuer(run, issuer, statusesOf(error.details['tried']))
    if (!(error instanceof Failure)) return false
    // Where no answer came, that is told, and nothing is judged as if it were a resource.
    if (unanswered.includes(error.code)) return true
    // Metadata that is about another issuer is a provider's all the same, unless a resource's host is one.
    if (error.code === 'issuer-identical') return error.details['actual'] !== parseAddress(issuer)?.origin
    // So is metadata that no login would use.
    return ofMetadata.includes(error.code)
  }
}
