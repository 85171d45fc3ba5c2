import { isOfProvider, type ProbeFacts, type ProviderProbeFacts } from '../../check/probe.ts'
import type { Evidence } from '../../check/verdict.ts'
import type { ProviderProbeName } from '../../exam.ts'
import { shortCommand } from '../curl-command.ts'
import { variablesIn } from '../shell.ts'
import { askForCode } from './ask-for-code.ts'
import { ruleOf, type Wording } from './rule.ts'

/** A command for bash that sends a message once more, line by line; before it, what it is to send, and what stands for each secret in it. */
export interface Repetition {
  comments: string[]
  command: string[]
}

/** A longer message is a body that nobody would type. */
const longest = 16_384

/**
 * How to send once more what showed that a rule of a provider is broken: first the address by which a code comes, where one is sent, then the
 * message. Secrets are variables.
 */
export function repetitionOf(probe: ProbeFacts, evidence: readonly Evidence[], wording: Wording): Repetition | undefined {
  const { ofProvider, clientId = '', askedBefore } = wording
  const exchange = evidence.find(one => one.exchange !== undefined)?.exchange
  if (!ofProvider || !exchange || !isOfProvider(probe)) return undefined
  const { request } = exchange
  const text = JSON.stringify(request)
  if (request.bytes !== undefined || text.length > longest) return undefined
  const command = shortCommand(request, clientId)
  const address = askedBefore?.(exchange)
  const asking = address === undefined ? undefined : askForCode(address)
  const used = [...new Set([...asking?.variables ?? [], ...variablesIn(text).filter(name => command.includes(`"$${name}"`))])]
  const commands = [...asking ? [asking.line] : [], command, ...twice.includes(probe.name) ? [command] : []]
  return { comments: commentsOn(probe, used, { ...wording, hasAddress: asking !== undefined }), command: commands.join('\n').split('\n') }
}

/** Rules that one message alone does not break. */
const twice: readonly ProviderProbeName[] = ['code-replay']

function commentsOn(probe: ProviderProbeFacts, used: readonly string[], wording: Wording & { hasAddress: boolean }): string[] {
  const { ofProvider, parameters, hasAddress } = wording
  const { sends } = ruleOf(probe, wording)
  const { code, codeAnew, challenge, fits, rules } = ofProvider?.repeats ?? { rules: {} }
  const purpose = (name: string) => (name === 'CODE_CHALLENGE' ? challenge : parameters[name.toLowerCase()]) ?? ''
  const how = rules[probe.name] ?? (used.includes('CODE_VERIFIER') && used.includes('CODE') ? fits : undefined)
  return [
    ...sends === undefined ? [] : [sends], ...used.map(name => ofProvider?.variable(name, purpose(name)) ?? ''),
    ...used.includes('CODE') ? [(hasAddress ? code : codeAnew) ?? ''] : [], ...how === undefined ? [] : [how],
  ]
}
