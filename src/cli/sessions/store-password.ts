import { join } from 'node:path'
import { Failure } from '../../codes/failure.ts'
import { homeOf } from '../../place/home.ts'
import { findPassword } from '../../session/postgres/password-file.ts'
import type { StoreAddress } from '../../addresses/store-address.ts'
import { readPrivateNamedFile } from '../command-line/private-file.ts'
import type { Context } from '../context.ts'
import { readGivenPassphrase } from './given-passphrase.ts'

/**
 * The password of a database: from the file descriptor that OAUTH_WALK_STORE_PASSWORD_FD names, from PGPASSWORD, or
 * from the file that PGPASSFILE names or psql reads. Raises `setting-invalid` for what is no open descriptor,
 * `store-unsafe` for a file that others may read, `file-unreadable`.
 */
export function createPasswordSource(context: Context, address: StoreAddress): () => Promise<string | undefined> {
  let given: string | undefined
  const find = () => {
    const typed = readGivenPassphrase(context, 'OAUTH_WALK_STORE_PASSWORD_FD') ?? context.given.secret('PGPASSWORD')
    const password = typed ?? fromFile(context, address)
    if (password !== undefined) context.secrets.remember('password', password)
    return password
  }
  return async () => given ??= find()
}

function fromFile(context: Context, address: StoreAddress): string | undefined {
  const named = context.environment['PGPASSFILE']
  const home = homeOf(context.environment)
  const path = named ?? (home === undefined ? undefined : join(home, '.pgpass'))
  if (path === undefined) return undefined
  const text = readQuietly(context, path, named !== undefined)
  return text === undefined ? undefined : findPassword(text, address)
}

/** Where nobody named the file, it need not be there. */
function readQuietly(context: Context, path: string, isNamed: boolean): string | undefined {
  try {
    return readPrivateNamedFile(context, path, 'PGPASSFILE')
  } catch (error) {
    if (!isNamed && error instanceof Failure && error.code === 'file-unreadable') return undefined
    throw error
  }
}
