import { isSafeOrigin, parseHost } from '../../addresses/host.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { Failure } from '../../codes/failure.ts'
import { toJsonLine } from '../../text/json.ts'
import type { JsonText } from '../../text/written.ts'
import type { HandedToken } from './handed-token.ts'

const versions: readonly unknown[] = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1']

/** What kubectl tells its exec plugin. */
export interface ExecInfo {
  apiVersion: string
  interactive: boolean
  host: string
}

/** Reads KUBERNETES_EXEC_INFO. Raises `tool-request-invalid`. */
export function readExecInfo(text: string | undefined): ExecInfo {
  const { apiVersion, spec } = parse(text ?? '')
  if (!versions.includes(apiVersion)) throw invalid(text ? 'api-version' : 'exec-info-missing')
  const url = parseAddress(spec?.cluster?.server ?? '')
  if (!url) throw invalid('cluster-missing')
  if (!isSafeOrigin(url))
    throw new Failure('tool-request-invalid', { tool: 'kubectl', reason: 'unencrypted', host: url.host })
  return {
    apiVersion: apiVersion as string, interactive: spec?.interactive === true, host: parseHost(url.origin, 'cluster'),
  }
}

function parse(
  text: string,
): { apiVersion?: unknown, spec?: { interactive?: unknown, cluster?: { server?: string } } } {
  try {
    return JSON.parse(text || '{}') as ReturnType<typeof parse>
  } catch {
    throw invalid('malformed')
  }
}

function invalid(reason: string): Failure {
  return new Failure('tool-request-invalid', { tool: 'kubectl', reason })
}

/** Writes the ExecCredential that kubectl reads. */
export function writeExecCredential({ apiVersion, interactive }: ExecInfo, { text, expiresAt }: HandedToken): JsonText {
  const expirationTimestamp = expiresAt === undefined
    ? {}
    : { expirationTimestamp: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z') }
  return toJsonLine({
    kind: 'ExecCredential', apiVersion, spec: { interactive }, status: { token: text, ...expirationTimestamp },
  })
}
