import type { Finding } from '../../codes/finding.ts'
import { parseJsonObject } from '../../protocol/answer/json.ts'
import type { WireResponse } from '../../wire.ts'
import type { Preset } from '../preset.ts'

/** A preset's endpoint, and what the metadata calls it (RFC 8414, section 2). */
const endpointNames = {
  authorization: 'authorization_endpoint', token: 'token_endpoint', userinfo: 'userinfo_endpoint',
  revocation: 'revocation_endpoint',
  device: 'device_authorization_endpoint',
} as const

/**
 * The discovered metadata wins over the preset, and a difference is a finding; what it leaves out, the preset adds. A
 * metadata issuer that stands for every tenant of the provider is read as the one that was asked for.
 */
export function mendMetadata(answer: WireResponse, preset: Preset): WireResponse {
  const metadata = parseJsonObject(answer.body)
  if (answer.status !== 200 || !metadata) return answer
  const findings: Finding[] = []
  const mended: Record<string, unknown> = { ...metadata }
  for (const [name, member] of Object.entries(endpointNames) as [keyof typeof endpointNames, string][]) {
    const ours = preset.endpoints[name]
    const theirs = metadata[member]
    if (ours === undefined) continue
    if (theirs === undefined) mended[member] = ours
    else if (theirs !== ours)
      findings.push({ code: 'preset-differs', details: { endpoint: member, preset: ours, metadata: theirs } })
  }
  if (standsForEveryTenant(metadata['issuer'], preset.idTokenIssuer)) {
    mended['issuer'] = preset.issuer
    findings.push({ code: 'issuer-template', details: { issuer: metadata['issuer'] } })
  }
  return { ...answer, body: JSON.stringify(mended), findings }
}

function standsForEveryTenant(issuer: unknown, template: string | undefined): boolean {
  const shape = (text: string) => text.replace(/\{[^{}]*\}/g, '{}')
  return typeof issuer === 'string'
    && template !== undefined
    && issuer.includes('{')
    && shape(issuer) === shape(template)
}
