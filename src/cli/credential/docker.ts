import { protocolLines } from '../../text/raw.ts'
import { toJsonLine } from '../../text/json.ts'
import { Failure } from '../../codes/failure.ts'
import { isSafeOrigin } from '../../addresses/host.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import type { Run } from '../run.ts'
import { boundHosts } from './bound-hosts.ts'
import { findSessionFor, profilesOffered } from './bound-profile.ts'
import { takeToken } from './take-token.ts'
import { hostSaid } from './host-said.ts'

/**
 * What docker takes as "nothing here" rather than as a helper that is broken; it looks for these very words on stdout.
 */
const notFound = protocolLines(['credentials not found in native keychain'])

/** `oauth-walk credential docker OPERATION`: docker's credential helper protocol. */
export async function docker(run: Run, operation: string): Promise<void> {
  switch (operation) {
    case 'get': return get(run)
    case 'store': return store(run)
    case 'list': return list(run)
    // `docker logout` says nothing about the session: `oauth-walk logout` ends it.
    case 'erase': return undefined
    default: throw new Failure('tool-request-invalid', { tool: 'docker', reason: 'operation', operation })
  }
}

async function get(run: Run): Promise<void> {
  const server = run.context.readInput().trim()
  try {
    const { text } = await takeToken(run, await findSessionFor(run, registryHost(server)), 'access_token', 'docker')
    run.give(toJsonLine({ ServerURL: server, Username: usernameOf(run), Secret: text }))
  } catch (error) {
    if (error instanceof Failure && !run.options.json) run.context.writeOut(notFound)
    throw error
  }
}

/**
 * `docker login` gives back what `get` has answered; anything else would be lost, and docker must not be told
 * otherwise.
 */
async function store(run: Run): Promise<void> {
  const { ServerURL: server, Secret: secret } = readStored(run.context.readInput())
  const { session } = await findSessionFor(run, registryHost(server))
  if (secret !== session.access_token)
    throw new Failure('tool-request-invalid', { tool: 'docker', reason: 'read-only' })
}

function readStored(text: string): { ServerURL: string, Secret: string } {
  try {
    const { ServerURL, Secret } = JSON.parse(text) as Record<string, unknown>
    if (typeof ServerURL === 'string' && typeof Secret === 'string') return { ServerURL, Secret }
  } catch {
    // The parser's message quotes the text, which holds a secret.
  }
  throw new Failure('tool-request-invalid', { tool: 'docker', reason: 'malformed' })
}

async function list(run: Run): Promise<void> {
  const hosts = (await profilesOffered(run)).flatMap(profile => boundHosts(profile))
  run.context.writeOut(toJsonLine(Object.fromEntries(hosts.map(host => [host, usernameOf(run)]))))
}

/** Docker names a registry by its host, or by an address such as https://index.docker.io/v1/. */
function registryHost(server: string): string {
  const url = server.includes('://') ? parseAddress(server) : undefined
  if (url === undefined || url.username !== '') return hostSaid('docker', server)
  if (!isSafeOrigin(url))
    throw new Failure('tool-request-invalid', { tool: 'docker', reason: 'unencrypted', host: server })
  return hostSaid('docker', url.origin)
}

function usernameOf({ options }: Run): string {
  return typeof options['username'] === 'string' ? options['username'] : 'oauth2'
}
