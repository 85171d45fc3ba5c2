import { isTextExplained } from '../../causes/explained.ts'
import { differenceOf, isInternalHost } from '../../facts/addresses.ts'
import { complaintsIn, type Complaint } from '../../facts/complaints.ts'
import type { Subject } from '../../facts/sentences.ts'
import { found, only } from '../../found.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { readKeyChoices } from '../keys/choice.ts'
import { readMetadataIssuers } from '../metadata/issuer.ts'
import { readAccessTokenAudiences } from '../tokens/access-token-audience.ts'
import { readAlgorithms } from '../tokens/algorithm.ts'
import { readEntra } from '../tokens/entra.ts'
import { readHashes } from '../tokens/hashes.ts'
import { readIdTokenAudiences } from '../tokens/id-token-audience.ts'
import { readIssuers } from '../tokens/issuer.ts'
import { readNonces } from '../tokens/nonce.ts'
import { readEncrypted } from '../tokens/encrypted.ts'
import { readSignatures } from '../tokens/signature.ts'
import { readSubjects } from '../tokens/subject.ts'
import { readTimes } from '../tokens/times.ts'
import { readWrongTokens } from '../tokens/wrong-token.ts'
import { readOpaque } from './opaque.ts'

/** Who would have seen the cause itself: then the complaint needs no reading of its own. */
const seenBy: Readonly<Record<Subject, readonly Reader[]>> = {
  issuer: [readIssuers, readEntra],
  audience: [readAccessTokenAudiences, readIdTokenAudiences, readEntra, readWrongTokens],
  expired: [readTimes], early: [readTimes], nonce: [readNonces], algorithm: [readAlgorithms, readKeyChoices],
  key: [readKeyChoices, readEntra],
  signature: [readSignatures, readEntra, readKeyChoices], malformed: [readEncrypted, readOpaque],
  'metadata-issuer': [readMetadataIssuers],
  'access-token-hash': [readHashes], 'authorized-party': [readIdTokenAudiences], 'metadata-unreadable': [],
  'claim-missing': [], subject: [readSubjects], 'callback-issuer': [],
}

/** What a program complains of, where its cause is not in the input: told by its sentence and the values in it. */
export function readComplaints(record: WalkRecord): Reading[] {
  const untold = complaintsIn(record)
    .filter(({ expected, actual, said }) =>
      (expected ?? actual) !== undefined || !isTextExplained(record, said.text, said.in))
  return untold.filter(({ about }) =>
    !seenBy[about].some(read => read(record).some(({ gravity }) => gravity === 'broken'))).flatMap(tell)
}

function tell({ about, expected, actual, said }: Complaint): Reading[] {
  const difference = expected !== undefined && actual !== undefined ? differenceOf(expected, actual) ?? '' : ''
  const inside = [expected, actual].some(value => value !== undefined && isInternalHost(value)) ? 'yes' : ''
  const isEntra = /sts\.windows\.net/.test(`${actual ?? ''} ${expected ?? ''}`) ? 'yes' : ''
  const details = {
    said: said.text.slice(0, 300), expected: expected ?? '', actual: actual ?? '', difference, inside, isEntra,
  }
  return only(found(`complaint-${about}`, 'broken', clauses[about], details, {
    in: said.in, step: said.in?.step ?? (about.startsWith('metadata') ? 'start' : 'token'),
  }))
}

const clauses: Partial<Record<Subject, string>> = {
  issuer: 'OIDC Core 3.1.3.7(2)', audience: 'OIDC Core 3.1.3.7(3); RFC 9068 4', expired: 'RFC 7519 4.1.4',
  early: 'RFC 7519 4.1.5', nonce: 'OIDC Core 3.1.3.7(11)', algorithm: 'RFC 8725 3.1', key: 'OIDC Core 10.1.1',
  signature: 'RFC 7515 5.2', malformed: 'RFC 7519 7.2', 'metadata-issuer': 'RFC 8414 3.3',
  'access-token-hash': 'OIDC Core 3.1.3.8', 'authorized-party': 'OIDC Core 3.1.3.7(4)',
}
