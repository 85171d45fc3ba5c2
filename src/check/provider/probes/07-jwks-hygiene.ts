import { parseAddress } from '../../../addresses/loopback.ts'
import { keysRequest } from '../../../protocol/keys.ts'
import { isObject, type JsonObject } from '../../../protocol/answer/json.ts'
import { keysOf } from '../../../protocol/key-set.ts'
import type { Outcome } from '../../verdict.ts'
import { isBroken } from '../answered.ts'
import { rfc } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import { weaknessOf } from '../key-strength.ts'
import { membersOnce } from '../members-once.ts'
import { publishedMember, publishing, showValue, unreadable } from '../metadata.ts'
import { fail, open, pass, sight, together, unavailable, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { membersOf } from '../takings.ts'

/** The published keys hold nothing private, are long enough, and each can be told from the others. */
export const jwksHygiene: ProviderProbe = {
  id: 'C07', name: 'jwks-hygiene', severity: 'critical', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2'], session: 'none',
  passive: true, requests: 1,
  clauses: [rfc(7517, '9.2'), rfc(7518, '3.3'), rfc(7517, '4.5')],
  needs: examinee => keysAddress(examinee) === undefined ? 'no-endpoint' : undefined,
  examine: async (examinee) => {
    const { send, seenAt } = examinee
    const url = keysAddress(examinee)
    if (typeof url !== 'string') return open('unclear', unreadable(examinee, 'jwks_uri', 'member-no-text'))
    if (parseAddress(url) === undefined)
      return fail(sight('endpoint-http', { member: 'jwks_uri', value: url }, publishing(examinee)))
    const answer = await send(keysRequest(url))
    if (isBroken(answer)) return unavailable({ answer, exchange: seenAt(url) })
    const { keys: published } = membersOf(answer.body)
    const unread = sight('member-no-list', { member: 'keys', value: showValue(published) })
    if (published !== undefined && !Array.isArray(published)) return fail({ ...unread, exchange: seenAt(url) })
    const keys = keysOf(membersOf(answer.body))
    if (!keys || keys.length === 0) return fail(sight('keys-missing', { url }, seenAt(url)))
    const { evidence, ...outcome } = together(
      ...judgeKeys(keys), isWhole(published) ? pass() : weak(unread), membersOnce(answer.body, seenAt(url)),
    )
    return { ...outcome, evidence: evidence.map(one => ({ ...one, exchange: seenAt(url) })) }
  },
}

/** What stands where the address of the keys should be, of whatever kind; one that is null leads nowhere. */
function keysAddress(examinee: Examinee): unknown {
  return examinee.server.jwks_uri ?? publishedMember(examinee, 'jwks_uri') ?? undefined
}

/** A key without a kty is none (RFC 7517, section 4.1), and clients differ in what they do with the others then. */
function isWhole(keys: unknown): boolean {
  return Array.isArray(keys) && keys.every(key => isObject(key) && typeof key['kty'] === 'string')
}

function judgeKeys(keys: readonly JsonObject[]): Outcome[] {
  return [
    ...keys.flatMap(key => [judgePrivate(key), judgeLength(key), judgeNumbers(key)]), judgeIds(keys), judgeUses(keys),
    judgePurpose(keys),
  ]
}

const named = ({ kid, kty }: JsonObject) => typeof kid === 'string' ? kid : typeof kty === 'string' ? kty : ''

/** What is secret in a key (RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1). */
function judgePrivate(key: JsonObject): Outcome {
  const members = (key['kty'] === 'oct' ? ['k'] : ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv']).filter(member =>
    key[member] !== undefined)
  return members.length === 0 ? pass() : fail(sight('key-private', { kid: named(key), members }))
}

function judgeLength(key: JsonObject): Outcome {
  const { kty, n } = key
  if (kty !== 'RSA' || typeof n !== 'string') return pass()
  const bytes = Buffer.from(n, 'base64url')
  const first = bytes.findIndex(byte => byte !== 0)
  const bits = first < 0 ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(bytes[first] ?? 0))
  return bits >= 2048 ? pass() : fail(sight('key-short', { kid: named(key), bits }))
}

/** With some numbers anybody can sign, however long the key is. */
function judgeNumbers(key: JsonObject): Outcome {
  const weakness = weaknessOf(key)
  return weakness === undefined ? pass() : fail(sight('key-weak', { kid: named(key), weakness }))
}

/** Two keys of different kinds may stand in for one another under one name (RFC 7517, section 4.5). */
function judgeIds(keys: readonly JsonObject[]): Outcome {
  const ids = keys.map(({ kid, kty, use }) => typeof kid === 'string' ? JSON.stringify([kid, kty, use]) : '')
  const twice = keys.filter((_, place) => ids[place] !== '' && ids.indexOf(ids[place] ?? '') !== place)
  if (twice.length > 0) return weak(sight('key-ids-twice', { kids: [...new Set(twice.map(named))] }))
  const isNameless = keys.length > 1 && ids.includes('')
  return isNameless ? weak(sight('key-ids-missing', {})) : pass()
}

/** With keys to encrypt with alone, nothing that the provider signs can be verified (RFC 7517, section 4.2). */
function judgePurpose(keys: readonly JsonObject[]): Outcome {
  return keys.every(({ use }) => use === 'enc') ? fail(sight('keys-encrypt-only', { kids: keys.map(named) })) : pass()
}

function judgeUses(keys: readonly JsonObject[]): Outcome {
  const without = keys.filter(({ use, alg, key_ops: operations }) =>
    use === undefined && alg === undefined && operations === undefined)
  return without.length === 0 ? pass() : weak(sight('key-use-missing', { kids: without.map(named) }))
}
