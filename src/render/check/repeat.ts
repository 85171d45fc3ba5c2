import type { Exchange } from '../../check/verdict.ts'
import type { ProviderReportWords } from '../../messages/provider-report.ts'
import { shortCommand } from '../curl-command.ts'
import { variablesIn } from '../shell.ts'

/** A command for bash that sends a message once more, line by line; before it, what stands for each secret in it. */
export interface Repetition {
  variables: string[]
  command: string[]
}

/** A longer message is a body that nobody would type. */
const longest = 16_384

/** How to send once more what showed that a rule is broken. Secrets are variables; a code among them must be a fresh one. */
export function repetitionOf(
  { request }: Exchange, clientId: string, purposes: Readonly<Record<string, string>>, { variable }: ProviderReportWords,
): Repetition | undefined {
  const text = JSON.stringify(request)
  if (request.bytes !== undefined || text.length > longest) return undefined
  const command = shortCommand(request, clientId)
  const used = variablesIn(text).filter(name => command.includes(`"$${name}"`))
  return { variables: used.map(name => variable(name, purposes[name.toLowerCase()] ?? '')), command: command.split('\n') }
}
