import type { Reader } from '../../reading.ts'
import { readAccepted, readCodeOfAnother } from './accepted.ts'
import {
  readAskedByScript, readCommandCut, readFramed, readSecretInRequest, readSilent,
} from './authorization-request.ts'
import {
  readAnswerForm, readCodeInFragment, readEmptyCallback, readErrorIgnored, readIssuer, readLoop,
  readRedirectFollowed,
  readTokenInAnswer, readTokenUnasked,
} from './callback.ts'
import {
  readAssertion, readBasic, readBasicEscaping, readBearerAtToken, readMethodUnsupported, readNobody, readSecretForm,
  readSecretInBrowser,
  readTwoClients, readTwoWays, readUnproven,
} from './client-authentication.ts'
import {
  readCallbackTwice, readClientDiffers, readCodeAltered, readCodeConfused, readCodeForm, readCodeLate, readPrefetch,
  readRedeemedTwice,
} from './code.ts'
import {
  readCookieLost, readCookieNotSent, readCookieRefused, readCookieReplaced, readCookieStrict, readTooMuch,
} from './cookies.ts'
import { readAnswerHidden, readAnswerWithheld, readPreflight } from './cors.ts'
import { readBoundToken, readNonceWanted, readProofKeyChanged, readProofTwice } from './dpop.ts'
import { readAnswered, readDemanded } from './errors.ts'
import { readGrantParts, readPasswordGrant } from './grant-parts.ts'
import { readInactive } from './introspection.ts'
import { readCookieAhead, readQueryLost, readStateInCookie } from './login-cookies.ts'
import { readApiNamed, readServerNamed } from './named-servers.ts'
import { readNoProofKeyConfidential } from './no-pkce.ts'
import {
  readDevice, readLogout, readLogoutRefused, readPushed, readRequestObject, readResource,
} from './other-flows.ts'
import { readProofKey, readUnmatched, readVerifier } from './pkce.ts'
import { readAuthorizationStatus, readCallbackFailed, readCallbackStatus, readUnreached } from './reached.ts'
import { readAnswerElsewhere, readRedirectRepeated } from './redirect-uri.ts'
import { readRegistered } from './registered.ts'
import { askingReaders, writingReaders } from './request.ts'
import {
  readHeader, readHeaderLost, readOtherToken, readReferer, readStaleToken, readTokenAbsent,
  readTokenInAddress, readTokenTwice,
} from './resource-request.ts'
import { readBehindProxy, readStartedElsewhere } from './start.ts'
import { readGuessable, readNoStateBound, readReused, readState, readStateContent, readStateLost } from './state.ts'
import { readFragmentLost, readOtherProtocol, readServiceWorker } from './surroundings.ts'
import {
  readEndpointStatus, readMembers, readPage, readRedirected, readRefreshTwice, readRefreshWider,
  readTokensWithin,
} from './token-answer.ts'
import {
  readBody, readGrantType, readGrantShort, readInAddress, readMethod, readOverHttp, readTokenElsewhere,
  readWrongEndpoint,
} from './token-request.ts'
import { readTwoTabs } from './two-tabs.ts'
import { readUnanswered } from './unanswered.ts'
import { readNoSubject, readSignedUserinfo } from './userinfo.ts'
import { readConsole, readSayings } from './words.ts'

/** Where the login ran aground on the browser. */
const browser: readonly Reader[] = [
  readCommandCut, readAskedByScript, readRedirectFollowed, readFramed, readTooMuch, readCookieNotSent,
  readCookieReplaced,
  readStateInCookie, readCookieAhead,
  readQueryLost, readCookieRefused, readCookieStrict, readPreflight,
  readAnswerHidden, readUnanswered, readUnreached, readAnswerWithheld, readBehindProxy, readStartedElsewhere,
  readConsole,
]

/** What two messages say that should say the same. */
const pairs: readonly Reader[] = [
  readOtherProtocol, readAnswerElsewhere, readRegistered, readFragmentLost, readServiceWorker, readState,
  readCodeAltered, readRedeemedTwice,
  readProofKey, readAccepted, readCodeOfAnother,
  readRedirectRepeated, readClientDiffers, readTokenElsewhere, readServerNamed, readIssuer, readResource,
  readCodeConfused,
  readCallbackTwice, readPrefetch,
  readTwoTabs, readLoop, readCookieLost, readSilent, readStateLost, readErrorIgnored,
]

/** Faults of the token request and of what follows. */
const exchange: readonly Reader[] = [
  readWrongEndpoint, readMethod, readRedirected, readInAddress, readBody, readGrantType, readGrantShort,
  readGrantParts, readCodeForm,
  readVerifier,
  readTwoWays, readBasic,
  readTwoClients, readAssertion, readSecretForm, readBasicEscaping, readMethodUnsupported, readBearerAtToken,
  readNobody, readUnproven,
  readCodeLate, readPage, readEndpointStatus, readRefreshTwice, readRefreshWider, readMembers,
  readTokensWithin,
]

const flows: readonly Reader[] = [
  readNonceWanted, readProofTwice, readBoundToken, readProofKeyChanged, readPushed, readRequestObject, readDevice,
  readLogout, readLogoutRefused,
]
const resource: readonly Reader[] = [
  readApiNamed, readHeader, readTokenTwice, readHeaderLost, readOtherToken, readStaleToken, readTokenAbsent,
  readSignedUserinfo,
  readNoSubject, readInactive,
]
const answers: readonly Reader[] = [
  readCallbackStatus, readAuthorizationStatus, readAnswerForm, readEmptyCallback, readCodeInFragment, readUnmatched,
]

/** What works, and can be used against the user. */
const dangers: readonly Reader[] = [
  readSecretInRequest, readSecretInBrowser, readPasswordGrant, readOverHttp, readTokenInAnswer, readTokenUnasked,
  readTokenInAddress,
  readReferer,
  readReused, readGuessable,
  readStateContent, readNoStateBound, readNoProofKeyConfidential,
]

/** The readers of messages and pairs of messages, in the order in which a reader should hear of them. */
export const messageReaders: readonly Reader[] = [
  ...writingReaders, ...browser, ...pairs, ...flows, ...exchange, ...resource, ...answers, ...askingReaders, ...dangers,
]

/** What an answer's error says where nothing nearer is seen: they come last. */
export const generalReaders: readonly Reader[] = [
  readConsole, readSayings, readDemanded, readCallbackFailed, readAnswered,
]
