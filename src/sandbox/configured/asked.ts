import type { KoaContextWithOIDC } from 'oidc-provider'
import type { SandboxMiddleware } from '../interactions.ts'
import { endpointOf } from '../request-log.ts'
import type { SandboxRequest } from './handle.ts'
import type { SandboxEndpoint } from './settings.ts'
import { askingOf } from './whose.ts'

// Enough for any one test; a sandbox that serves for days must not grow.
const mostKept = 1000

/** What proves or opens something, by its parameter; every token does. */
const hidden = /^(?:code|code_verifier|client_secret|client_assertion|assertion|device_code|password|request|id_token_hint|software_statement)$|(?:^|_)token$/

/** What was asked, the oldest first. */
export class Asked {
  #requests: SandboxRequest[] = []
  #count = 0

  /** The last thousand requests. */
  all(): SandboxRequest[] {
    return this.#requests.slice(-mostKept)
  }

  clear(): void {
    this.#requests = []
  }

  add(request: Omit<SandboxRequest, 'n'>): void {
    this.#requests.push({ n: this.#count += 1, ...request })
    // Cut seldom: to move a thousand at each request would be most of the work.
    if (this.#requests.length > 2 * mostKept) this.#requests = this.all()
  }
}

/** Notes each request to an endpoint, with the answer that it got. */
export function noteRequests(asked: Asked): SandboxMiddleware {
  return async (koa, next) => {
    const context = koa as KoaContextWithOIDC
    const endpoint = endpointOf(context.path) as SandboxEndpoint | undefined
    const at = new Date().toISOString()
    try {
      await next()
    } finally {
      if (endpoint)
        asked.add({
          at, endpoint, method: context.method, path: context.path, ...whoAndWhat(context), status: context.status,
        })
    }
  }
}

function whoAndWhat(context: KoaContextWithOIDC): Pick<SandboxRequest, 'client_id' | 'parameters'> {
  const oidc = context.oidc as KoaContextWithOIDC['oidc'] | undefined
  // Where a fault answered, the provider has seen nothing.
  const asking = askingOf(context)
  const given = { ...context.query, ...oidc?.body ?? asking?.parameters }
  const clientId = oidc?.client?.clientId ?? asking?.clientId ?? given['client_id']
  const parameters = Object.entries(given).map(([name, value]) =>
    [name, hidden.test(name) ? '[hidden]' : value] as const)
  return { ...typeof clientId === 'string' ? { client_id: clientId } : {}, parameters: Object.fromEntries(parameters) }
}
