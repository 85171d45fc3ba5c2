import { having, isFailing, type Examined } from '../../check/probe.ts'
import { checkNames, Failure } from '../../codes/failure.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import type { Examination } from '../../render/check/document.ts'

/**
 * How the command ends where not every rule holds. A check of the walk that failed means that what was published can't
 * be trusted (4); any other rule that is broken is a refusal of the standards (3); and what nobody could judge is the
 * network's matter (5). Weak is not broken.
 */
export function failureOf({ resource, examined, unasked = [] }: Examination): Failure | undefined {
  const [broken, unjudged] = [examined.filter(one => isFailing(one, 'low')), having(examined, 'INCONCLUSIVE')]
  const unsafe = broken.filter(isUnsafe)
  const elsewhere = foundElsewhere(resource, examined)
  const about = (rules: readonly Examined[]) => ({
    url: resource, ...elsewhere !== undefined && { elsewhere },
    rules: rules.map(({ probe: { id, name } }) => `${id} ${name}`),
  })
  if (unsafe.length > 0) return new Failure('rules-unsafe', about(unsafe))
  if (broken.length > 0) return new Failure('rules-broken', about(broken))
  if (unjudged.length === 0) return undefined
  const isUnasked = unjudged.every(({ reason }) => reason === 'not-all-asked')
  return causeOf(examined)
    ?? new Failure('rules-unjudged', {
      ...about(unjudged), ...isUnasked && { unasked: unasked.length, issuer: unasked[0] },
    })
}

function isUnsafe({ evidence }: Examined): boolean {
  return evidence.some(({ fact }) =>
    fact.kind === 'check' && (checkNames as readonly string[]).includes(fact.event.name))
}

/** Where nothing answered, why not says more than which rules that leaves open. */
function causeOf(examined: readonly Examined[]): Failure | undefined {
  const isAlone = examined.every(({ verdict, reason }) => verdict === 'INCONCLUSIVE' || reason === 'unreachable')
  const fact = examined.flatMap(({ evidence }) => evidence)[0]?.fact
  return isAlone && fact?.kind === 'failure' ? fact.failure : undefined
}

/**
 * Where the resource was seen to be: where a redirect leads; or, with nothing at the address that was typed, the one
 * that the metadata of the same origin is about.
 */
function foundElsewhere(resource: string, examined: readonly Examined[]): string | undefined {
  const facts = examined.flatMap(({ evidence }) => evidence).map(({ fact }) => fact)
  const moved = facts.flatMap(fact =>
    fact.kind === 'failure' && fact.failure.code === 'mcp-moved' ? [fact.failure.details['location']] : [])[0]
  const isNothing = facts.some(fact =>
    fact.kind === 'finding' && fact.event.code === 'resource-not-challenging' && fact.event.details['status'] === 404)
  const named = facts.flatMap(fact =>
    isNothing && fact.kind === 'check' && fact.event.name === 'resource-identical' ? [fact.event.actual] : [])
  const address = typeof moved === 'string'
    ? moved
    : named.find(url => parseAddress(url)?.origin === parseAddress(resource)?.origin)
  return address !== undefined && /^https?:$/.test(parseAddress(address)?.protocol ?? '') ? address : undefined
}
