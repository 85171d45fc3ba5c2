import { command } from '../text/shell.ts'
import { advice, signIn } from './again.ts'
import type { Way } from './way.ts'
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
  /** The store has the very profile, which is not one of this machine. */
  heldThere: (store: string) => string
  unnamed: (store: string, names: string) => string
  /** This machine has profiles, and none of them is active. */
  inactive: (names: string) => string
  hidden: (store: string, remembered: string) => string
  none: string
  /** A session that a refresh token from the environment began is kept, for a provider and a client that nobody named now. */
  seeded: (issuer: string, client: string) => string
  /** A variable for a secret is set, and nothing is in it. */
  empty: (variable: string) => string
  /** Said to whoever wanted to end a session. */
  nothing: string
  mcp: string
  /** A word behind mcp that is none of what may stand there, and what stands there. */
  word: (word: string) => string
  behindMcp: string
}

/** A profile that this machine does not have, where a shared store was asked too; nothing where none was. */
export function tellUnknownProfile({ unknownAnywhere, heldThere }: Pick<NoSessionWords, 'unknownAnywhere' | 'heldThere'>, d: Details): Pick<FailureProse, 'cause' | 'next'> | undefined {
  if (d['path'] === undefined) return undefined
  if (!isHeld(d)) return nowhere(unknownAnywhere, d)
  return { cause: heldThere(text(d['path'])), next: command`export OAUTH_WALK_PROFILE=${d['name']}` }
}

/** Which of several sessions of one name is meant: by the issuer, where that tells them apart, otherwise by the client. */
export function nameOne(issuers: unknown, clients: unknown, how: Way): Way[] {
  const [urls, ids] = [issuers, clients].map(list => Array.isArray(list) ? [...new Set(list.map(text))] : [])
  const ways = urls !== undefined && urls.length > 1 ? urls.map(url => command`export OAUTH_WALK_ISSUER=${url}`) : (ids ?? []).map(id => command`export OAUTH_WALK_CLIENT_ID=${id}`)
  return [how, ...ways.slice(0, mostNamed)]
}

/** As many as one reads; `store list` has them all. */
const mostNamed = 5
const storeList = command`oauth-walk store list`

/** Nobody is signed in: why, as far as it was seen, and what helps there. */
export function tellNoSession(words: NoSessionWords): (d: Details) => FailureProse {
  return (d) => {
    if (d['word'] && !d['path']) return { message: words.word(text(d['word'])), cause: words.behindMcp, next: [command`oauth-walk mcp`, command`oauth-walk profile list`] }
    const { cause, next } = reasonFor(words, d)
    return { message: words.message(text(d['profile'])), cause, next }
  }
}

const isHeld = (d: Details) => Array.isArray(d['held']) && d['held'].includes(d['name'])

/** The names of the profiles that a store holds, and how one of them is named. */
function heldIn(d: Details): { names: string, ways: Way[] } {
  const held = Array.isArray(d['held']) ? d['held'].map(text) : []
  const ways = held.slice(0, mostNamed).map(one => command`export OAUTH_WALK_PROFILE=${one}`)
  if (held.length <= mostNamed) return { names: held.join(', '), ways }
  return { names: `${held.slice(0, mostNamed).join(', ')}, …`, ways: [...ways, storeList] }
}

/** A profile that is neither here nor in the store: which ones are there. */
function nowhere(unknownAnywhere: NoSessionWords['unknownAnywhere'], d: Details): { cause: string, next: Way | readonly Way[] } {
  const { names, ways } = heldIn(d)
  return { cause: unknownAnywhere(text(d['path']), names), next: ways.length > 0 ? ways : storeList }
}

/** None of this machine's profiles is active, as where the active one was removed. */
function inactive(words: NoSessionWords, { here, ends }: Details): { cause: string, next: readonly Way[] } | undefined {
  if (!Array.isArray(here) || here.length === 0) return undefined
  const shown = here.slice(0, mostNamed).map(text)
  const list = command`oauth-walk profile list`
  const ways = shown.map(name => ends ? command`oauth-walk logout --profile ${name}` : command`oauth-walk profile use ${name}`)
  const isMore = here.length > mostNamed
  return { cause: words.inactive(`${shown.join(', ')}${isMore ? ', …' : ''}`), next: [...ways, ...isMore ? [list] : []] }
}

function reasonFor(words: NoSessionWords, d: Details): { cause: string, next: Way | readonly Way[] } {
  const { names, ways } = heldIn(d)
  if (d['resource']) return { cause: words.resource(text(d['resource'])), next: signIn }
  if (d['empty'] && !d['ends']) return { cause: words.empty(text(d['empty'])), next: command`export ${d['empty']}=TOKEN` }
  const [kept] = Array.isArray(d['seeded']) ? d['seeded'] as { issuer?: unknown, client_id?: unknown }[] : []
  if (kept) return { cause: words.seeded(text(kept.issuer), text(kept.client_id)), next: [command`export OAUTH_WALK_ISSUER=${kept.issuer}`, command`export OAUTH_WALK_CLIENT_ID=${kept.client_id}`] }
  if (d['unknown'] && d['path']) return nowhere(words.unknownAnywhere, d)
  if (d['unknown']) return { cause: words.unknown, next: command`oauth-walk profile list` }
  if (d['remembered']) return { cause: words.hidden(text(d['path']), text(d['remembered'])), next: command`unset OAUTH_WALK_STORE` }
  const own = ways.length > 0 || d['profile'] ? undefined : inactive(words, d)
  if (own) return own
  if (d['ends'] && ways.length === 0) return { cause: words.nothing, next: command`oauth-walk profile list` }
  if (d['profile']) return { cause: words.none, next: signIn }
  if (ways.length > 0) return { cause: words.unnamed(text(d['path']), names), next: ways }
  if (d['named']) return { cause: words.none, next: command`oauth-walk login ${d['named']}` }
  return { cause: words.none, next: d['is_mcp'] ? [advice`${words.mcp}`, command`oauth-walk login sandbox --as mcp`] : command`oauth-walk login sandbox` }
}
