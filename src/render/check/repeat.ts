import { isOfProvider, type ProbeFacts } from '../../check/probe.ts'
import type { Evidence } from '../../check/verdict.ts'
import { shortCommand } from '../curl-command.ts'
import { variablesIn } from '../shell.ts'
import { ruleOf, type Wording } from './rule.ts'

/** A command for bash that sends a message once more, line by line; before it, what it is to send, and what stands for each secret in it. */
export interface Repetition {
  comments: string[]
  command: string[]
}

/** A longer message is a body that nobody would type. */
const longest = 16_384

/** How to send once more what showed that a rule of a provider is broken. Secrets are variables; a code among them must be a fresh one. */
export function repetitionOf(probe: ProbeFacts, evidence: readonly Evidence[], wording: Wording): Repetition | undefined {
  const { ofProvider, clientId = '', parameters, report } = wording
  const request = evidence.find(({ exchange }) => exchange !== undefined)?.exchange?.request
  if (!ofProvider || !request || !isOfProvider(probe)) return undefined
  const text = JSON.stringify(request)
  if (request.bytes !== undefined || text.length > longest) return undefined
  const command = shortCommand(request, clientId)
  const used = variablesIn(text).filter(name => command.includes(`"$${name}"`))
  const { sends } = ruleOf(probe, wording)
  return {
    comments: [
      ...sends === undefined ? [] : [sends], ...used.map(name => ofProvider.variable(name, parameters[name.toLowerCase()] ?? '')),
      ...used.includes('CODE') ? [report.script.code] : [],
    ],
    command: command.split('\n'),
  }
}
