import type { Pairs } from '../../explain/record.ts'
import type { MessageWords } from '../../messages/catalogue.ts'
import type { ExplainWords, ReadingSentences } from '../../messages/explain.ts'
import { stepIds } from '../../codes/failure.ts'
import { toSavedFindings } from '../saved/save-findings.ts'
import type { SavedFinding } from '../saved/saved-finding.ts'
import type { Explanation, ToldLogin, ToldMessage, ToldToken } from './explanation.ts'
import { tellReading } from './reading.ts'

/** What the sentences are made with. */
export interface Telling {
  words: ExplainWords
  readings: Readonly<Record<string, ReadingSentences>>
  catalogue: MessageWords
}

/** The explanation as a document: `schema/explain.json` describes it. */
export function explanationDocument(
  { messages, tokens, readings, login }: Explanation, telling: Telling,
): Record<string, unknown> {
  return {
    ok: true,
    messages: messages.map(messageDocument), tokens: tokens.map(tokenDocument),
    ...login && { login: loginDocument(login) },
    findings: findingDocuments(toSavedFindings(readings), telling),
  }
}

/** What was found, each with its sentences. */
export function findingDocuments(findings: readonly SavedFinding[], telling: Telling): Record<string, unknown>[] {
  return findings.map((finding) => {
    const { name, gravity, step, clause, places, details } = finding
    return {
      name, gravity, step, ...clause === undefined ? {} : { clause }, ...tellReading(finding, telling), places, details,
    }
  })
}

function loginDocument({ number, count, transcript: { events, failure } }: ToldLogin): Record<string, unknown> {
  const unseen = new Set(
    events.flatMap(event => event.type === 'finding' && event.code === 'not-recorded' ? [event.step] : []),
  )
  return {
    number, count, steps: stepIds.map(step => ({ step, recorded: !unseen.has(step) })), error: failure?.code ?? null,
    checks: events.filter(event => event.type === 'check').map(({ step, name, rule, expected, actual, ok }) => ({
      step, name, rule, expected, actual, ok,
    })),
  }
}

function messageDocument({ kind, step, at, place, request, response }: ToldMessage): Record<string, unknown> {
  return {
    kind, step: step ?? null, ...place === undefined ? {} : { place },
    ...at === undefined ? {} : { at: new Date(at).toISOString() },
    ...request
    && {
      request: {
        ...given('method', request.method), ...given('url', request.url), parameters: listed(request.parameters),
      },
    },
    ...response
    && {
      response: {
        ...given('status', response.status), parameters: listed(response.members), ...given('text', response.text),
      },
    },
  }
}

function tokenDocument({ role, header, claims, signature }: ToldToken): Record<string, unknown> {
  return { role, signature, header: listed(header), ...claims && { claims: listed(claims) } }
}

/** A name may stand there twice, which an object has no room for. */
function listed(pairs: Pairs): { name: string, value: string }[] {
  return pairs.map(([name, value]) => ({ name, value }))
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value }
}
