import { toJsonLine } from '../../text/json.ts'
import { Failure } from '../../codes/failure.ts'
import { isSafeOrigin, parseHost } from '../../addresses/host.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import type { Run } from '../run.ts'
import { findProfileFor, findSessionFor } from './bound-profile.ts'
import { takeToken, type HandedToken, type TokenType } from './handed-token.ts'

const versions: readonly unknown[] = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1']

/** What kubectl tells its exec plugin. */
interface ExecInfo {
  apiVersion: string
  interactive: boolean
  host: string
}

/** `oauth-walk credential kubectl`: an ExecCredential for the cluster that kubectl talks to. It signs in only where kubectl lets it ask a person. */
export async function kubectl(run: Run): Promise<void> {
  const info = readExecInfo(run.context.environment['KUBERNETES_EXEC_INFO'])
  const asking = info.interactive ? run : withoutPerson(run)
  const type = (run.options['tokenType'] ?? 'id_token') as TokenType
  const take = async () => takeToken(asking, await findSessionFor(asking, info.host), type, 'kubectl')
  const token = await take().catch(async (error: unknown) => {
    if (!info.interactive || !run.context.terminal.stderr || !wantsPerson(error)) throw error
    await signIn(run, await findProfileFor(run, info.host))
    return take()
  })
  run.context.writeOut(toJsonLine(toCredential(info, token)))
}

function toCredential({ apiVersion, interactive }: ExecInfo, { text, expiresAt }: HandedToken): object {
  const expirationTimestamp = expiresAt === undefined ? {} : { expirationTimestamp: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z') }
  return { kind: 'ExecCredential', apiVersion, spec: { interactive }, status: { token: text, ...expirationTimestamp } }
}

function wantsPerson(error: unknown): boolean {
  return error instanceof Failure && ['no-session', 'not-refreshable', 'session-ended', 'id-token-unusable'].includes(error.code)
}

/** stdout is the credential's alone. Whoever waits for kubectl wants to sign in, not to learn how it works: the story is on one screen. */
async function signIn(run: Run, profile: string): Promise<void> {
  const { login } = await import('../login.ts')
  await login({ ...run, options: { ...run.options, profile, brief: true }, result: () => undefined }, profile)
}

/** Where kubectl allows no question, there is no terminal for this command. */
function withoutPerson(run: Run): Run {
  return { ...run, context: { ...run.context, terminal: { ...run.context.terminal, stdin: false, stdout: false, stderr: false } } }
}

function readExecInfo(text: string | undefined): ExecInfo {
  const { apiVersion, spec } = parse(text ?? '')
  if (!versions.includes(apiVersion)) throw invalid(text ? 'api-version' : 'exec-info-missing')
  const url = parseAddress(spec?.cluster?.server ?? '')
  if (!url) throw invalid('cluster-missing')
  if (!isSafeOrigin(url)) throw new Failure('tool-request-invalid', { tool: 'kubectl', reason: 'unencrypted', host: url.host })
  return { apiVersion: apiVersion as string, interactive: spec?.interactive === true, host: parseHost(url.origin, 'cluster') }
}

function parse(text: string): { apiVersion?: unknown, spec?: { interactive?: unknown, cluster?: { server?: string } } } {
  try {
    return JSON.parse(text || '{}') as ReturnType<typeof parse>
  } catch {
    throw invalid('malformed')
  }
}

function invalid(reason: string): Failure {
  return new Failure('tool-request-invalid', { tool: 'kubectl', reason })
}
