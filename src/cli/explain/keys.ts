import { describeBy } from '../../codes/described.ts'
import type { WalkRecord } from '../../explain/record.ts'
import { Failure } from '../../codes/failure.ts'
import { isLoopbackHost, parseAddress } from '../../addresses/loopback.ts'
import { parseJsonObject } from '../../protocol/answer/json.ts'
import { keysOf } from '../../protocol/key-set.ts'
import { readNamedFile, type Run } from '../run.ts'

type KeySet = WalkRecord['keySets'][number]

/**
 * The keys that a flag names: in a file, as a text, or at an address, which is asked for them. Raises
 * `setting-invalid`, `file-unreadable`.
 */
export async function readKeys(run: Run, given: string): Promise<KeySet> {
  const url = /^https?:/i.test(given) ? parseAddress(given) : undefined
  if (url) return fetchKeys(run, url)
  const found = parseJsonObject(textOf(run, given))
  const keys = keysOf(found) ?? (found?.['kty'] === undefined ? undefined : [found])
  if (!keys) throw refused(given)
  return { content: { keys }, url: undefined }
}

function textOf({ context }: Run, given: string): string {
  return given.trimStart().startsWith('{') ? given : readNamedFile(context, given, '--jwks')
}

async function fetchKeys(run: Run, url: URL): Promise<KeySet> {
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) throw refused(url.href)
  const [{ createWire }, { publishedKeys }] = await Promise.all([
    import('../back-channel/wire.ts'), import('../../protocol/published-keys.ts'),
  ])
  const send = createWire(run, { 'http-timeout': { value: 15, source: 'default' } })
  return { content: { keys: await publishedKeys(send, url.href) }, url: url.href }
}

function refused(value: string): Failure {
  return new Failure('setting-invalid', { setting: '--jwks', value, expected: describeBy('key-set') })
}
