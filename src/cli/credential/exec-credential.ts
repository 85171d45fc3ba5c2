import { isSafeOrigin, parseHost } from '../../addresses/host.ts'
import { parseAddress } from '../../addresses/loopback.ts'
import { Failure } from '../../codes/failure.ts'
import { isObject } from '../../protocol/answer/json.ts'
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
  const { interactive, cluster } = isObject(spec) ? spec : {}
  const server = isObject(cluster) ? cluster['server'] : undefined
  if (!versions.includes(apiVersion)) throw invalid(text ? 'api-version' : 'exec-info-missing')
  const url = parseAddress(typeof server === 'string' ? server : '')
  if (!url) throw invalid('cluster-missing')
  if (!isSafeOrigin(url))
    throw new Failure('tool-request-invalid', { tool: 'kubectl', reason: 'unencrypted', host: url.host })
  return {
    apiVersion: apiVersion as string, interactive: interactive === true, host: parseHost(url.origin, 'cluster'),
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text || '{}')
    return isObject(value) ? value : {}
  } catch {
    throw invalid('malformed')
  }
}

function invalid(reason: string): Failure {
  return new Failure('tool-request-invalid', { tool: 'kubectl', reason })
}

/** Writes the ExecCredential that kubectl reads. */
export function writeExecCredential({ apiVersion, interactive }: ExecInfo, { text, expiresAt }: HandedToken): JsonText {
  const expirationTimestamp = expiresAt === undefined ? {} : { expirationTimestamp: toTimestamp(expiresAt) }
  return toJsonLine({
    kind: 'ExecCredential', apiVersion, spec: { interactive }, status: { token: text, ...expirationTimestamp },
  })
}

/** RFC 3339 has four digits for the year: a provider may name a later end, kubectl can't read one. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59)

function toTimestamp(milliseconds: number): string {
  return new Date(Math.min(milliseconds, latest)).toISOString().replace(/\.\d+Z$/, 'Z')
}
