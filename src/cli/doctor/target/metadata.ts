import { checkNames, Failure, type CheckName } from '../../../codes/failure.ts'
import type { Fact } from '../../../check/verdict.ts'
import { checkIssuer } from '../../../protocol/metadata.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import type { FoundLine, Look } from '../look.ts'
import type { AtProvider } from './visit.ts'

/** Whether the provider publishes its metadata where a login looks for it, and what a login would say of it. */
export const lookAtMetadata: Look<AtProvider> = ({ pages, server, answers, resolved, resource }) => {
  const found = answers.findLast(({ request, response }) => request.purpose === 'discovery' && response.status === 200)
  const told = pages.flatMap(({ evidence }) => evidence).map(({ fact }) => lineOf(fact))
  if (resource !== undefined) return [note('metadata', 'resource-target', { url: resource }), ...told]
  if (!server) return told
  if (found) return [good('metadata', 'metadata', { url: found.request.url, issuer: server.issuer }), ...told]
  return [...resolved.issuer === undefined ? [good('metadata', 'metadata-by-hand')] : [], ...told]
}

function lineOf(fact: Fact): FoundLine {
  if (fact.kind === 'failure') return bad('metadata', fact.failure)
  if (fact.kind === 'finding') return { part: 'metadata', state: 'note', finding: fact.event }
  // Nothing else is seen where no probe breaks a message.
  if (fact.kind === 'sight') throw new Failure('internal-error', { reason: `a sight of ${fact.code}` })
  const { name, expected, actual, rule } = fact.event
  // An event does not say why: a login does, by the same two values.
  const { because } = name === 'issuer-identical' ? checkIssuer(expected, { issuer: actual }) : { because: undefined }
  return bad(
    name === 'endpoints-safe' ? 'endpoints' : 'metadata',
    new Failure(checkNamed(name), { expected, actual, rule, ...because && { because } }),
  )
}

function checkNamed(name: string): CheckName {
  const known = checkNames.find(one => one === name)
  if (known === undefined) throw new Failure('internal-error', { reason: `no check is called ${name}` })
  return known
}
