import { describeBy, describeUnread } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { cleanGiven } from '../../given.ts'
import { isSafeAddress } from '../../addresses/host.ts'
import { decodeWorkloadToken, requestJobToken } from '../../protocol/workload-token.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Secret } from '../../secrets/secret.ts'
import type { Platform } from '../../walk/context.ts'
import { maskInGitHubActions } from './github-actions.ts'
import type { Context } from '../context.ts'
import type { Run } from '../run.ts'
import { readTokenAt } from '../token/token-file.ts'
import { createWire } from '../back-channel/wire.ts'

/**
 * The platform that `source` names, and that `setting` was given: `github`, `env:VARIABLE`, `file:FILE`, `fd:NUMBER`.
 * What must be in the environment is looked for at once. Raises `setting-invalid`, `workload-token-missing`.
 */
export function platformOf(run: Run, resolved: Resolved, source: string, setting: string): Platform {
  const take = takerOf(run, source, setting)
  return {
    audience: textOf(resolved, 'workload-audience'),
    // Neither the provider's own authority nor the client's certificate is for GitHub.
    ...source === 'github' ? { wire: createWire(run, pickTimeout(resolved)) } : {},
    take: async (send, audience) => {
      const token = await take(send, audience)
      // Anything else is sent to nobody, and no log is to see it, not even to mask it.
      if (!('name' in decodeWorkloadToken(token.reveal()))) maskInGitHubActions(run, token.reveal())
      return token
    },
  }
}

function pickTimeout({ 'http-timeout': timeout }: Resolved): Resolved {
  return timeout === undefined ? {} : { 'http-timeout': timeout }
}

type Take = (...given: Parameters<Platform['take']>) => Secret | Promise<Secret>

function takerOf(run: Run, source: string, setting: string): Take {
  if (source === 'github') return askGitHub(run)
  const [, kind, rest = ''] = /^(env|file|fd):(.+)$/s.exec(source) ?? []
  if (kind === 'env' && /^[A-Za-z_]\w{0,255}$/.test(rest)) return readVariable(run, rest)
  if (kind === 'file') return () => readTokenAt(run, { path: rest, flag: setting, kind: 'workload_token' })
  if (kind === 'fd' && /^\d{1,6}$/.test(rest)) return readOnce(run, Number(rest), setting)
  // Somebody may have typed the token itself.
  throw new Failure('setting-invalid', {
    setting, ...source.length < 40 ? { value: source } : {}, expected: describeBy('token-source'),
  })
}

/** GitHub gives a job's steps an address and a token to ask with, where the job has `permissions: id-token: write`. */
function askGitHub(run: Run): Take {
  const { context: { environment, given, secrets } } = run
  const [url, requestToken] = [
    environment['ACTIONS_ID_TOKEN_REQUEST_URL'], given.secret('ACTIONS_ID_TOKEN_REQUEST_TOKEN'),
  ]
  if (url === undefined || requestToken === undefined) {
    const variable = url === undefined ? 'ACTIONS_ID_TOKEN_REQUEST_URL' : 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'
    throw new Failure('workload-token-missing', { platform: 'github', variable })
  }
  if (!isSafeAddress(url))
    throw new Failure('setting-invalid', {
      setting: 'ACTIONS_ID_TOKEN_REQUEST_URL', expected: describeBy('https-addresses'),
    })
  secrets.remember('request_token', requestToken)
  return async (send, audience) => {
    if (send === undefined) throw new Failure('internal-error', { reason: 'no wire' })
    return secrets.keep('workload_token', await requestJobToken(send, { url, requestToken }, audience))
  }
}

/** The platform has put the token there before: GitLab's `id_tokens`, CircleCI's `CIRCLE_OIDC_TOKEN_V2`. */
function readVariable({ context: { given, environment, secrets } }: Run, variable: string): Take {
  const token = given.token(variable)
  const platform = environment['GITLAB_CI'] === 'true' ? 'gitlab' : 'other'
  if (token === undefined) throw new Failure('workload-token-missing', { platform, variable })
  const kept = secrets.keep('workload_token', token)
  return () => kept
}

/** What descriptors have given, since each gives it once, and several settings may name the same one. */
const taken = new WeakMap<Context, Map<number, Secret>>()

/**
 * A descriptor gives what it has once: it is read when the first request needs it. That somebody has opened it is found
 * out before, while nobody has signed in yet.
 */
function readOnce({ context }: Run, descriptor: number, setting: string): Take {
  const kept = taken.get(context) ?? new Map<number, Secret>()
  taken.set(context, kept)
  const attempt = <Result>(read: () => Result): Result => {
    try {
      return read()
    } catch (error) {
      throw new Failure('setting-invalid', {
        setting, value: `fd:${descriptor}`, expected: describeUnread((error as NodeJS.ErrnoException).code),
      })
    }
  }
  if (!kept.has(descriptor)) attempt(() => context.proveDescriptor(descriptor))
  return () => {
    const token = kept.get(descriptor)
      ?? keepToken(context, attempt(() => context.readDescriptor(descriptor)), setting)
    kept.set(descriptor, token)
    return token
  }
}

function keepToken({ given: { verbatim }, secrets }: Context, text: string, setting: string): Secret {
  const token = cleanGiven('secret', text.trim(), setting, verbatim)
  if (token === '') throw new Failure('setting-invalid', { setting, expected: describeBy('not-empty') })
  return secrets.keep('workload_token', token)
}
