import { Failure } from '../failure.ts'
import type { SandboxFacts } from '../sandbox/index.ts'
import { formatJson, type Run } from './run.ts'
import { faultOptions, translate } from './sandbox-target.ts'
import { formatTable } from './table.ts'

/** `oauth-walk sandbox`: serves the embedded provider for any client until it is stopped. */
export async function sandbox(run: Run): Promise<void> {
  const { context, options, catalogue } = run
  if (options.misbehave === 'list') {
    await list(run)
    return
  }
  const { startSandbox } = await import('../sandbox/index.ts')
  const served = await startSandbox({
    folder: run.folder, mayMove: options.port === undefined, ...faultOptions(run),
    ...options.port === undefined ? {} : { port: parsePort(options.port) },
    ...options.redirectUri === undefined ? {} : { redirectUris: [options.redirectUri].flat() },
  }).catch((error: unknown) => {
    throw translate(error)
  })
  try {
    const { issuer, clients, user } = served
    context.writeOut(options.json ? formatJson(context, { ok: true, issuer, hosting: served.hosting, clients, user }) : describe(served))
    run.tell(served.hosting ? catalogue.story.sandboxServing(issuer) : catalogue.story.sandboxJoined(issuer))
    if (served.hosting) await serveUntilStopped(run)
  } finally {
    await served.close()
  }
}

/** `oauth-walk sandbox --misbehave list`: every fault by name, how a login against it must end, and why. */
async function list(run: Run): Promise<void> {
  const { listMisbehaviours } = await import('../sandbox/index.ts')
  const { misbehaviours, not_applicable } = await listMisbehaviours(run.catalogue.language)
  const rows = misbehaviours.map(({ name, expected, does }) => [name, String(expected.exit_code), does])
  const omitted = not_applicable.map(({ name, reason }) => [name, '-', reason])
  run.result({ ok: true, misbehaviours, not_applicable }, formatTable([...rows, ...omitted]))
}

function describe({ issuer, clients, user }: SandboxFacts): string {
  const rows = [['issuer', issuer], ['user', user.username], ['password', user.password]]
  const table = clients.map(client => ['client', client.client_id, client.client_secret ?? '-', client.token_endpoint_auth_method, client.redirect_uris.join(' ')])
  return formatTable(rows) + formatTable(table)
}

function parsePort(port: string | string[]): number {
  const text = [port].flat().at(-1) ?? ''
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new Failure('setting-invalid', { setting: '--port', value: text, expected: 'a port from 0 to 65535' })
}

async function serveUntilStopped({ context, tell, catalogue }: Run): Promise<void> {
  tell(catalogue.story.sandboxStop)
  await new Promise<void>((_, reject) => {
    const stop = () => reject(context.signal.reason as Error)
    if (context.signal.aborted) stop()
    context.signal.addEventListener('abort', stop)
  })
}
