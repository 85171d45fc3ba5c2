import { Failure } from '../../../codes/failure.ts'
import type { Reading } from '../../../explain/reading.ts'
import type { PublicKey } from '../../../protocol/keys.ts'
import type { AuthorizationServer } from '../../../protocol/metadata.ts'
import { publishedKeys } from '../../../protocol/published-keys.ts'
import { checkVerifyingKeys } from '../../../protocol/verifying-keys.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { defaultScope, noteNoOpenid } from '../../../walk/1-start.ts'
import { backChannel } from '../../../walk/back-channel.ts'
import type { FoundLine, Look } from '../look.ts'
import { readKeySets, readingLine } from './readings.ts'
import type { AtProvider } from './visit.ts'

/**
 * The keys that the provider publishes, with their kinds, and whether the ID token of a login can be verified with
 * them.
 */
export const lookAtKeys: Look<AtProvider> = async (ground) => {
  const { server, walk, notebook } = ground
  if (!server) return []
  if (server.jwks_uri === undefined) return [withoutKeys(ground, server)]
  const page = notebook.turn()
  const keys = await publishedKeys(backChannel(walk), server.jwks_uri)
  const unfit = wantsIdToken(ground, server) ? lookForOne(server, keys) : []
  const readings = (await readKeySets(ground)).filter(reading => unfit.length === 0 || !isTold(reading))
  return [
    ...unfit.length > 0 ? unfit : [listOf(keys, server.jwks_uri)],
    ...page.evidence.flatMap(({ fact }) =>
      fact.kind === 'finding' ? [{ part: 'keys', state: 'note', finding: fact.event } as const] : []),
    ...readings.map(reading => readingLine('keys', reading, ground)),
  ]
}

/**
 * A login that asks for an ID token ends where metadata name no keys. One that asks for none by itself, since there are
 * none, goes on, and nothing proves who signs in.
 */
function withoutKeys({ resolved, ...ground }: AtProvider, server: AuthorizationServer): FoundLine {
  if (wantsIdToken({ resolved, ...ground }, server) && server.response_types_supported)
    return bad('keys', new Failure('jwks-missing', { issuer: server.issuer }))
  const isUnproven = resolved.scope === undefined && noteNoOpenid(server).length > 0
  return isUnproven ? note('keys', 'keys-none-unproven') : good('keys', 'keys-none')
}

/** A login asks for an ID token where it asks for `openid`, by its flags or by itself. */
export function wantsIdToken({ resolved, walk }: AtProvider, server: AuthorizationServer): boolean {
  const scope = resolved.scope?.value as string[] | undefined
  return (scope ?? defaultScope(server)).includes('openid')
    && walk.extensions.every(({ idTokens }) => idTokens !== false)
}

/** Nothing where one of the keys can verify an ID token. */
function lookForOne(server: AuthorizationServer, keys: readonly PublicKey[]): FoundLine[] {
  const { ok, name, expected, actual, rule, because } = checkVerifyingKeys(server, keys)
  return ok
    ? []
    : [
        bad(
          'keys', new Failure(name, { url: server.jwks_uri, expected, actual, rule, ...because && { because } }),
          'keys-unfit',
        ),
      ]
}

/** What says of the set as a whole that nothing can be verified with it. */
function isTold({ name }: Reading): boolean {
  return name === 'key-set-empty' || name === 'keys-encrypt-only'
}

function listOf(keys: readonly PublicKey[], url: string): FoundLine {
  const kinds = keys.map(({ alg, kty, crv }) => [alg ?? kty, crv].filter(word => typeof word === 'string').join(' '))
  return good('keys', 'keys', { count: keys.length, kinds: [...new Set(kinds)], url })
}
