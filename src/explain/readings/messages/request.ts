import type { Reader } from '../../reading.ts'
import {
  readClientMissing, readCutAtShell, readMaxAge, readNonceMissing, readPrompt, readResponseMode, readResponseType,
  readResponseTypeMissing, readSecretInRequest,
  readStructured,
} from './authorization-request.ts'
import {
  readEncodedTwice, readHtmlEscaped, readJoined, readMisspelt, readStrayCharacters, readTwice, readUnescaped,
} from './form-of-request.ts'
import { readRequestObject } from './other-flows.ts'
import { readNoProofKey, readNoProofKeyConfidential } from './no-pkce.ts'
import { readOpenIdMissing } from './openid-absent.ts'
import { readChallenge, readVerifier } from './pkce.ts'
import { readRedirectMissing, readRedirectUri } from './redirect-uri.ts'
import { readAmpersandMissing } from './run-together.ts'
import { readScope } from './scope.ts'
import { readGuessable, readNoState, readNoStateBound, readStateContent } from './state.ts'
import { readAskedOverHttp, readOtherProtocol, readProviderInside, readWebView } from './surroundings.ts'
import { readUnfilled } from './unfilled.ts'

/** What has gone wrong with a request's writing: it comes first, since all else may follow from it. */
export const writingReaders: readonly Reader[] = [
  readHtmlEscaped, readUnescaped, readAmpersandMissing, readJoined, readUnfilled, readEncodedTwice, readMisspelt,
  readTwice,
  readStrayCharacters, readScope,
]

/** What an authorization request asks for. */
export const askingReaders: readonly Reader[] = [
  readCutAtShell, readClientMissing, readResponseType, readResponseTypeMissing, readNoState, readNoProofKey,
  readResponseMode, readNonceMissing,
  readOpenIdMissing, readPrompt, readMaxAge, readStructured, readRedirectUri, readRedirectMissing, readProviderInside,
  readAskedOverHttp, readWebView,
  readChallenge,
]

/**
 * All that can be read of an authorization request by itself, in the order in which it is heard of where there is more.
 */
export const loneRequestReaders: readonly Reader[] = [
  ...writingReaders, readOtherProtocol, readRequestObject, readVerifier, ...askingReaders, readSecretInRequest,
  readGuessable, readStateContent,
  readNoStateBound, readNoProofKeyConfidential,
]
