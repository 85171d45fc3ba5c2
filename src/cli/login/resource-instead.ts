import { Failure } from '../../codes/failure.ts'
import { isSameIssuer } from '../../addresses/same-issuer.ts'
import { clean } from '../../text/printable.ts'
import { findMetadata, findResource, knock } from '../../walk/find-resource.ts'
import type { Run } from '../run.ts'
import { briefTraveller } from './brief-traveller.ts'
import { planResource } from './resource.ts'
import { isAnyPassing } from '../../walk/try-address.ts'

/** What is wrong with a resource's own words, which it must have said then. */
const itsOwn: readonly string[] = [
  'resource-identical', 'authorization-server-unclear', 'authorization-server-unlisted',
]

/**
 * Whether there is a protected resource at an address, where no provider is: its answer to a request without a token
 * names its metadata, or the metadata is there (RFC 9728, section 5). One that can't be asked is none; an interruption
 * is raised.
 */
export async function isResource(run: Run, address: string): Promise<boolean> {
  try {
    const { traveller, resolved } = await briefTraveller(run, { 'protected-resource': address })
    const target = planResource(resolved)
    return target !== undefined && (await findResource(traveller, target)).isDeclared
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return itsOwn.includes(error.code)
    throw error
  }
}

/**
 * Whether a request without a token is challenged at an address (RFC 9110, section 11.6.1). One that can't be asked
 * challenges nobody; an interruption is raised.
 */
export async function asksForToken(run: Run, address: string): Promise<boolean> {
  try {
    const { traveller, resolved } = await briefTraveller(run, { 'protected-resource': address })
    const target = planResource(resolved)
    return target !== undefined && (await knock(traveller, target)).challenge.schemes.length > 0
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return false
    throw error
  }
}

/**
 * Whether an address says by itself that no resource is there: it is answered 404 without a challenge, and nothing
 * stands where its metadata would; or it leads elsewhere. One that does not answer says nothing; an interruption is
 * raised.
 */
export async function isNoResource(run: Run, address: string): Promise<boolean> {
  try {
    const { traveller, resolved } = await briefTraveller(run, { 'protected-resource': address })
    const target = planResource(resolved)
    if (target === undefined) return false
    const { challenge, isNothing } = await knock(traveller, target)
    if (!isNothing || challenge.schemes.length > 0) return false
    const { metadata, tried } = await findMetadata(traveller, target, challenge)
    return metadata === undefined && tried.every(({ status }) => status !== 200)
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return error.code === 'redirect-refused'
    throw error
  }
}

/**
 * Whether a resource names this provider, by its own metadata. One that can't be asked does not; an interruption is
 * raised.
 */
export async function leadsTo(run: Run, address: string, issuer: string): Promise<boolean> {
  try {
    const { traveller, resolved } = await briefTraveller(run, { 'protected-resource': address })
    const target = planResource(resolved)
    if (target === undefined) return false
    const { challenge } = await knock(traveller, target)
    const { metadata } = await findMetadata(traveller, target, challenge)
    return metadata?.authorizationServers.some(server => isSameIssuer(server, issuer)) === true
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return false
    throw error
  }
}

/** The same command where its target is taken for a resource, which is told. */
export function takenForResource(run: Run, address: string): Run {
  run.tell(`! ${run.catalogue.mcp.isResource(clean(address, 2000))}`)
  return { ...run, options: { ...run.options, protectedResource: address } }
}

/**
 * The same command at the resource that its target turned out to be, once no provider was found there; raises the error
 * where it is none.
 */
export async function resourceInstead(run: Run, target: string | undefined, error: Failure): Promise<Run> {
  const { protectedResource, events } = run.options
  const mayBe = error.step === 'start' && !isInTrouble(error)
  // Whoever reads events has read that the walk is over.
  if (!mayBe || target === undefined || !/^https?:\/\//i.test(target) || protectedResource !== undefined || events)
    throw error
  if (!await isResource(run, target)) throw error
  return takenForResource(run, target)
}

/** A provider that fails for a while is still one. */
function isInTrouble({ details }: Failure): boolean {
  return isAnyPassing(details['tried'])
}
