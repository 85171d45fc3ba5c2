import { Failure } from '../failure.ts'
import type { Layer } from '../providers/resolve.ts'
import type { Sandbox } from '../sandbox/index.ts'
import type { Extension } from '../walk/extension.ts'
import type { Run } from './run.ts'

/** The sandbox as a provider to walk to: what is preset for it, its client's secret, and what keeps it answering. */
export interface SandboxTarget {
  sandbox: Sandbox
  preset: Layer
  clientSecret: string | undefined
  extension: Extension
}

const clientId = 'oauth-walk'

/** Starts the sandbox of this home, or joins the process that serves it; raises `port-in-use`, `store-corrupt`. */
export async function startSandboxTarget(run: Run, mayMove: boolean): Promise<SandboxTarget> {
  const { startSandbox } = await import('../sandbox/index.ts')
  const sandbox = await startSandbox({ folder: run.folder, mayMove }).catch((error: unknown) => {
    throw translate(error)
  })
  const client = sandbox.clients.find(({ client_id }) => client_id === clientId)
  return {
    sandbox,
    clientSecret: client?.client_secret,
    preset: {
      issuer: sandbox.issuer, 'client-id': clientId, scope: 'openid profile email offline_access', prompt: 'consent', port: '8765,0',
    },
    extension: keepServing(sandbox),
  }
}

/** A joined process may have ended since: then this one takes over, and the request goes out again, as nobody has seen it. */
function keepServing(sandbox: Sandbox): Extension {
  return {
    name: 'sandbox',
    send: next => async request => next(request).catch(async (error: unknown) => {
      if (!(error instanceof Failure) || error.details['reason'] !== 'ECONNREFUSED') throw error
      await sandbox.rehost()
      return next(request)
    }),
  }
}

/** The sandbox knows nothing of our failures. */
export function translate(error: unknown): unknown {
  const { code, details } = error as { code?: string, details?: Record<string, unknown> }
  if (code === 'port-in-use') return new Failure('port-in-use', { ports: [details?.['port']], host: '127.0.0.1', ...details }, { cause: error })
  if (code === 'state-unreadable') return new Failure('store-corrupt', details ?? {}, { cause: error })
  return error
}
