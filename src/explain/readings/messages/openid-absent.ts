import { attemptOf } from '../../attempts.ts'
import { providersWithoutOpenidScope } from '../../facts/dialects.ts'
import { providerOf } from '../../facts/provider.ts'
import { descriptionOf, headerOf, isGranted, isRefused, lacks, memberOf, parameterOf } from '../../parameters.ts'
import type { Gravity, Reader, Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { found } from '../../found.ts'

const clause = 'OpenID Connect Core 3.1.2.1'

/** What is asked of OpenID Connect without the scope that switches it on. */
export const readOpenIdMissing: Reader = record => record.seen.flatMap((asked) => {
  if (asked.kind !== 'authorization-request'
    || !['request', 'request_uri'].every(name => lacks(asked, name))) return []
  if (providersWithoutOpenidScope.has(providerOf(asked) ?? '')) return []
  if (scopesOf(asked).some(word => /^open[-_]?id/.test(word))) return []
  if ((parameterOf(asked, 'response_type') ?? '').split(' ').includes('id_token'))
    return [found('openid-missing', 'broken', clause, {}, { in: asked })]
  return parameterOf(asked, 'nonce') === undefined ? readProfile(record, asked) : readNonce(record, asked)
})

function scopesOf(asked: Seen): string[] {
  return (parameterOf(asked, 'scope') ?? '').split(/[\s,+]+/).map(word => word.toLowerCase())
}

/** A nonce is for an ID token, and none comes; a request without any scope may have one by default. */
function readNonce(record: WalkRecord, asked: Seen): Reading[] {
  const { answers = [], exchanges = [] } = attemptOf(record, asked) ?? {}
  const refusal = answers.find(answer => /openid/i.test(descriptionOf(answer)))
  const isOther = parameterOf(asked, 'scope') === undefined
  const came = exchanges.find(exchange => memberOf(exchange, 'id_token') !== undefined)
  if (came) return []
  const gravity: Gravity = refusal ? 'broken' : isOther ? 'note' : 'weak'
  return [found('openid-absent', gravity, clause, {}, { in: [refusal, asked], step: 'redirect' })]
}

/**
 * `profile` without `openid`, and no ID token came. Where a browser redeemed the code and then asked nothing with it,
 * the sign-in ended there.
 */
function readProfile(record: WalkRecord, asked: Seen): Reading[] {
  const { exchanges = [] } = attemptOf(record, asked) ?? {}
  const without = scopesOf(asked).includes('profile')
    ? exchanges.find(exchange => isGranted(exchange) && memberOf(exchange, 'id_token') === undefined)
    : undefined
  if (!without) return []
  const isEnd = headerOf(without.request, 'origin') !== undefined
    && providerOf(asked) === undefined
    && !isUsedLater(record, without)
  return [
    found(
      'openid-absent-profile', isEnd ? 'weak' : 'note', clause, { scope: parameterOf(asked, 'scope') ?? '' },
      { in: [without, asked], step: 'redirect' },
    ),
  ]
}

function isUsedLater({ seen }: WalkRecord, exchange: Seen): boolean {
  return seen.slice(seen.indexOf(exchange) + 1).some(later =>
    ['userinfo-request', 'resource-request'].includes(later.kind) && !isRefused(later))
}
