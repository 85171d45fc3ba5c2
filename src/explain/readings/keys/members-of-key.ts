import { someLineSays } from '../../facts/said.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { nameOf, textOf, type Key } from './key.ts'

/** Members that strict parsers look at, whatever the type of the key. */
const looked = ['crv', 'x', 'y', 'n', 'e', 'x5c', 'x5t', 'x5t#S256', 'x5u', 'alg', 'use', 'kid']

/** Members of a key without a value: a parser takes them for what they are called (RFC 7517, section 4). */
export function readEmptyMembers(record: WalkRecord): Reading[] {
  return record.keySets.flatMap(({ content }) => content.keys.flatMap((key, index) => {
    const members = looked.filter(name => isEmpty(key[name]))
    return only(
      members.length > 0 && found('key-member-empty', 'weak', 'RFC 7517 4', { key: nameOf(key, index), members }),
    )
  }))
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && (value.length === 0 || value.includes('')))
}

/** Complaints of libraries that take each key of a set for one to verify with. */
const complaint = /RSA-OAEP|algorithm for key|unsupported (?:key )?(?:alg|use)/i

/** A key to encrypt with among those to verify with, where a program stumbles over it. */
export function readKeysToEncrypt(record: WalkRecord): Reading[] {
  if (!someLineSays(record, complaint)) return []
  const isToEncrypt = (key: Key) =>
    key['use'] === 'enc' || /^(?:RSA-OAEP|RSA1_5|ECDH-ES)/.test(textOf(key, 'alg') ?? '')
  return record.keySets.flatMap(({ content }) => {
    const keys = content.keys.flatMap((key, index) => isToEncrypt(key) ? [nameOf(key, index)] : [])
    return only(
      keys.length > 0 && keys.length < content.keys.length && found('key-to-encrypt', 'weak', 'RFC 7517 4.2', { keys }),
    )
  })
}
