import { command } from '../text/shell.ts'
import { advice, signIn, type Way } from './again.ts'
import type { FailureProse } from './catalogue.ts'
import { text } from './text.ts'

type Details = Readonly<Record<string, unknown>>

/** What a language says where nobody is signed in. */
export interface NoSessionWords {
  message: (profile: string) => string
  resource: (address: string) => string
  unknown: string
  /** A shared store was looked in too; `names` are the profiles that it holds sessions of. */
  unknownAnywhere: (store: string, names: string) => string
  unnamed: (store: string, names: string) => string
  hidden: (store: string, remembered: string) => string
  none: string
  mcp: string
}

/** As many as one reads; `store list` has them all. */
const mostNamed = 5

/** Nobody is signed in: why, as far as it was seen, and what helps there. */
export function tellNoSession(words: NoSessionWords): (d: Details) => FailureProse {
  return (d) => {
    const held = Array.isArray(d['held']) ? d['held'].map(text) : []
    const { cause, next } = reasonFor(words, d, held)
    return { message: words.message(text(d['profile'])), cause, next }
  }
}

function reasonFor(words: NoSessionWords, d: Details, held: readonly string[]): { cause: string, next: Way | readonly Way[] } {
  const names = held.slice(0, mostNamed).join(', ') + (held.length > mostNamed ? ', …' : '')
  const name = [...held.slice(0, mostNamed).map(one => command`export OAUTH_WALK_PROFILE=${one}`), ...held.length > mostNamed ? [command`oauth-walk store list`] : []]
  if (d['resource']) return { cause: words.resource(text(d['resource'])), next: signIn }
  if (d['unknown'] && d['path']) return { cause: words.unknownAnywhere(text(d['path']), names), next: held.length > 0 ? name : command`oauth-walk store list` }
  if (d['unknown']) return { cause: words.unknown, next: command`oauth-walk profile list` }
  if (d['remembered']) return { cause: words.hidden(text(d['path']), text(d['remembered'])), next: command`unset OAUTH_WALK_STORE` }
  if (d['profile']) return { cause: words.none, next: signIn }
  if (held.length > 0) return { cause: words.unnamed(text(d['path']), names), next: name }
  return { cause: words.none, next: d['is_mcp'] ? [advice`${words.mcp}`, command`oauth-walk login sandbox --as mcp`] : command`oauth-walk login sandbox` }
}
