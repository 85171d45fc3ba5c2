import { checkNames, stepIds } from '../../codes/failure.ts'
import type { EndFacts } from '../../messages/diff-words.ts'
import { text } from '../../messages/text.ts'
import { compareSecrets, type SecretComparison } from './client-secret.ts'
import { compare, type Comparison, type MessageDifference } from './compare.ts'
import { foldConsequences, type Told } from './consequences.ts'
import { inputsOf, isInput, type Input } from './inputs.ts'
import { notCompared, type NotCompared } from './not-compared.ts'
import { withPorts } from './redirect-uri.ts'
import type { Transcript } from './transcript.ts'
import { recordedTo } from './unrecorded.ts'

/** What two walks differ in, and what that comes from. */
export interface Assessment {
  comparison: Comparison
  /** What the clients did differently, the first cause first. */
  inputs: Input[]
  /**
   * What differs because another program's login is compared with one of another client: in two applications it always
   * does.
   */
  ofTwo: Input[]
  /** The first answer that differs. */
  answer: MessageDifference | undefined
  ends: { a: EndFacts, b: EndFacts }
  told: Told
  secret: SecretComparison
  notCompared: NotCompared[]
}

/** Compares two walks, and tells causes from what follows from them. */
export function assess(a: Transcript, b: Transcript): Assessment {
  const secret = compareSecrets(a, b)
  const compared = compare(a, b)
  const [endA, endB] = [endOf(a), endOf(b)]
  const inputs = withPorts(
    inputsOf(a, b, compared, secret), a, b, isRefusedRedirect(compared) || [a, b].some(speaksOfRedirect),
  )
  const comparison = { ...compared, same: compared.same && inputs.length === 0 && endA.what === endB.what }
  return {
    comparison, secret, ...apart(inputs, [a, b].some(({ findings }) => findings !== undefined)),
    answer: firstAnswer(comparison),
    ends: { a: endA, b: endB },
    told: foldConsequences(comparison),
    notCompared: notCompared(a, b, secret).filter(({ name }) =>
      name !== 'loopback-ports' || !inputs.some(({ code }) => code === 'redirect_uri')),
  }
}

const ofAnyTwo: readonly Input['code'][] = [
  'client_id', 'issuer', 'endpoint', 'redirect_uri', 'client_secret', 'target',
]

/** Parts what is a client's own from the rest, where the clients are two. */
function apart(inputs: Input[], isRecording: boolean): Pick<Assessment, 'inputs' | 'ofTwo'> {
  const areTwo = isRecording && inputs.some(({ code, a, b }) => code === 'client_id' && a !== '' && b !== '')
  const isOwn = ({ code }: Input) => areTwo && ofAnyTwo.includes(code)
  // What the login was called is sent to nobody: a recording has the issuer there.
  const isSent = ({ code }: Input) => !isRecording || code !== 'target'
  return { inputs: inputs.filter(input => !isOwn(input) && isSent(input)), ofTwo: inputs.filter(isOwn) }
}

/**
 * Tells whether one walk alone ended before anything came back: a provider sends nothing to a redirect URI that it does
 * not know.
 */
function isRefusedRedirect({ end }: Comparison): boolean {
  return end !== undefined && [end.a, end.b].some(({ ok, step }) => !ok && ['redirect', 'consent'].includes(step ?? ''))
}

/** Tells whether the provider gave the redirect URI as its reason. */
function speaksOfRedirect({ failure }: Transcript): boolean {
  const { error, error_description: description } = (failure?.details['provider'] ?? {}) as Record<string, unknown>
  return /redirect/i.test(`${text(error)} ${text(description)}`)
}

/** The first message that both walks have, with what differs in it but was no client's doing. */
function firstAnswer({ messages }: Comparison): MessageDifference | undefined {
  const answers = messages.filter(({ only }) => only === undefined)
    .map(message => ({ ...message, differences: message.differences.filter(one => !isInput(message, one)) }))
  return answers.find(({ differences }) => differences.length > 0)
}

function endOf(transcript: Transcript): EndFacts {
  const { document, failure } = transcript
  const last = recordedTo(transcript)
  if (last !== undefined) return { how: 'recorded', step: last, what: '' }
  if (document.ok) return { how: 'signed-in', step: 0, what: '' }
  const { code = '?', step = null, details = {} } = failure ?? {}
  const at = { step: stepIds.findIndex(id => id === step) + 1 }
  if ((checkNames as readonly string[]).includes(code)) return { ...at, how: 'check-failed', what: code }
  const { error, status } = (details['provider'] ?? {}) as { error?: unknown, status?: unknown }
  // A refusal without an error code of its own has at least a status.
  const refusal = error === '' && typeof status === 'number' ? String(status) : error
  if (/-(?:refused|denied)$/.test(code))
    return { ...at, how: 'refused', what: typeof refusal === 'string' && refusal !== '' ? refusal : code }
  return { ...at, how: 'failed', what: [code, ...ignoredIn(details)].join(', ') }
}

/** Why what came did not count, where nobody's answer did. */
function ignoredIn({ ignored }: Readonly<Record<string, unknown>>): string[] {
  const reasons = Array.isArray(ignored) ? ignored.map(one => (one as { reason?: unknown } | null)?.reason) : []
  return [...new Set(reasons.filter(reason => typeof reason === 'string'))]
}
