import { scriptWord } from '../text/shell.ts'
import type { WireRequest } from '../wire.ts'
import { encodePlaceholders } from './saved/addresses.ts'
import { quoteWithVariables, variablesIn } from './shell.ts'

/** Fields that curl writes by itself. */
export const ownFields: readonly string[] = [
  'host', 'content-length', 'connection', 'accept-encoding', 'transfer-encoding',
]

/** A short command also does without the field that it need not have. */
const leftOut: readonly string[] = [...ownFields, 'user-agent']

/**
 * One request as a command to be pasted into a terminal, secrets as variables. It is short rather than safe from the
 * eyes of other users, who can read the words of a command; `--curl` writes the script that hides them.
 */
export function shortCommand({ url, method, headers, body }: WireRequest, clientId: string): string {
  const fields = Object.entries(headers).filter(([name]) => /^[\w-]+$/.test(name) && !leftOut.includes(name))
  const isForm = /form-urlencoded/i.test(headers['content-type'] ?? '')
  const words = [
    'curl -i', ...method === 'GET' || isForm ? [] : [`-X ${scriptWord(method)}`],
    ...fields.flatMap(([name, value]) => fieldWords(name, value, clientId, isForm)),
    ...body === undefined ? [] : bodyWords(body, isForm),
    variablesIn(url).length === 0
      ? `--url ${scriptWord(encodePlaceholders(url))}`
      : `--url ${quoteWithVariables(url, 'plain')}`,
  ]
  return words.join(' \\\n  ')
}

function fieldWords(name: string, value: string, clientId: string, isForm: boolean): string[] {
  if (/^Basic <basic_credentials#[0-9a-f]{4}>$/i.test(value)) return [`--user ${scriptWord(clientId)}:"$CLIENT_SECRET"`]
  return isForm && name === 'content-type' ? [] : [`-H ${quoteWithVariables(`${name}: ${value}`, 'plain')}`]
}

function bodyWords(body: string, isForm: boolean): string[] {
  if (!isForm) return [`--data-raw ${quoteWithVariables(body, 'plain')}`]
  return [...new URLSearchParams(body)].map(([name, value]) =>
    `--data-urlencode ${quoteWithVariables(`${name}=${value}`, 'plain')}`)
}
