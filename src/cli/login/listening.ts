import { Failure } from '../../codes/failure.ts'
import { addressesOfLoopback } from '../../addresses/loopback.ts'
import {
  isThisMachine, requireAnswerable, requireLoopbackAddresses, requireWebAddress,
} from '../../providers/redirect-uri.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { LoginSettings } from '../../walk/context.ts'
import { readIdentity } from '../client-authentication/certificate.ts'
import type { Run } from '../run.ts'

type Listening = NonNullable<LoginSettings['listening']>

/**
 * Where the answer is listened for: this machine, also by a name of the user's own that means it, and where `--listen`
 * says so beside that; nothing with `--paste`. Raises `redirect-uri-unusable`, `paste-impossible`, `file-unreadable`,
 * `setting-invalid`.
 */
export async function planListening(run: Run, resolved: Resolved): Promise<Listening | undefined> {
  const redirectUri = textOf(resolved, 'redirect-uri') ?? ''
  if (isPasted(resolved)) {
    requireWebAddress(redirectUri)
    requirePastable(run, resolved)
    return undefined
  }
  const files = { certificate: textOf(resolved, 'redirect-tls-cert'), key: textOf(resolved, 'redirect-tls-key') }
  const { hostname, protocol } = requireAnswerable(redirectUri, files.certificate !== undefined)
  const addresses = isThisMachine(hostname)
    ? addressesOfLoopback(hostname)
    : await resolveOwnName(run, redirectUri, hostname)
  const tls = protocol === 'https:'
    ? readIdentity(run.context, files, ['--redirect-tls-cert', '--redirect-tls-key'])
    : undefined
  return { addresses, besides: (resolved.listen?.value ?? []) as string[], tls, users: usersOf(run) }
}

/** Whoever runs this program, and root, who may do anything; for root, the user who became it. */
function usersOf({ context: { machine, environment } }: Run): number[] {
  if (machine.uid === undefined) return []
  const before = machine.uid === 0 ? [environment['SUDO_UID'], environment['PKEXEC_UID']] : []
  return [machine.uid, 0, ...before.filter(uid => uid !== undefined && /^\d+$/.test(uid)).map(Number)]
}

/** What a profile pastes is the answer to its own redirect URI; another one may be listened for. */
function isPasted({ paste, 'redirect-uri': uri }: Resolved): boolean {
  const forAnother = paste?.source === 'profile' && (uri?.source === 'flag' || uri?.source === 'environment')
  return paste?.value === true && !forAnother
}

/** Where an answer can't be pasted at all, it is said before anyone signs in. */
function requirePastable({ context, options }: Run, resolved: Resolved): void {
  const redirect_uri = textOf(resolved, 'redirect-uri')
  const refuse = (reason: string) => new Failure('paste-impossible', { reason, redirect_uri })
  if (textOf(resolved, 'response-mode') === 'form_post') throw refuse('form_post')
  if (options.auto) throw refuse('auto')
  if (!context.terminal.stdin && textOf(resolved, 'client-secret-file') === '-') throw refuse('stdin')
}

async function resolveOwnName({ context }: Run, redirectUri: string, hostname: string): Promise<string[]> {
  const addresses = await context.lookup(hostname.replace(/^\[|\]$/g, '')).catch((): string[] => [])
  requireLoopbackAddresses(redirectUri, addresses)
  return [...new Set(addresses)]
}
