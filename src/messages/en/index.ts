import type { Catalogue } from '../catalogue.ts'
import { dangersOf } from '../lessons.ts'
import { enMessageWords } from './of-message.ts'
import { enClientWords, enRegistrationFindings } from './registration.ts'
import { enGrantFindings, enGrantSteps } from './grant.ts'
import { enResourceFindings } from './resource.ts'
import { enOddFindings } from './oddities.ts'
import { enAnswerFindings } from './answers.ts'
import { enIgnoredWhy } from './callback.ts'
import { enCalls } from './calls.ts'
import { enCauses } from './causes.ts'
import { enChecks } from './checks.ts'
import { enCheckWords } from './check-words.ts'
import { enCredential } from './credential.ts'
import { enConversation } from './conversation.ts'
import { enDeviceSteps, enEnterCode } from './device.ts'
import { enFailures } from './failures.ts'
import { enOptionFacts, enHelp } from './help.ts'
import { enExamWords } from './exam.ts'
import { enExplainFindings } from './explain.ts'
import { enKeyWords } from './key.ts'
import { enStoreWords } from './store.ts'
import { enMcpWords } from './mcp.ts'
import { enLessons } from './lessons.ts'
import { enObstacles } from './obstacles.ts'
import { enOfToken } from './parameters.ts'
import { enPasteRefusal } from './paste.ts'
import { enReport } from './report.ts'
import { enProvider } from './provider.ts'
import { enWrongUsage } from './usage.ts'
import { enValues } from './values.ts'
import { enWelcome } from './welcome.ts'
import { inWords, text } from '../text.ts'
import { enFapi2Findings } from './fapi2.ts'

export const en: Catalogue = {
  language: 'en', ...enMessageWords,
  steps: {
    start: { ...enMessageWords.steps.start, about: enLessons.steps.start.what },
    redirect: { ...enMessageWords.steps.redirect, about: enLessons.steps.redirect.what },
    consent: { ...enMessageWords.steps.consent, about: enLessons.steps.consent.what },
    callback: { ...enMessageWords.steps.callback, about: enLessons.steps.callback.what },
    token: { ...enMessageWords.steps.token, about: enLessons.steps.token.what },
    userinfo: { ...enMessageWords.steps.userinfo, about: enLessons.steps.userinfo.what },
  },
  report: enReport,
  telling: { ...enMessageWords.telling, dangers: dangersOf(enLessons) },
  checkWords: enCheckWords,
  values: enValues,
  refreshStep: {
    title: 'The refresh token gets new tokens', route: 'client ↔ authorization server (back channel)',
    about: 'Neither you nor the browser is needed. Client authentication proves who the client is; there is no code, so there is no PKCE.',
  },
  arrows: {
    start: 'You ask to sign in',
    'resource-request': 'request to the resource',
    'resource-response': 'answer of the resource',
    'registration-request': 'client registration',
    'registration-response': 'the client as it is registered',
    'push-request': 'pushed authorization request',
    'push-response': 'pushed authorization response',
    'authorization-request': 'authorization request: the browser is sent to the provider',
    'sign-in-and-consent': 'You sign in at the provider and allow the access',
    'authorization-response': 'authorization response: the provider redirects the browser back',
    callback: 'The browser brings the answer to the client',
    'exchange-request': 'token exchange at the identity provider',
    'exchange-response': 'ID-JAG of the identity provider',
    'token-request': 'token request',
    'token-response': 'token response',
    'userinfo-request': 'resource request',
    'userinfo-response': 'protected data',
  },
  ofToken: enOfToken,
  lessons: enLessons,
  checks: enChecks,
  causes: enCauses,
  failures: enFailures,
  obstacles: enObstacles,
  findings: {
    ...enAnswerFindings, ...enExplainFindings,
    ...enFapi2Findings,
    ...enRegistrationFindings, ...enResourceFindings, ...enOddFindings, ...enGrantFindings,
    'pkce-off': () => 'PKCE is off: someone who steals the code can use it. Leave out --no-pkce unless the provider refuses it.',
    'pkce-not-advertised': () => 'The provider does not say that it supports PKCE with S256. It is sent all the same; state protects the walk too.',
    'push-demanded': d => `The provider takes this client’s authorization request only where it was pushed before (RFC 9126). The walk asks once more, from step 2, with a pushed request${d['host'] ? `: it goes to ${text(d['host'])}, which is not the issuer’s host` : ''}.`,
    'proof-demanded': () => 'The provider gives this client tokens only with a proof that it holds a key (DPoP, RFC 9449). The walk asks once more, from step 2, and proves it.',
    'token-not-bound': () => 'A proof was sent, and the token came as Bearer all the same: it is bound to no key, so whoever has it has the access (RFC 9449 5).',
    'token-type-missing': () => 'The answer had no token_type, which RFC 6749 5.1 requires. Taken as Bearer.',
    'expires-in-unusable': d => `expires_in is not a usable number (${text(d['value'])}): the lifetime is unknown.`,
    'expires-in-string': d => `expires_in came as a string ("${text(d['value'])}") instead of a number.`,
    'scope-format': () => 'scope came as a list or with commas instead of as words with spaces (RFC 6749 3.3).',
    'scope-narrower': d => `Not granted: ${text(d['missing'])}.`,
    'scope-wider': d => `Granted although not asked for: ${text(d['extra'])}.`,
    'content-type': d => `The answer is JSON but is labelled "${text(d['content_type'])}".`,
    'form-encoded-answer': () => 'The answer was form-encoded; RFC 6749 5.1 wants JSON.',
    'id-token-unused': () => 'An id_token came that was not asked for or can’t be verified. It is neither believed nor kept.',
    'state-missing': () => 'The provider did not send the state back: nothing proves that this answer belongs to this login (RFC 6749 10.12).',
    'jsonp-answer': () => 'The answer was JSONP (a call around the JSON); RFC 6749 5.1 wants JSON.',
    'guarded-answer': () => 'Something stood before the JSON, to keep browsers from running it; RFC 6749 5.1 wants JSON alone.',
    'issuer-template': d => `The metadata’s issuer stands for every tenant (${text(d['issuer'])}); ID tokens must name one (Discovery 4.3).`,
    'big-integer': () => 'The answer holds integers beyond 2^53, which most JSON parsers round. They are kept exactly, as text.',
    'userinfo-part-missing': d => `${text(d['url'])} answered ${text(d['status'])}: what it would have told is left out.`,
    'preset-differs': d => `The metadata’s ${text(d['endpoint'])} is ${text(d['metadata'])}, not ${text(d['preset'])} as the preset has it. The metadata wins.`,
    'pkce-unsupported': () => 'This provider does not take PKCE: the code is protected by state and the client’s secret only.',
    'secret-in-address': d => `${text(d['parameters'])} stands in the address, as this provider wants it; addresses end up in logs (RFC 6750 5.3).`,
    'token-type-own': d => `token_type came as "${text(d['token_type'])}"; this provider’s tokens are sent like Bearer ones all the same.`,
    'loopback-refused': d => `${text(d['provider'])} sends no codes to ${text(d['redirect_uri'])}. Register a redirect URI of your own and use --redirect-uri URI --paste.`,
    'metadata-unusable': d => `The metadata’s ${text(d['members'])} should be a list of strings (RFC 8414 2). Taken as missing.`,
    'private-key-published': d => `The provider publishes its private key (${text(d['keys'])}): anyone can sign ID tokens in its name.`,
    'clock-differs': d => `This machine’s clock is ${text(d['seconds'])} s ${Number(d['seconds']) < 0 ? 'behind' : 'ahead of'} the provider’s.`.replace('-', ''),
    'status-of-error': d => `The error came with status ${text(d['status'])}; RFC 6749 5.2 wants 400 (or 401).`,
    'discovery-failed': d => `No metadata at ${text(d['url'])} (status ${text(d['status'])}): only the endpoints given by hand are known.`,
    'keys-unknown': () => 'The provider’s keys are not known, so no ID token can be verified: who signed in is only what userinfo says. Give --issuer or --jwks-uri.',
    'listener-exposed': d => `Other machines may reach the listener at ${text(d['addresses'])}, port ${text(d['port'])} (--listen). Publish the port on 127.0.0.1 alone: docker run -p 127.0.0.1:${text(d['port'])}:${text(d['port'])}. Only the browser that begins at the address of this step can bring the answer.`,
    'redirect-by-name': d => `The code comes back to ${text(d['host'])} over http: whoever can answer for that name on your network could receive it. With PKCE it is useless to them.`,
    'userinfo-endpoint-missing': () => 'The provider has no userinfo endpoint: step 6 has nothing to call. Give one with --userinfo-endpoint.',
    'acr-differs': d => `The sign-in was not of the class that was asked for (${text(d['asked'])}): ${d['came'] === null ? 'the ID token names none' : `it was ${text(d['came'])}`}.`,
    'resource-ignored': d => `The access token is not for ${text(d['resources'])}: its audience is ${text(d['audience']) || 'empty'}.`,
    'details-differ': d => d['granted'] === null ? 'The provider does not say which authorization details it granted.' : `Other authorization details were granted than were asked for: ${text(d['granted'])}.`,
    'certificate-endpoints': d => `Clients with a certificate have endpoints of their own${d['hosts'] === undefined ? '' : ` on ${text(d['hosts'])}`}; these are used: ${text(d['endpoints'])}.`,
    'endpoint-elsewhere': d => `${text(d['endpoint'])} is on ${text(d['host'])}, not on the issuer’s host.`,
  },
  conversation: enConversation,
  key: enKeyWords,
  store: enStoreWords,
  client: enClientWords, exam: enExamWords,
  mcp: enMcpWords,
  calls: enCalls,
  welcome: enWelcome,
  credential: enCredential,
  story: {
    wrongUsage: enWrongUsage,
    walking: target => `Walking the authorization code flow with ${target}`,
    recorded: target => `Another program’s login with ${target}, as it was recorded`,
    open: 'Opening in your browser:',
    sentOn: 'The tab that brought the refusal is sent on (303 See Other) to this address:',
    redirects: 'Your browser is opened at this client, which answers 303 See Other and so sends it to this address. Only that browser can bring the answer back; for another one, use --no-open:',
    askVouch: provider => `An answer came without state, which ${provider} may leave out: nothing proves that it is yours, and any web page could have sent it. Did you finish signing in in your browser just now? [y/N]`,
    openYourself: 'Open this address in a browser on this machine:',
    openAnywhere: 'Open this address in a browser, on this machine or another:',
    openExposed: 'Open this address in a browser on the machine that publishes this port. It leads on to the provider (303 See Other):',
    overSsh: 'This is an SSH session. To let the browser of your own machine come back here, run this there first:',
    inEditor: port => `Your editor’s window is on another machine. Its desktop program forwards port ${port} to there, and the browser comes back by itself.`,
    inCodespace: port => `This is a codespace. VS Code on the desktop forwards port ${port} by itself. For an editor in the browser, run this on your own machine first:`,
    copyOffered: 'Press c to copy the address to the clipboard of your own machine.',
    copied: 'Your terminal was asked to copy the address. If the clipboard does not have it, the terminal does not allow that: copy it by hand.',
    browserFailed: reason => `The browser did not open (${inWords(enValues, reason)}). Open the address above in any browser: the walk goes on waiting.`,
    waiting: (redirectUri, seconds) => `Waiting at ${redirectUri} for up to ${seconds} s. An error page in the browser usually means that exactly this redirect URI is not registered. Ctrl-C stops.`,
    waitingForPaste: (redirectUri, seconds) => [
      'After you have signed in, the browser will show a page that can’t be reached. That is fine: nobody listens there.',
      `Copy the whole address of that page, which begins with ${redirectUri}, paste it here and press Enter. You have ${seconds} s; Ctrl-C stops.`,
      'Paste only an address that your own browser showed: with anyone else’s you would be signed in as them.',
    ],
    pasteOffered: redirectUri => `Is your browser on another machine? It will show a page that can’t be reached. Copy its address, which begins with ${redirectUri}, paste it here and press Enter; only one that your own browser showed.`,
    askPaste: 'Address of the page (not shown)',
    pasteRefused: (reason, redirectUri) => `The address is refused: ${enPasteRefusal(reason, redirectUri)}.`,
    deviceSteps: enDeviceSteps, grantSteps: enGrantSteps,
    enterCode: enEnterCode,
    ignored: (reason) => {
      return `Ignored a request at the listener: ${enIgnoredWhy[reason] ?? reason}. Still waiting.`
    },
    checkFailed: title => `Check failed: ${title}`,
    ignoredMore: count => `Ignored ${count} more ${count === 1 ? 'request' : 'requests'}.`,
    expected: 'expected', came: 'came', rule: 'rule', cause: 'likely cause', advice: 'advice', next: 'next', provider: 'the provider says',
    saved: profile => `Session saved as profile "${profile}".`,
    replaced: clientId => `It takes the place of the session of client "${clientId}", which is gone.`,
    done: (subject, profile) => `${subject === undefined ? 'Signed in; the provider did not say as whom' : `Signed in as ${subject}`}${profile === '' ? '' : ` (profile "${profile}")`}.`,
    clientDone: (url, profile) => `The client has a token${url === undefined ? '' : ` for ${url}`} (profile "${profile}").`,
    leftOut: characters => `… (${characters} more ${characters === 1 ? 'character' : 'characters'})`,
    failedAt: step => `Failed at step ${step}`,
    endedAt: step => `at step ${step}`,
    signsInByItself: 'No terminal, display or browser here, or --auto: the sandbox’s user 张三 signs in by himself, through the same pages:',
    expiresIn: (minutes, date) => `valid until ${date} (in ${minutes} min)`,
    expired: date => `expired at ${date}`,
    lifetimeUnknown: 'lifetime unknown',
    finding: 'note',
    sessionSaved: 'The tokens passed their checks and are saved; only step 6 failed.',
    storeWarning: (code, path) => ({
      'folder-was-open': `${path} was open to other users; it is closed now (0700).`,
      'file-was-readable': `${path} was readable by other users; it is closed now (0600). Consider "oauth-walk logout" and signing in again.`,
      'key-was-readable': `${path} was readable by other users; it is closed now (0600). Consider "oauth-walk key create NAME --rotate".`,
      'key-is-readable': `${path} holds a private key, and other users may read it. Close it: chmod 600 FILE`,
      'file-skipped': `${path} could not be read and was passed over.`,
      'kept-aside': `The database could not take the new token. It is kept here, sealed: ${path} (0600). The next command on this machine writes it; until then another machine may use up the old one.`,
      'kept-aside-written': `The token that was kept here is now in the database; ${path} is removed.`,
      'kept-aside-late': `Another machine has written this session since; the token kept in ${path} is dropped. If the provider now refuses, sign in again.`,
      'key-left': `The key of ${path} could not be removed from the keyring. It opens nothing any more.`,
    } as Record<string, string | undefined>)[code] ?? `${code}: ${path}`,
    refreshed: how => ({
      refreshed: 'Refreshed.',
      'another-process': 'Another process had just refreshed it; its token is used.',
      'still-valid': 'Still valid; not refreshed.',
    } as Record<string, string | undefined>)[how] ?? how,
    old: 'old', new: 'new',
    source: source => source,
    interruptedRefresh: at => `An earlier refresh was cut off at ${at}. The old refresh token is tried once more.`,
    revoked: token => `The provider revoked the ${token}.`,
    notRevoked: (token, why) => `The provider did not confirm that it revoked the ${token} (${why === 'no-revocation-endpoint' ? 'it has no revocation endpoint' : why}): it may live until it expires.`,
    loggedOut: profile => `The session of profile "${profile}" is deleted here.`,
    nothingStored: profile => `Profile "${profile}" has no stored session.`,
    endSession: url => `To end the session in your browser too, open: ${url}`,
    tokenToTerminal: 'This is a secret. In a script: TOKEN=$(oauth-walk token)',
    showSecrets: 'Secrets are shown. Do not paste this anywhere.',
    tokensMasked: 'Secrets are masked; "oauth-walk token" prints the access token.',
    noProfiles: 'No profiles yet. Make one: oauth-walk login sandbox',
    profileUsed: name => `Profile "${name}" is the active one now.`,
    profileRemoved: name => `Profile "${name}" is removed, with its stored session.`,
    sandboxProved: clientId => `Client ${clientId} proves itself as in the last login to the sandbox, and has no secret here. To give it one again: oauth-walk profile remove sandbox`,
    sandboxServing: issuer => `The sandbox serves ${issuer}`,
    sandboxJoined: issuer => `Another process already serves the sandbox at ${issuer}`,
    sandboxStop: 'Ctrl-C stops it.',
    sandboxTry: command => `Try it from another terminal: ${command}`,
    askPassphrase: 'Passphrase of the store (not shown)',
    askPassphraseAgain: 'The same passphrase again',
    sameTwice: 'the same both times',
    askClientSecret: clientId => `Client secret of ${clientId} (not shown)`,
  },
  tab: {
    lang: 'en',
    ignoredTitle: 'Not this login',
    ignoredText: 'This page does not belong to the login that is waiting. Nothing was used. You can close this tab.',
    doneTitle: 'You are signed in',
    doneText: 'All six steps are done. You can close this tab and go back to the terminal.',
    failedTitle: 'The login did not succeed',
    failedText: 'Go back to the terminal: it says what happened and what to do.',
    overTitle: 'This login is already done',
    overText: 'Its answer has come, in another tab or before this page was loaded again. Nothing was sent a second time. You can close this tab.',
    unfinishedTitle: 'Back to the terminal',
    unfinishedText: 'The provider takes its time. The terminal says how it ends; you can close this tab.',
    steps: 'The six steps', done: 'done', failed: 'failed', open: 'not done',
  },
  provider: enProvider,
  help: enHelp,
  optionFacts: enOptionFacts,
}
