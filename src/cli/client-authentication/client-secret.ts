import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { cleanGiven, decodeGiven, type Given } from '../../given.ts'
import { isAssertionNamed, textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Secret } from '../../secrets/secret.ts'
import { readNamedFile, type Run } from '../run.ts'

const variable = 'OAUTH_WALK_CLIENT_SECRET'

/**
 * The client secret, from the strongest source that has one: `--client-secret-file` (`-` is stdin),
 * OAUTH_WALK_CLIENT_SECRET, the profile's file. There is no flag that puts a secret into argv. Raises
 * `file-unreadable`, `value-unclean`, `setting-invalid` for an empty one.
 */
export function readClientSecret({ context }: Run, resolved: Resolved): Secret | undefined {
  const file = resolved['client-secret-file']
  const isInEnvironment = context.given.hasSecret(variable) && file?.source !== 'flag'
  const secret = isInEnvironment
    ? context.given.secret(variable)
    : readFrom(context, textOf(resolved, 'client-secret-file'))
  if (secret === '')
    throw new Failure('setting-invalid', { setting: '--client-secret-file', expected: describeBy('not-empty') })
  return secret === undefined ? undefined : context.secrets.keep('client_secret', secret)
}

/**
 * The client secret from the same sources. With `--client-secret-file -`, a terminal asks for it without echo; a pipe
 * is read.
 */
export async function takeClientSecret(run: Run, resolved: Resolved): Promise<Secret | undefined> {
  const { context } = run
  const file = resolved['client-secret-file']
  const isStdin = file?.value === '-' && (file.source === 'flag' || !context.given.hasSecret(variable))
  return isStdin && context.terminal.stdin ? demandSecret(run, resolved) : readClientSecret(run, resolved)
}

/** Tells whether flag, environment or profile name a secret, without reading it: stdin can be read once. */
export function isSecretNamed({ context }: Run, resolved: Resolved): boolean {
  return context.given.hasSecret(variable) || resolved['client-secret-file'] !== undefined
}

/**
 * The client secret as a person types it, where the client is to authenticate with one that nobody gave; undefined
 * where it needs none. With `optional`, a client that may have one is asked about too. Raises `person-needed` without a
 * terminal.
 */
export async function askClientSecret(run: Run, resolved: Resolved, optional = false): Promise<Secret | undefined> {
  const { context, catalogue } = run
  const method = textOf(resolved, 'auth-method')
  const watched = context.terminal.stdin && context.terminal.stderr
  const either = isForDevice(resolved)
  if (either ? watched : optional && method === undefined && !hasOtherMeans(resolved)) {
    const secret = await askSecret(context, catalogue.conversation.askSecret(textOf(resolved, 'client-id') ?? ''))
    return secret === '' ? undefined : context.secrets.keep('client_secret', secret)
  }
  if (!isSecretDemanded(resolved)) return undefined
  if (!watched) throw new Failure('person-needed', { what: 'client-secret' })
  return demandSecret(run, resolved)
}

/** Tells whether the client is to authenticate with a secret, so that nothing is sent without one. */
export function isSecretDemanded(resolved: Resolved): boolean {
  return !isForDevice(resolved) && textOf(resolved, 'auth-method')?.startsWith('client_secret_') === true
}

/** Asks until something is typed; Ctrl-C, Ctrl-D and the end of the input raise `interrupted`. */
async function demandSecret({ context, catalogue, tell }: Run, resolved: Resolved): Promise<Secret> {
  for (;;) {
    const secret = await askSecret(context, catalogue.story.askClientSecret(textOf(resolved, 'client-id') ?? ''))
    if (secret !== '') return context.secrets.keep('client_secret', secret)
    tell(`! ${catalogue.conversation.needed}`)
  }
}

/** A client with a key, or an assertion of somebody else, needs no secret. */
function hasOtherMeans(resolved: Resolved): boolean {
  return resolved['client-key'] !== undefined || isAssertionNamed(resolved)
}

/** A client of the device flow is often a public one, whatever its preset says about those of the code flow. */
function isForDevice({ device, 'auth-method': method }: Resolved): boolean {
  return device?.value === true && method?.source === 'preset'
}

function readFrom(context: Run['context'], path: string | undefined): Given | undefined {
  if (path === undefined) return undefined
  const source = '--client-secret-file'
  const bytes = path === '-' ? context.readInputBytes() : readNamedFile({ readFile: context.readBytes }, path, source)
  return cleanGiven('secret', decodeGiven(bytes, source), source, context.given.verbatim)
}

async function askSecret(context: Run['context'], question: string): Promise<Given> {
  return cleanGiven('secret', await context.readSecret(question), '--client-secret-file', context.given.verbatim)
}
