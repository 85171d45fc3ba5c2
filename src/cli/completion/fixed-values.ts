import { tokenTypeNames } from '../../protocol/grant.ts'
import { signingAlgorithms } from '../../protocol/authentication/signing-algorithms.ts'
import { storeWords } from '../../addresses/store-address.ts'
import { tokenFormats } from '../token/formats.ts'

const signatures = async () => signingAlgorithms
const tokenSources = async () => ['github', 'env:', 'file:', 'fd:']
const tokenTypes = async () => tokenTypeNames

/**
 * Values of flags that take others too, or that are checked elsewhere: those that a person would otherwise have to look
 * up.
 */
const lists: Readonly<Record<string, (typed: string) => Promise<readonly string[]>>> = {
  '--auth-signing-alg': async () => [...signingAlgorithms, 'HS256', 'HS384', 'HS512'],
  '--store': async () => storeWords,
  '--to': async () => storeWords.filter(word => word !== 'none'),
  '--request-object-alg': signatures,
  '--subject-token-type': tokenTypes,
  '--actor-token-type': tokenTypes,
  '--requested-token-type': tokenTypes,
  '--subject-token-from': tokenSources,
  '--assertion-from': tokenSources,
  '--client-assertion-from': tokenSources,
  '--format': async () => tokenFormats,
  '--prompt': async () => ['none', 'login', 'consent', 'select_account', 'create'],
  '--method': async () => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'],
  '--misbehave': async (typed) => {
    const { misbehaviours } = await (await import('../../sandbox/index.ts')).listMisbehaviours('en')
    const names = misbehaviours.map(({ name }) => name)
    const short = misbehaviours.map(fault => fault.short)
    return [...new Set(typed === '' ? short : [...short, ...names])]
  },
  '--require': async (typed) => {
    const { lockNames } = await import('../../sandbox/locks/names.ts')
    const before = typed.split(',').slice(0, -1)
    return lockNames.filter(name => !before.includes(name)).map(name => [...before, name].join(','))
  },
}

/**
 * The values that a flag may have, by its long name; `typed` is what stands of one. None where nothing is known
 * beforehand.
 */
export async function fixedValues(flag: string | undefined, typed: string): Promise<readonly string[]> {
  return flag !== undefined && Object.hasOwn(lists, flag) ? await lists[flag]?.(typed) ?? [] : []
}
