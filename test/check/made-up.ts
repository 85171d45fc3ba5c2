import type { Examined } from '../../src/check/probe.ts'
import type { Evidence, Exchange } from '../../src/check/verdict.ts'
import {
  providerProbes, severities, verdicts, type ProviderProbeId, type Severity, type Verdict,
} from '../../src/codes/exam.ts'
import { Failure } from '../../src/codes/failure.ts'
import { loadExamCatalogue } from '../../src/cli/check/exam-catalogue.ts'
import { loadCatalogue } from '../../src/messages/load.ts'
import type { ProviderExamination } from '../../src/render/check/document.ts'
import { recogniseServer } from '../../src/render/check/known-servers/index.ts'
import type { Wording } from '../../src/render/check/rule.ts'
import { asItIs } from '../../src/secrets/mask.ts'

export const issuer = 'https://op.example/realms/walk'

/** What a Keycloak publishes, as far as it tells that it is one. */
export const metadata = { issuer, authorization_endpoint: `${issuer}/protocol/openid-connect/auth` }

/** A token request with what stands for a code and a secret. */
export const exchange = {
  type: 'http', at: '2026-11-29T13:00:00.000Z', purpose: 'token', ms: 12,
  request: {
    purpose: 'token', method: 'POST', url: `${issuer}/protocol/openid-connect/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic <basic_credentials#1a2b>' },
    body: 'grant_type=authorization_code&code=<code#85d3>&redirect_uri=https%3A%2F%2Fapp.example%2Fcb',
  },
  response: {
    status: 200, headers: { 'content-type': 'application/json' },
    body: '{"access_token":"<access_token#0001>","token_type":"Bearer"}',
  },
} as unknown as Exchange

/** Evidence of whatever is wrong, with that exchange. */
export function evidenceOf(
  code: 'token-refused' | 'network-failed' = 'token-refused', seen: Exchange = exchange,
): Evidence {
  const failure = asItIs(
    new Failure(code, { url: seen.request.url, status: 200, provider: { error: 'none', status: 200 } }),
  )
  return { fact: { kind: 'failure', failure }, exchange: seen, subject: undefined }
}

const ids = Object.keys(providerProbes) as ProviderProbeId[]

/** Every rule, with the verdicts in turn. */
export function examinedAll(
  verdictOf: (place: number) => Verdict = place => verdicts[place % verdicts.length] ?? 'PASS',
): Examined[] {
  return ids.map((id, place) => {
    const verdict = verdictOf(place)
    const severity: Severity = severities[place % severities.length] ?? 'low'
    const probe = {
      id, name: providerProbes[id], severity,
      clauses: [{ document: 'RFC 9700', section: '4.14.2' }, { document: 'RFC 7636', section: '4.6' }],
    }
    const isTold = verdict === 'FAIL' || verdict === 'WEAK' || verdict === 'INCONCLUSIVE'
    return {
      probe, verdict, evidence: isTold ? [evidenceOf()] : [],
      ...verdict === 'SKIP' && { reason: 'unreachable' as const },
    }
  })
}

export function examinationOf(examined: readonly Examined[] = examinedAll()): ProviderExamination {
  return { issuer, runId: 'a1b2c3', failOn: 'high', isStrict: false, examined, exchanges: [exchange] }
}

export const ran = { startedAt: '2026-11-29T13:00:00.000Z', seconds: 61.25 }

export async function wordingOf(language: 'en' | 'zh'): Promise<Wording> {
  return {
    ...await loadExamCatalogue(await loadCatalogue(language)), server: recogniseServer(metadata), clientId: 'my app',
  }
}
