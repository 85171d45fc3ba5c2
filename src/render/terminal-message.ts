import type { Message } from '../walk/events.ts'
import { clean } from './clean.ts'
import type { Terminal } from './terminal.ts'

/** A message of the diagram as lines: what it is, where it goes, and its parameters with what each is for. */
export function messageLines(message: Message, { catalogue, paint, explain }: Terminal): string[] {
  const parameters = Object.entries(message.parameters ?? {})
  const heading = [`${arrowSign(message)} ${catalogue.arrows[message.name]}`, addressOf(message)].filter(text => text !== '').join('  ')
  if (!explain) return [heading, ...parameters.length > 0 ? [paint.dim(`  ${parameters.map(([name]) => clean(name)).join(' ')}`)] : []]
  const title = (name: string) => clean(message.names?.[name] === undefined ? name : `${name} (${message.names[name]})`)
  const width = Math.max(0, ...parameters.map(([name]) => title(name).length))
  return [heading, ...parameters.map(([name, value]) => {
    const standard = message.names?.[name] ?? name
    const purpose = Object.hasOwn(catalogue.parameters, standard) ? catalogue.parameters[standard] : undefined
    return `  ${title(name).padEnd(width)}  ${shown(value)}${purpose === undefined ? '' : paint.dim(`  — ${purpose}`)}`
  })]
}

/** What leaves the client points right, what comes to it left. */
function arrowSign({ to }: Message): string {
  return to === 'client' ? '←' : '→'
}

/** Without the query: its parameters are listed one by one. */
function addressOf({ method, url, status }: Message): string {
  return [method, url && clean(url.split('?')[0] ?? url, 300), status].filter(part => part !== undefined).join(' ')
}

function shown(value: unknown): string {
  return clean(typeof value === 'string' ? value : JSON.stringify(value), 160)
}
