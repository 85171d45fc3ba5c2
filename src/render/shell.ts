import { scriptWord } from '../text/shell.ts'
import { placeholder } from './saved/addresses.ts'

/**
 * The variables of the shell that stand for secrets, by the placeholder's name. A saved walk may come from someone
 * else: a name that is not in this list stays text, so that none can make the script send PATH or any other variable
 * somewhere.
 */
export const variables: Readonly<Record<string, string>> = Object.fromEntries([
  'code', 'code_verifier', 'access_token', 'refresh_token', 'id_token', 'client_secret', 'client_assertion',
  'assertion', 'workload_token', 'request_token', 'state', 'nonce', 'dpop', 'dpop_jkt', 'request',
  'initial_access_token', 'registration_access_token', 'token', 'cookie', 'request_uri', 'code_challenge',
].map(kind => [kind, kind.toUpperCase()]))

/** How a value is written where it is put together: as it is, percent-encoded, or as the credentials of Basic. */
export type Encoding = 'plain' | 'form'

/**
 * A text as words of bash: what is fixed in single quotes, so that nothing in it means anything to a shell; secrets as
 * quoted variables.
 */
export function quoteWithVariables(text: string, encoding: Encoding): string {
  const parts: string[] = []
  let end = 0
  for (const found of text.matchAll(placeholder)) {
    const word = wordFor(found[1] ?? '', encoding)
    if (word === undefined) continue
    parts.push(scriptWord(text.slice(end, found.index)), word)
    end = found.index + found[0].length
  }
  return [...parts, scriptWord(text.slice(end))].filter(part => part !== '\'\'').join('') || '\'\''
}

function wordFor(kind: string, encoding: Encoding): string | undefined {
  if (kind === 'basic_credentials') return '"$(basic)"'
  const name = Object.hasOwn(variables, kind) ? variables[kind] : undefined
  if (name === undefined) return undefined
  return encoding === 'form' ? `"$(form "$${name}")"` : `"$${name}"`
}

/** The variables that a text needs, in the order in which it needs them. */
export function variablesIn(text: string): string[] {
  const kinds = [...text.matchAll(placeholder)].map(([, kind = '']) =>
    kind === 'basic_credentials' ? 'client_secret' : kind)
  return [...new Set(kinds.flatMap(kind => Object.hasOwn(variables, kind) ? [variables[kind] ?? ''] : []))]
}
