import { parseHost } from '../../addresses/host.ts'
import { Failure } from '../../codes/failure.ts'

/**
 * The host that a tool asks a credential for, as it said it. Raises `tool-request-invalid` for what is none, such as a
 * user name before a host: nobody typed that here.
 */
export function hostSaid(tool: 'git' | 'docker', host: string, protocol?: string): string {
  try {
    return parseHost(host, 'host', protocol)
  } catch (error) {
    throw error instanceof Failure && error.code === 'setting-invalid'
      ? new Failure('tool-request-invalid', { tool, reason: 'no-host', host })
      : error
  }
}
