import type { Reader } from '../reading.ts'
import { readGrantedScopes } from './answers/granted-scopes.ts'
import { readMissingTokens } from './answers/missing-tokens.ts'
import { readAnswerAddresses, readRequiredMembers } from './answers/required-members.ts'
import { readTokenAnswers } from './answers/token-answer.ts'
import { readUnusableTokens } from './answers/unusable-tokens.ts'
import { readBrokenJson } from './answers/whole.ts'
import { readKeyAddresses, readKeysNotThere } from './keys/address.ts'
import { readCertificates } from './keys/certificate.ts'
import { readKeyChoices } from './keys/choice.ts'
import { readKeyForms } from './keys/form.ts'
import { readEmptyMembers, readKeysToEncrypt } from './keys/members-of-key.ts'
import { readPrivateMembers } from './keys/private-members.ts'
import { readMetadataAddresses, readMetadataPaths } from './metadata/address.ts'
import { readEndpoints } from './metadata/endpoints.ts'
import { readMetadataIssuers } from './metadata/issuer.ts'
import { readMetadataMembers } from './metadata/members.ts'
import { readResourceMetadata } from './metadata/resource.ts'
import { readChallengeFields } from './refusals/challenge.ts'
import { readOpaque } from './refusals/opaque.ts'
import { readSaml } from './refusals/saml.ts'
import { readAccessTokenAudiences } from './tokens/access-token-audience.ts'
import { readAlgorithms } from './tokens/algorithm.ts'
import { readPlainBase64 } from './tokens/base64.ts'
import { readAppleSecrets } from './tokens/apple-secret.ts'
import { readClaimTypes } from './tokens/claim-types.ts'
import { readClientAssertions } from './tokens/client-assertion.ts'
import { readProofs } from './tokens/dpop-proof.ts'
import { readEmbeddedKeys } from './tokens/embedded-key.ts'
import { readCutTokens, readEncrypted, readUnreadable } from './tokens/encrypted.ts'
import { readEntra } from './tokens/entra.ts'
import { readHashes } from './tokens/hashes.ts'
import { readIdTokenAudiences } from './tokens/id-token-audience.ts'
import { readIssuers } from './tokens/issuer.ts'
import { readLifetimes } from './tokens/lifetime.ts'
import { readLogoutTokens } from './tokens/logout-token.ts'
import { readNonces } from './tokens/nonce.ts'
import { readRepeated } from './tokens/repeated.ts'
import { readRequestObjects } from './tokens/request-object.ts'
import { readRequiredClaims } from './tokens/required-claims.ts'
import { readSdJwts } from './tokens/sd-jwt.ts'
import { readSignedAnswers } from './tokens/signed-answer.ts'
import { readSignatures } from './tokens/signature.ts'
import { readSignedInAt } from './tokens/signed-in-at.ts'
import { readSubjects } from './tokens/subject.ts'
import { readTimes } from './tokens/times.ts'
import { readWrongTokens } from './tokens/wrong-token.ts'

/** A token expires while people talk about it: its time comes behind what is wrong with it otherwise. */
const tokens: readonly Reader[] = [
  readWrongTokens, readEntra, readAlgorithms, readHashes, readNonces, readIdTokenAudiences, readAccessTokenAudiences,
  readSignedAnswers, readIssuers, readSubjects, readSignedInAt, readClaimTypes,
  readLogoutTokens, readAppleSecrets, readClientAssertions, readProofs, readRequestObjects, readSdJwts, readEncrypted,
  readUnreadable, readPlainBase64, readCutTokens, readRequiredClaims, readRepeated,
]

const keys: readonly Reader[] = [
  readPrivateMembers, readKeyChoices, readKeyForms, readEmptyMembers, readKeysToEncrypt, readCertificates,
  readKeyAddresses, readKeysNotThere,
  readSignatures,
]
const metadata: readonly Reader[] = [
  readMetadataIssuers, readMetadataAddresses, readEndpoints, readMetadataMembers, readMetadataPaths,
  readResourceMetadata,
]

/** The readers of tokens, documents and answers, in the order in which a reader should hear of them. */
export const documentReaders: readonly Reader[] = [
  ...tokens, ...keys, ...metadata, readTimes, readMissingTokens, readUnusableTokens, readTokenAnswers,
  readRequiredMembers, readAnswerAddresses, readBrokenJson, readGrantedScopes,
  readChallengeFields, readOpaque,
  readSaml, readEmbeddedKeys, readLifetimes,
]
