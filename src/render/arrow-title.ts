import type { Catalogue } from '../messages/catalogue.ts'
import { clean } from '../text/printable.ts'
import type { Message } from '../walk/events.ts'

/** What a message is called; of several to one MCP server, also what each asks for. */
export function arrowTitle(
  { name, parameters }: Pick<Message, 'name' | 'parameters'>, { arrows, telling }: Catalogue,
): string {
  const method = name === 'resource-request' ? parameters?.['method'] : undefined
  return typeof method === 'string' ? `${arrows[name]}${telling.aside(clean(method, 60))}` : arrows[name]
}
