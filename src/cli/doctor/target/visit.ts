import { openNotebook, type Notebook, type Page } from '../../../check/notebook.ts'
import { survey } from '../../../check/resource/index.ts'
import { Failure } from '../../../codes/failure.ts'
import type { AuthorizationServer } from '../../../protocol/metadata.ts'
import { textOf, toProvider } from '../../../providers/resolve.ts'
import type { Resolved } from '../../../providers/resolved.ts'
import { maskFailure } from '../../../secrets/mask.ts'
import type { ProtectedResource, Traveller } from '../../../walk/context.ts'
import { findProvider } from '../../../walk/find-provider.ts'
import type { Watcher } from '../../../walk/events.ts'
import type { WireRequest, WireResponse } from '../../../wire.ts'
import { findDestination } from '../../login/find-destination.ts'
import type { Destination } from '../../login/destination.ts'
import { bondOf, type Travelling } from '../../login/bond.ts'
import { registersItself } from '../../login/registering.ts'
import { planResource } from '../../login/resource.ts'
import { laySettings } from '../../login/settled.ts'
import { findPresetTarget, openDialect } from '../../back-channel/preset-target.ts'
import { atNamedProvider } from '../../login/named-provider.ts'
import type { Run } from '../../run.ts'
import { startSandboxTarget, type SandboxTarget } from '../../sandbox/target.ts'
import { createVisitor } from '../../back-channel/visitor.ts'
import type { Looking } from '../look.ts'
import type { WayBack } from '../way-back.ts'

/** A provider that was looked at by whoever only reads what it publishes. */
export interface Visited extends Omit<Looking, 'wholeProgram'> {
  /** Where its answer would come back. */
  wayBack: WayBack
  destination: Destination
  walk: Traveller
  notebook: Notebook
  /** Who else sees the messages. */
  observers: readonly Watcher[]
  /** What the search for its metadata showed. */
  pages: readonly Page[]
  /** The protected resource that is to name it. */
  resource: string | undefined
  /** Its metadata, where it has any that may be used. */
  server: AuthorizationServer | undefined
  /** What came, unmasked: it is published. */
  answers: readonly Answered[]
  /** What was asked, and brought no answer. */
  unanswered: Unanswered[]
  /** The sandbox, which answers while it is looked at. */
  sandbox: SandboxTarget | undefined
}

/** The provider as the looks get it. */
export type AtProvider = Visited & Looking

/** A request with its answer; when it was sent, and when the answer was here to its end, in milliseconds since 1970. */
export interface Answered { request: WireRequest, response: WireResponse, sentAt: number, cameAt: number }

/** A request without an answer, and the code of its failure. */
export interface Unanswered { at: string, request: Pick<WireRequest, 'method' | 'url'>, failure: string }

/**
 * Where it goes, with the variables that are about it, the settings that a login there would have, and the sandbox
 * where that is the target.
 */
export interface Target { run: Run, destination: Destination, resolved: Resolved, sandbox: SandboxTarget | undefined }

/** Finds the target of the command as a login does. Raises what `findDestination` raises. */
export async function findTarget(given: Run, target: string | undefined): Promise<Target> {
  const destination = await findDestination(given, target)
  const run = await atNamedProvider(given, destination)
  const sandbox = destination.target === 'sandbox' ? await startSandboxTarget(run, { mayMove: true }) : undefined
  const { resolved } = await laySettings(run, destination, sandbox)
  return { run, destination, resolved, sandbox }
}

/** Looks for the provider's metadata as step 1 of a login does, and goes on where a login would stop. */
export async function visit(
  { run, destination, resolved, sandbox }: Target, wayBack: WayBack, observers: readonly Watcher[],
): Promise<Visited> {
  const { signal, secrets } = run.context
  const notebook = openNotebook({ signal, mask: failure => maskFailure(secrets, failure) })
  const answers: Answered[] = []
  const unanswered: Unanswered[] = []
  const extensions = await extensionsOf(run, resolved, sandbox)
  const walk = watched(
    await createVisitor(run, resolved, { observers: [notebook.observe, ...observers], extensions }),
    { answers, unanswered },
  )
  const visited = { run, resolved, wayBack, destination, walk, notebook, observers, answers, unanswered, sandbox }
  const found = planResource(resolved)
  if (found) {
    const resource = { ...found, bond: bondOf(resolved, destination, asLogin(resolved, destination)) }
    return { ...visited, resource: resource.url, server: undefined, ...await searchFrom(walk, resource, notebook) }
  }
  const search = notebook.turn()
  const server = await notebook.take(search, async () => findProvider({ ...walk, provider: toProvider(resolved) }))
  // A login would end there: nothing is asked at addresses that are refused.
  return {
    ...visited, resource: undefined, pages: [search],
    server: search.evidence.some(({ fact }) => fact.kind === 'check') ? undefined : server,
  }
}

function watched(
  visitor: Traveller, { answers, unanswered }: Pick<Visited, 'unanswered'> & { answers: Answered[] },
): Traveller {
  return {
    ...visitor, step: 'start', judging: true,
    send: async (request) => {
      const sentAt = visitor.now()
      const response = await visitor.send(request).catch((error: unknown) => {
        unanswered.push(...unansweredBy(error, request, visitor.now()))
        throw error
      })
      answers.push({ request, response, sentAt, cameAt: visitor.now() })
      return response
    },
  }
}

/** What is known of a request that failed. */
export function unansweredBy(error: unknown, { method, url }: Unanswered['request'], now: number): Unanswered[] {
  return error instanceof Failure
    ? [{ at: new Date(now).toISOString(), request: { method, url }, failure: error.code }]
    : []
}

/**
 * How a preset's provider speaks; without a client, its dialect has nothing to sign with, and needs nothing for what is
 * published.
 */
async function extensionsOf(
  run: Run, resolved: Resolved, sandbox: SandboxTarget | undefined,
): Promise<Traveller['extensions']> {
  const client = { clientId: textOf(resolved, 'client-id') ?? '', clientSecret: undefined, authentication: undefined }
  const { extensions } = await openDialect(run, await findPresetTarget(resolved), resolved, client, {})
  return [...extensions, ...sandbox ? [sandbox.extension] : []]
}

/** The client that a login would have, as far as it is told without asking anybody. */
function asLogin(resolved: Resolved, { saved }: Destination): Travelling {
  const client = { clientId: textOf(resolved, 'client-id') ?? '', clientSecret: undefined, authentication: undefined }
  return { client, registering: registersItself(resolved, saved?.settings ?? {}) ? {} : undefined }
}

/** A resource leads to its providers; whatever else keeps it from that is told on a page of its own. */
async function searchFrom(
  walk: Traveller, resource: ProtectedResource, notebook: Notebook,
): Promise<{ pages: Page[] }> {
  const before = notebook.turn()
  const seen = await notebook.take(before, async () => survey(walk, resource, notebook))
  return { pages: seen ? [seen.challenge, seen.metadata, seen.content, ...seen.providers] : [before] }
}
