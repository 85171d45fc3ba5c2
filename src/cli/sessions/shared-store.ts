import { createPostgresSessions, type PostgresSessions } from '../../session/postgres/sessions.ts'
import type { StoreAddress } from '../../addresses/store-address.ts'
import { readNamedFile } from '../command-line/named-file.ts'
import { createPasswordSource } from './store-password.ts'
import type { StoreNeeds } from './stores.ts'

/** The sessions of a database, with what this command was given to get in. */
export function openSharedStore(
  address: StoreAddress, { context, envelopes, folder, warn }: Omit<StoreNeeds, 'catalogue'>,
): PostgresSessions {
  const { rootCertificate } = address
  return createPostgresSessions({
    access: {
      address, password: createPasswordSource(context, address),
      rootCertificate: () =>
        rootCertificate === undefined ? undefined : readNamedFile(context, rootCertificate, 'sslrootcert'),
    },
    folder: folder(), machine: context.machine, warn, envelopes,
  })
}
