import type { RegistrationKind, SandboxClient } from '../sandbox/index.ts'
import { asksForMcp } from './sandbox/mcp.ts'
import { formatJson, type Run } from './run.ts'
import { translateAsGiven } from './sandbox/as-given.ts'
import { keysWanted } from './sandbox/client.ts'
import { describe, tellClients } from './sandbox/described.ts'
import {
  faultOptions, provesWithoutSecret, sandboxClientId, serveUntilStopped, stateFolder, wantedPlace,
} from './sandbox/target.ts'
import type { ServedKeys } from './sandbox/served-keys.ts'

/** `oauth-walk sandbox`: serves the embedded provider for any client until it is stopped, or another one, or a list. */
export async function sandbox(run: Run): Promise<void> {
  const { misbehave, as, config } = run.options
  if (misbehave === 'list') await (await import('./sandbox/faults.ts')).listFaults(run)
  else if (as === 'wechat') await (await import('./sandbox/wechat.ts')).serveWechat(run)
  else if (config !== undefined) await (await import('./sandbox/configured.ts')).serveConfigured(run, config)
  else await serve(run)
}

async function serve(run: Run): Promise<void> {
  const { context, options, catalogue } = run
  const { startSandbox } = await import('../sandbox/index.ts')
  const keys = await keysFor(run)
  const isMcp = await asksForMcp(run)
  const as = { folder: stateFolder(run, isMcp), mcp: isMcp }
  const how = { ...wantedPlace(run), ...faultOptions(run), registration: registrationAsked(run) }
  const isProved = !isMcp && provesItself(run)
  // Nobody needs the key of an earlier login any more where no profile has it: the client is registered with its secret
  // again.
  const wanted = { ...as, ...how, clientJwks: keys?.known ?? (isProved ? undefined : { keys: [] }) }
  const served = await startSandbox(wanted).catch((error: unknown) => { throw translateAsGiven(run, error) })
  try {
    const { issuer, user, mtls, mcp, initialAccessToken: token } = served
    const clients = served.clients.map(withoutRefusedSecret)
    const shown = { ...mtls && { mtls }, ...mcp && { mcp }, ...token !== undefined && { initial_access_token: token } }
    const more = { ...keys && { client_keys: keys.forClient }, ...shown }
    const document = { ok: true, issuer, hosting: served.hosting, clients, user, ...more }
    context.writeOut(
      options.json ? formatJson(context, document) : describe({ ...served, clients }, keys?.forClient, context),
    )
    run.tell(served.hosting ? catalogue.story.sandboxServing(issuer) : catalogue.story.sandboxJoined(issuer))
    await tellClients(run, issuer, clients)
    if (how.misbehave !== undefined && served.hosting) run.tell(catalogue.story.sandboxPlays(how.misbehave))
    if (isProved && clients.some(isProving)) run.tell(catalogue.story.sandboxProved(sandboxClientId))
    if (served.hosting) await serveUntilStopped(run)
  } finally {
    await served.close()
  }
}

function isProving({ token_endpoint_auth_method: method }: SandboxClient): boolean {
  return provesWithoutSecret(method)
}

/** Whether the saved profile of the sandbox has the key or the certificate by which its client was registered last. */
function provesItself({ profiles }: Run): boolean {
  const { settings = {} } = profiles.read('sandbox') ?? {}
  return settings['client-key'] !== undefined || settings['tls-cert'] !== undefined
}

/** A secret that the sandbox refuses is shown to nobody. */
function withoutRefusedSecret(client: SandboxClient): SandboxClient {
  const { client_secret: _secret, ...others } = client
  return isProving(client) ? others : client
}

/** Whether clients may register themselves, and which. */
function registrationAsked({ options }: Run): RegistrationKind | undefined {
  return options['registration'] as RegistrationKind | undefined
}

/** The keys of the clients, where they can't do without. */
async function keysFor(run: Run): Promise<ServedKeys | undefined> {
  const wanted = await keysWanted(run)
  return wanted.sig || wanted.enc ? await (await import('./sandbox/served-keys.ts')).newServedKeys(wanted) : undefined
}
