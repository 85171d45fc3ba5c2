import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { nameOf, textOf, type KeySet } from './key.ts'

/** A published key set with what nobody else may have: private keys, or secrets (RFC 7517, section 9.2). */
export function readPrivateMembers(record: WalkRecord): Reading[] {
  return record.keySets.flatMap(readOne)
}

function readOne({ content }: KeySet): Reading[] {
  const named = content.keys.map((key, index) => ({ key, name: nameOf(key, index) }))
  const privates = named.filter(({ key }) =>
    ['d', 'p', 'q', 'dp', 'dq', 'qi'].some(member => key[member] !== undefined)).map(({ name }) => name)
  const shared = named.filter(({ key }) => textOf(key, 'kty') === 'oct' || key['k'] !== undefined).map(({ name }) =>
    name)
  return [
    ...only(
      privates.length > 0
      && found('key-private', 'broken', 'RFC 7517 9.2', { keys: privates, members: membersOf(content.keys) }),
    ),
    ...only(shared.length > 0 && found('key-shared', 'broken', 'RFC 7517 9.2', { keys: shared })),
  ]
}

function membersOf(keys: KeySet['content']['keys']): string[] {
  return ['d', 'p', 'q', 'dp', 'dq', 'qi'].filter(member => keys.some(key => key[member] !== undefined))
}
