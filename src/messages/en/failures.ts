import { onUsualPort } from '../../addresses/as-written.ts'
import { examineAgain } from '../exam.ts'
import { enAnswerFailures } from './answers.ts'
import { enCallFailures, enGrantNeeds } from './calls.ts'
import { advice, asking, login, loginAt, loginWith, outside, sameLogin, session, signIn } from '../again.ts'
import { flagOf } from '../endpoint-flag.ts'
import type { Catalogue } from '../catalogue.ts'
import { enNobodyCame, enWhatCame } from './callback.ts'
import { enCredentialFailures } from './credential.ts'
import { enDeviceFailures } from './device.ts'
import { enGivenFailures } from './given.ts'
import { enKeyFailures, enSealedKey } from './key.ts'
import { enNoSession } from './no-session.ts'
import { enNotRefreshable } from './not-refreshable.ts'
import { enCorruptShared, enSealedShared, enSecretOpen, enStoreFailures } from './store.ts'
import { wantsCertificate } from '../failure-parts.ts'
import { enMcpFailures } from './mcp.ts'
import { enParts } from './failure-parts.ts'
import { enPasteImpossible, enPasteRefusal, enRedirectUriUnusable } from './paste.ts'
import { enSandboxDiffers, enSandboxRefused } from './sandbox.ts'
import { enProfileUnknown, enUsage } from './usage.ts'
import { enValues } from './values.ts'
import { afterNobody, afterSilence, afterUnwritable, authenticateOtherwise, connectOtherwise, decryptWith, encryptOtherwise, freePort, isEndpointVariable, isProven, keyToSign, signInElsewhere, writeElsewhere } from '../commands.ts'
import { goWhereItLed, leadsToSignIn, slashAlone } from '../moved.ts'
import { tellSeedRefused } from '../seed-refused.ts'
import { command, fileNameOf, fillCommand, folderOf, plainPath } from '../../text/shell.ts'
import { advise, hasEnded, helpOf, inWords, isAboutToken, isForbidden, lacksOpenid, pick, type ProviderAdvice, shownFlag, text, withOpenid } from '../text.ts'
import { whyInvalid, type WhyInvalid } from '../why-invalid.ts'
import { enFapi2Failures } from './fapi2.ts'
import { enRegistrationFailures } from './registration.ts'
import { atResource } from '../resource.ts'
import { enResourceFailures, enRefusedCauses } from './resource.ts'
import { enDoctorFailures, enExamFailures } from './exam.ts'
import { enExplainFailures } from './explain.ts'
import { enWorkloadFailures } from './workload.ts'

const { quoted, spent, through, keeping, network, source, needed, sealedCause, keyring } = enParts
const value = (described: unknown) => inWords(enValues, described)
/** What was given instead: what it is, or itself. */
const given = (d: Readonly<Record<string, unknown>>) => d['found'] ? `, not ${value(d['found'])}` : d['value'] === undefined ? '' : `, not "${text(d['value'])}"`
/** Why a setting can’t be taken. */
const invalid: Readonly<Record<WhyInvalid, string>> = {
  given: 'It comes from the command line or from its variable.', missing: 'It was not given.', alone: 'That is missing from the command.', both: 'The command has both.',
  several: 'The command has more than one.', empty: 'What was read is empty.', other: 'Something else was given.',
}

/** The nearest preset, or the list of all. */
const nextPreset = (d: Readonly<Record<string, unknown>>) => Array.isArray(d['near']) && d['near'].length > 0 ? command`oauth-walk provider show ${d['near'][0]}` : command`oauth-walk provider list`
/** What gave the name of a file. */
const namedBy = (d: Readonly<Record<string, unknown>>) => text(d['source']).startsWith('oauth-walk ') ? 'the command line' : text(d['source'])
/** A proof tells who holds the key of a token. */
const enUnbound = (d: Readonly<Record<string, unknown>>) => ({ message: `The access token of profile "${text(d['profile'])}" is bound to no key, so there is nothing that ${text(d['setting'])} could prove`, cause: 'It was not asked for with --dpop, or the provider did not bind it.', next: login`--dpop` })
/** An answer that did not come in time, and one that began but did not end: a firewall swallows no half of it. */
const unanswered = (d: Readonly<Record<string, unknown>>) => ({ message: `${text(d['host'])} did not answer within ${text(d['seconds'])} s`, cause: `The server is slow, or a firewall swallows the request.${spent(d)}${through(d)}` })
const unfinished = (d: Readonly<Record<string, unknown>>) => ({ message: `${text(d['host'])} answered with status ${text(d['status_came'])}, but its answer did not end within ${text(d['seconds'])} s`, cause: `The server sends it slowly or leaves it open, or something in between holds it back.${spent(d)}${through(d)}` })
/** What became of the refresh token, where the provider had answered a refresh. */
const answered: Readonly<Record<string, string>> = {
  kept: ' The provider had answered: its new refresh token is stored, and its new access token is lost. Make room, and refresh again.',
  lost: ' The provider had answered, and replaced the refresh token: the new one is lost, and the stored one is most likely of no use any more. A new login is needed.',
  same: ' The provider had answered: its new access token is lost. The refresh token is still the stored one. Make room, and refresh again.',
}
/** How a redirect differs, where that is a slash alone. */
const enSlashAlone: Readonly<Record<string, string>> = {
  metadata: ' The addresses differ by a slash at the end. A slash at the end of the issuer changes nothing there.',
  missing: ' Only a slash at the end is missing.', extra: ' Only the slash at the end is too much.',
}
/** Why an output file is left alone, as the end of a sentence. */
const unwritten: Readonly<Record<string, string>> = {
  'symbolic link': ', and a link is not followed: what it leads to would be replaced.',
  'other-user': ', and what lies there belongs to another user, who would read what is written or lose it.',
  'other-users-folder': ', and another user has made the way there: what is written would be theirs to replace.',
}
/** Where a refused request's answer can be read. */
const whereBody: Readonly<Record<string, string>> = {
  stdout: 'The body of its answer says more; it is on stdout.',
  answer: 'The body of its answer says more; it stands beside this error, in the member body.',
  nowhere: 'Its answer has no body that would say more.',
}
/** Why an input is left alone, as the end of a sentence. */
const unread: Readonly<Record<string, string>> = {
  'other-user': ', and it is a FIFO of another user, who would decide what comes, and when.',
}
/** What is no recording is read as a whole, up to a limit. */
const enTooLarge = (d: Readonly<Record<string, unknown>>) => ({
  message: `${d['path'] === '-' ? 'What came to stdin' : text(d['path'])} is larger than ${text(d['limit'])}`,
  cause: `${d['size'] === undefined ? '' : `It has ${text(d['size'])}. `}explain reads no more of what is no HAR file in UTF-8.`,
  next: d['path'] === '-' ? advice`Give it less: put “tail -c 16000000 |” or “head -c 16000000 |” before oauth-walk explain -` : command`tail -c 16000000 ${plainPath(d['path'])} | oauth-walk explain -`,
})
const served = { message: 'The sandbox is stopped', cause: '', next: [] as never[] }
const ended = 'A signal ended it: another program, or a time limit. Nothing that was stored has changed.'
const endedLate = 'A signal ended it: another program, or a time limit. What it had done by then stays done.'
const stopped = 'You stopped it. Nothing that was stored has changed.'
const stoppedLate = 'You stopped it. What it had done by then stays done.'
const seedNeeds = { message: 'It is not known whose refresh token this is', cause: 'OAUTH_WALK_REFRESH_TOKEN is a token of some provider: name it, and the client that it was issued to.', next: command`export OAUTH_WALK_ISSUER=https://ISSUER OAUTH_WALK_CLIENT_ID=ID` }

const tokensNowhere = (d: Readonly<Record<string, unknown>>) => ({ message: 'No token endpoint is known', cause: `The metadata of ${text(d['issuer'])} names no token endpoint.`, next: login`--token-endpoint URL` })

/** What is whole beside a damaged file that is no profile’s. */
const notLost: Readonly<Record<string, string>> = {
  'config.json': 'it says which profile is the active one, and `token --profile NAME` does without it',
  'sandbox.json': 'it is the sandbox’s own, and holds no profile',
}

/** What came encrypted, at the start of a sentence. */
const enEncrypted: Readonly<Record<string, string>> = { id_token: 'The ID token', userinfo: 'The userinfo', authorization_response: 'The authorization response', introspection: 'The introspection’s answer' }

export const enFailures: Catalogue['failures'] = {
  ...enFapi2Failures, ...enRegistrationFailures, ...enResourceFailures, ...enExamFailures, ...enDoctorFailures, ...enExplainFailures,
  'internal-error': d => ({ message: `oauth-walk has a bug: ${text(d['reason'] ?? d['purpose'])}`, cause: 'This is our mistake, not yours.', next: advice`Run it again with -v and report what it prints` }),
  usage: enUsage,
  'setting-invalid': d => d['lacks'] === 'client-proof' ? enGrantNeeds.proof(d) : d['lacks'] === 'bound-token' ? enUnbound(d) : enSandboxRefused(d) ?? ({ message: `${text(d['setting'])} must be ${value(d['expected'])}${given(d)}`, cause: d['source'] ? `The value comes from ${source(d)}.` : invalid[whyInvalid(d)], next: helpOf(d['command'] ?? 'login', d['whole_help']) }),
  'target-missing': () => ({ message: 'Sign in where?', cause: 'No target was named and there is no active profile.', next: [command`oauth-walk login sandbox`, command`oauth-walk login https://ISSUER --client-id ID`, command`oauth-walk login PROFILE`] }),
  'client-id-missing': d => d['grant'] ? enGrantNeeds.client(d) : ({ message: `No client id for ${text(d['target'])}`, cause: d['given_token'] ? 'OAUTH_WALK_ACCESS_TOKEN does not say which client it was issued to, and this needs a client.' : d['seeded'] ? 'OAUTH_WALK_REFRESH_TOKEN is good for the client that it was issued to.' : d['set_up'] ? 'Without a browser no client registers itself: an administrator sets one up at the resource’s provider, and allows it the grant.' : `The provider must know the client: register one there, with the redirect URI ${text(d['redirect_uri']) || 'http://127.0.0.1:8765/callback'}.`, next: d['seeded'] || d['given_token'] ? command`export OAUTH_WALK_CLIENT_ID=ID` : [...d['preset'] ? [command`oauth-walk provider show ${d['preset']}`] : [], ...d['registers'] ? [login`--register`] : [], login`--client-id ID`] }),
  'preset-unknown': d => ({ message: `There is no preset "${text(d['name'])}"`, cause: d['near'] === undefined ? 'The name comes from --preset or OAUTH_WALK_PRESET.' : text(d['near']) === '' ? 'No preset has a similar name.' : `Presets with a similar name: ${text(d['near'])}.`, next: nextPreset(d) }),
  'variable-missing': d => ({ message: `${text(d['preset'])} needs your ${text(d['variable'])}`, cause: `Its addresses differ from one ${text(d['variable'])} to the next (for example ${text(d['example'])}).`, next: loginWith(fillCommand(`${shownFlag(d['flag'])}{example}`, { example: text(d['example']) })) }),
  'endpoints-missing': d => d['grant'] ? enGrantNeeds.endpoint(d) : d['seeded'] ? seedNeeds : d['lacks'] === 'token_endpoint' ? tokensNowhere(d) : ({ message: 'It is not known where to send you', cause: d['issuer'] ? `The metadata of ${text(d['issuer'])} names no authorization endpoint${d['by_device'] ? '; it lets you sign in with a browser on any device' : ''}.` : `Neither an issuer to ask nor both endpoints are given (given: ${text(d['given']) || 'none'}).`, next: d['by_device'] ? login`--device` : d['issuer'] ? login`--authorization-endpoint URL` : [command`oauth-walk login ISSUER --client-id ID`, command`oauth-walk login --authorization-endpoint URL --token-endpoint URL --client-id ID`] }),
  'authentication-unsupported': d => ({
    message: d['what'] === 'algorithm'
      ? `The provider takes no signature that the client’s key makes (${text(d['possible'])})`
      : isProven(d) ? `The provider takes none of the ways in which this client can authenticate (${text(d['possible'])})` : 'The provider knows clients by their certificates alone, and this one has neither certificate nor secret (none)',
    cause: `Its metadata names: ${text(d['supported'])}. Nobody needs to sign in to find that out.`,
    next: [...text(d['supported']).includes('private_key_jwt') ? [command`oauth-walk key create`, advice`Register its public keys for the client, as key create says`] : [], ...authenticateOtherwise(d)],
  }),
  'proof-unsupported': d => ({ message: `The provider takes no proof of possession that oauth-walk can sign (${text(d['possible'])})`, cause: `Its metadata names for DPoP: ${text(d['supported']) || 'nothing'}. Without a proof the tokens are not bound to a key.`, next: loginWith(command``, ['--dpop']) }),
  'signed-request-needed': d => ({ message: 'The provider takes signed authorization requests only, and the client has no key to sign with', cause: `The metadata of ${text(d['issuer'])} says require_signed_request_object. Nobody needs to sign in to find that out.`, next: [advice`Register its public keys for the client, as key create says`, ...keyToSign(d)] }),
  'response-mode-unsupported': d => ({ message: 'The provider sends no answer in the query of an address', cause: `The metadata of ${text(d['issuer'])} names these response modes: ${text(d['supported'])}. Nobody needs to sign in to find that out.`, next: login`--response-mode form_post.jwt` }),
  'request-too-long': d => ({ message: `The address for the browser would have ${text(d['length'])} characters; servers take ${text(d['most'])} at most`, cause: `${text(d['parameter'])} alone has ${text(d['characters'])}. ${d['parameter'] === 'request_uri' ? 'The provider gave it in its answer to the pushed request, where it should be short. ' : ''}Nobody was sent to the browser.`, next: ['request_uri', 'authorization_endpoint'].includes(text(d['parameter'])) ? advice`Tell the provider’s administrator` : login`--par` }),
  'push-endpoint-missing': d => ({ message: 'There is no endpoint to push the authorization request to', cause: `The metadata of ${text(d['issuer'])} names none.`, next: login`--pushed-authorization-request-endpoint URL` }),
  'decryption-key-missing': d => ({
    message: `${pick(enEncrypted, d['what']) ?? 'An answer'} came encrypted (${text(d['alg'])}, ${text(d['enc'])}), and the client has no key that opens it`,
    cause: `${d['kid'] === undefined ? 'It names no key' : `It names the key "${text(d['kid'])}"`}; the client has: ${text(d['keys']) || 'no key to decrypt with'}.`,
    next: decryptWith(d),
  }),
  'encryption-unsupported': d => ({
    message: d['what'] === 'key' ? `The provider publishes no key to encrypt to by ${text(d['wanted'])}` : `The provider takes no request object that is encrypted by ${text(d['wanted'])}`,
    cause: d['what'] === 'key' ? `Its key set has none of that type whose use is enc, or open.` : `Its metadata names: ${text(d['supported'])}. Nobody needs to sign in to find that out.`,
    next: encryptOtherwise(d),
  }),
  'jwks-missing': () => ({ message: 'openid is asked for, but the provider’s keys are not known', cause: 'An ID token must be verified, and without a jwks_uri it can’t be. Give it, or an issuer to discover it from, or ask without openid.', next: [login`--jwks-uri URL`, login`--scope ""`] }),
  'parameter-protected': d => ({ message: `${text(d['setting'] ?? '--param')} may not set ${text(d['parameter'])}`, cause: 'This parameter protects the walk. Leave it out; flags exist for what may be changed.', next: helpOf('login', d['whole_help']) }),
  'redirect-uri-unusable': enRedirectUriUnusable,
  'paste-impossible': enPasteImpossible,
  'profile-unknown': enProfileUnknown,
  'profile-name-invalid': d => ({ message: `"${text(d['name'])}" can’t be the name of a profile`, cause: 'Allowed are 1 to 64 letters, digits, _ and -.', next: command`oauth-walk profile list` }),
  'profile-bound-elsewhere': d => ({ message: isEndpointVariable(d['source']) ? `Profile "${text(d['profile'])}" has its endpoints from ${text(d['bound'])}, and ${text(d['source'])} names ${text(d['given'])}` : `Profile "${text(d['profile'])}" belongs to ${text(d['bound'])}, not to ${text(d['given'])}`, cause: 'A stored token is only ever sent to the provider and for the client it came from.', next: signInElsewhere(d) }),
  'origin-not-allowed': d => ({ message: `The token of ${d['variable'] ? text(d['variable']) : `profile "${text(d['profile'])}"`} may not go to ${text(d['origin'])}`, cause: `Whoever gets it can act as you. It may go to: ${text(d['known']) || 'nowhere yet'}. If you trust ${text(d['origin'])} with it, allow it${d['variable'] ? '' : '; --remember keeps that in the profile'}.`, next: session`api --allow-origin ${d['origin']} ${d['url'] ?? 'URL'}` }),
  'tls-checks-off': () => ({ message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches TLS checks off', cause: 'Credentials could go to anyone in between. Only loopback is walked with this. An authority of your own is named with --ca FILE.', next: command`unset NODE_TLS_REJECT_UNAUTHORIZED` }),
  'file-unreadable': d => d['limit'] !== undefined ? enTooLarge(d) : ({ message: `${text(d['path'])} can’t be read (${text(d['reason'])})`, cause: `${d['reason'] === 'ENOENT' ? 'There is no such file' : d['reason'] === 'EFBIG' ? 'It is larger than what is read of such a file' : 'It can’t be opened'}. Its name comes from ${namedBy(d)}${pick(unread, d['reason']) ?? '.'}`, next: d['words'] !== undefined ? examineAgain(d) : d['reason'] === 'ENOENT' ? command`ls -l ${folderOf(d['path'])}` : command`ls -l ${plainPath(d['path'])}` }),
  'terminal-missing': () => ({ message: 'learn asks questions, and there is no terminal to answer at', cause: 'stdin or stderr goes to a pipe or a file. The same walk with all its explanations needs no terminal.', next: command`oauth-walk login sandbox --explain` }),
  'file-unwritable': d => ({ message: `${text(d['path'])} can’t be written (${text(d['reason'])})`, cause: `Its name comes from ${namedBy(d)}${pick(unwritten, d['reason']) ?? (d['command'] === undefined || d['command'] === 'login' ? '. The walk itself has lost nothing.' : '.')}`, next: writeElsewhere(d, { inFolder: advice`Name a file in this folder`, elsewhere: advice`Name a file elsewhere: the system shows its own state there, and takes no files` }) }),
  'transcript-invalid': d => d['reason'] === 'HAR' ? ({ message: `${text(d['path'])} is the recording of a browser (HAR), and no saved walk`, cause: 'report reads what --save writes; explain reads recordings, and saves them as a walk.', next: command`oauth-walk explain ${d['path']}` }) : ({ message: `${text(d['path'])} is no saved walk (${text(d['reason'])})`, cause: 'The file is damaged, or something else than what --save writes.', next: command`oauth-walk login sandbox --save walk.json` }),
  'access-denied': d => advise(d, enProviderErrors, { message: 'The provider says that access was denied', cause: 'You, or a rule at the provider, refused the consent.', next: [advice`Sign in again and allow the access`, signIn] }),
  'authorization-refused': d => advise(d, enProviderErrors, { message: `The provider refused the authorization request${quoted(d)}`, cause: 'The request does not fit what is registered for the client.', next: d['redirect_uri'] === undefined ? [advice`Compare client id, scope and redirect URI with the registration`, d['on_page'] ? login`-v` : signIn] : [advice`At the provider, register exactly ${d['redirect_uri']} for the client, or use a registered one`, login`--redirect-uri URI`] }),
  'error-page': d => advise(d, enProviderErrors, { message: `The provider showed an error page (status ${text(d['page'])})${quoted(d)}`, cause: 'It refused the authorization request on a page of its own, so nothing came back. It may not know the client id, or not this redirect URI for it.', next: [outside(login`--no-open`), asking(command`oauth-walk sandbox`)] }),
  'token-refused': d => advise(d, enProviderErrors, { message: `The provider refused to give tokens for the code${quoted(d)}`, cause: d['title'] ? `It answered with a web page: "${text(d['title'])}".` : 'Client authentication, redirect URI, code or code_verifier do not fit. The code may be spent.', next: signIn }),
  'userinfo-refused': d => lacksOpenid(d) ? { message: `The resource server refused the access token${quoted(d)}`, cause: 'The token was asked for without the scope openid, which a userinfo endpoint wants.', next: login`--scope ${withOpenid(d)}` } : advise(d, errorsAtResource(d), { message: `The resource server refused the access token${quoted(d)}`, cause: isForbidden(d) ? 'The status 403 says that this token may not do it: often it lacks a scope. A new token of the same scope changes nothing.' : 'The token lacks a scope, is meant for another resource, or is not valid there.', next: isForbidden(d) ? [session`token show`, login`--scope SCOPE`] : session`token refresh` }),
  'resource-refused': d => atResource(d, advise(d, errorsAtResource(d), { message: `${text(d['url']).split('?')[0] ?? ''} refused the request${quoted(d)}`, cause: pick(whereBody, d['body_at']) ?? 'The resource server did not do what was asked.', next: isAboutToken(d) ? session`token show` : d['body_at'] === undefined ? advice`Compare the request with the documentation of the resource; -v shows the whole answer` : advice`Compare the request with the documentation of the resource; --include shows the whole answer` }), enRefusedCauses),
  'refresh-refused': d => keeping(advise(d, enProviderErrors, { message: `The provider refused the refresh${quoted(d)}`, cause: '', next: session`token show` }), 'The stored session is left as it was.'),
  'redirect-refused': d => ({ message: `${text(d['url'])} answered with a redirect (${text(d['status'])}) to ${text(d['location'])}`, cause: d['at'] === 'resource' ? 'It was not followed: the token would have gone there. A server that takes no token has to answer 401 with a challenge (RFC 6750 3.1), and not to lead to a page.' : d['purpose'] === 'userinfo' ? `It was not followed: the token would have gone there. A redirect says nothing of the token: a server that takes none has to answer 401 (RFC 6750 3.1).${leadsToSignIn(d['location']) ? ' The address looks like a sign-in page for browsers, so what was asked is hardly the userinfo endpoint.' : ''}` : d['carries_secret'] ? 'It was not followed: code, secret or token would have gone there.' : `It was not followed: metadata must come from where it was asked.${pick(enSlashAlone, slashAlone(d)) ?? ''}`, next: d['at'] === 'resource' ? advice`Have the server answer 401 with WWW-Authenticate where it takes no token` : flagOf(d['purpose']) ? goWhereItLed(d, { named: advice`Give the address that answers itself with ${flagOf(d['purpose'])}`, asked: address => advice`Ask the provider whether its endpoint is ${address}. Only if it is, give that with ${flagOf(d['purpose'])}`, endpoints: advice`No issuer leads to that address. Read the metadata there, and give its endpoints by flags` }) : advice`Have the address that was asked answer by itself` }),
  'issuer-insecure': d => ({ message: `${text(d['issuer'])} uses http`, cause: 'Codes and tokens would cross the network unencrypted. http is for loopback only.', next: loginAt(text(d['issuer']).replace(/^http:/, 'https:')) }),
  'library-refused': d => ({ message: `The answer breaks the standard: ${text(d['reason'])}`, cause: `oauth4webapi refused it (${text(d['library_code'])}).`, next: advice`Run it again with -v to see the message` }),
  deviation: d => ({ message: `The provider deviates from the standard (${text(d['finding'])}), and --strict tolerates nothing`, cause: 'Without --strict this is a note, and the walk goes on.', next: loginWith(command``, ['--strict']) }),
  'push-refused': d => advise(d, enProviderErrors, { message: `The provider refused the pushed authorization request${quoted(d)}`, cause: 'The request does not fit what is registered for the client.', next: [advice`Compare client id, scope and redirect URI with the registration`, signIn] }),
  'paste-refused': d => ({ message: `What was pasted is refused: ${enPasteRefusal(text(d['reason']), text(d['redirect_uri']))}`, cause: 'Only the address counts that your own browser shows at the end of this very sign-in. Nothing was used.', next: login`--paste` }),
  'network-failed': d => ({ message: network(d).message, cause: network(d).cause + (wantsCertificate(d) ? '' : spent(d)) + through(d), next: connectOtherwise(d) }),
  'network-timeout': d => ({ ...d['status_came'] === undefined ? unanswered(d) : unfinished(d), next: afterSilence(d, advice`Try again, with --http-timeout 60 if the server is slow`) }),
  'answer-too-large': d => ({ message: `${text(d['host'])} answered with ${d['part'] === 'headers' ? 'header fields of ' : ''}more than ${text(d['limit_bytes'])} bytes`, cause: `${d['purpose'] === 'mcp' && d['part'] !== 'headers' ? 'The answer to the request was not among them.' : 'No message of this protocol is that long.'}${spent(d)}`, next: advice`Check the endpoint` }),
  'nobody-came': d => d['redirect_uri']
    ? {
        message: enNobodyCame(d['ignored'], text(d['seconds'])),
        cause: enWhatCame(d['ignored'], text(d['redirect_uri'])) ?? (d['sandbox'] === true ? 'Nobody finished the sign-in on the sandbox’s page.' : d['browser'] === undefined ? `The sign-in was not finished, or the provider showed an error page. Then usually it does not know the client id, or the redirect URI is not registered exactly so: ${text(d['redirect_uri'])}.` : `The browser’s command failed (${value(d['browser'])}): it opened nothing, or met an error page.`),
        next: afterNobody(d, {
          answered: advice`Sign in once more, in the newest tab only. If it happens again, the provider does not send back the state that it was sent: tell its administrator`,
          register: d['random_port'] ? advice`If the browser shows an error, register ${onUsualPort(text(d['redirect_uri']))} at the provider and use that port: this one is another each time` : advice`If the browser shows an error, register ${d['redirect_uri']} at the provider first, with the same host, port and path`,
          sandbox: advice`Sign in on the sandbox’s page, which shows user and password; with --auto its user signs in by himself`,
          push: advice`With --par the provider says its reason here instead of in the browser`,
        }),
      }
    : { message: `Nobody decided within ${text(d['seconds'])} s`, cause: 'The code was not entered at the provider, or the access was neither allowed nor refused.', next: login`--device --timeout 900` },
  'port-in-use': d => d['reason'] === 'own-sandbox' ? enSandboxDiffers(d) : ({ message: d['reason'] === 'EACCES' ? `Port ${text(d['ports'])} may not be opened (EACCES)` : `Port ${text(d['ports'])} on ${text(d['host'])} is in use`, cause: d['reason'] === 'EACCES' ? 'Ports below 1024 belong to the administrator.' : d['command'] === 'sandbox' ? 'Another program listens there.' : 'The answer would go to the program that listens there.', next: freePort(d, advice`End that program, or name several ports, such as --port 8765,8766: the first free one is taken. --port 0 takes any free one, if the provider accepts any`) }),
  'browser-not-opened': d => hasEnded(d['reason']) ? { message: `The program that opens the browser failed (${value(d['reason'])})`, cause: 'It was started, and ended with an error by itself: a wrong password, or a page that it does not know, for example.', next: login`--no-open` } : ({ message: `The browser did not open (${value(d['reason'])})`, cause: 'No browser, no display, or the command that opens one fails (--browser, BROWSER).', next: login`--no-open` }),
  'store-unreadable': d => ({ message: `${text(d['path'])} can’t be read (${text(d['errno'] ?? d['reason'])})`, cause: 'Permissions, or a disk error.', next: command`ls -ld ${plainPath(d['path'])}` }),
  'store-unwritable': d => ({ message: `${text(d['path'])} can’t be written (${text(d['errno'] ?? d['reason'])})`, cause: `The disk is full or read-only, or the folder belongs to someone else.${pick(answered, d['answered']) ?? ''}`, next: afterUnwritable(d) }),
  'store-corrupt': d => d['shared'] ? enCorruptShared(d) : ({ message: `${text(d['path'])} is damaged`, cause: `It is not what oauth-walk wrote. It is left as it is; ${pick(notLost, fileNameOf(d['path'])) ?? 'other profiles work'}.`, next: command`mv ${plainPath(d['path'])} ${plainPath(`${text(d['path'])}.corrupt`)}` }),
  'store-unsafe': d => d['is_secret'] ? enSecretOpen(d, value(d['expected']), value(d['came'])) : ({ message: `${text(d['path'])} is not safe to use: expected ${value(d['expected'])}, found ${value(d['came'] ?? d['actual'])}`, cause: 'Someone else could read or replace your tokens there.', next: command`ls -ld ${plainPath(d['path'])}` }),
  'store-locked': d => d['pid'] === undefined ? { message: `Another machine or process holds the session (${text(d['path'])})`, cause: 'It is refreshing, or its connection was cut.', next: advice`Try again` } : ({ message: `Another process (${text(d['pid'])} on ${text(d['hostname'])}) holds the session`, cause: 'It is refreshing, or hangs.', next: advice`Try again, or end that process` }),
  'store-sealed': d => d['key'] !== undefined ? enSealedKey(d['key'], sealedCause(d)) : d['shared'] ? enSealedShared(d, sealedCause(d)) : ({ message: `The session in ${text(d['path'])} can’t be opened`, cause: sealedCause(d), next: [advice`Try again, or give it up and sign in again`, session`logout`, signIn] }),
  'store-differs': d => ({ message: `The session of profile "${text(d['profile'])}" is kept as "${text(d['came'])}", not as "${text(d['expected'])}"`, cause: '--store, OAUTH_WALK_STORE or the profile says otherwise. If you changed none of them, somebody has put another file in place.', next: login`--store ${d['expected']}` }),
  'keyring-unavailable': keyring,
  'home-missing': () => ({ message: 'This user has no home folder', cause: 'HOME is not set to an absolute path, and the user id has no account with one: so it is in many containers.', next: command`export OAUTH_WALK_HOME=/FOLDER` }),
  'stdout-unwritable': d => ({ message: `The result can’t be written to stdout (${text(d['errno'])})`, cause: d['errno'] === 'EBADF' ? 'stdout is not open for writing.' : 'What stdout was directed to took none of it, or a part only.', next: d['errno'] === 'EBADF' ? [advice`Open stdout for writing, such as > FILE instead of 1< FILE`] : [advice`Free some space, or direct stdout to another disk`, command`df .`] }),
  'no-session': enNoSession,
  'not-refreshable': enNotRefreshable,
  'session-ended': d => d['seeded'] ? tellSeedRefused({ message: `The provider refused OAUTH_WALK_REFRESH_TOKEN${quoted(d)}`, cause: 'It expired, was revoked, is another client’s, or was used before: a token that the provider replaces is good once.', advice: 'Sign in on a machine with a browser: walk.json has the new refresh token' }, d) : advise(d, {}, { message: `The provider has ended the session of profile "${text(d['profile'])}"${quoted(d)}`, cause: typeof d['interrupted_at'] === 'number' ? `The refresh of ${text(new Date(d['interrupted_at']).toISOString())} was cut off before its answer was stored: most likely the provider had replaced the refresh token, and only that answer held the new one.` : 'The refresh token expired, was revoked, or was used twice.', next: signIn }),
  ...enAnswerFailures,
  ...enDeviceFailures,
  ...enGivenFailures,
  ...enKeyFailures, ...enStoreFailures,
  ...enMcpFailures,
  ...enCallFailures, ...enWorkloadFailures,
  ...enCredentialFailures,
  'person-needed': d => d['what'] === 'sign-in' ? { message: 'Nobody can sign in here', cause: 'The browser did not open, and in a CI job (CI is set) nobody opens the address by hand.', next: [advice`A job gets its token without a browser: by client credentials, or with OAUTH_WALK_REFRESH_TOKEN`, command`oauth-walk token client-credentials --help`] } : ({ message: `Nobody gave ${needed(d).what}`, cause: d['given'] === 'empty' ? `The line that was given is empty. The address to paste is all that the browser’s address bar shows at the end, and begins with ${text(d['redirect_uri'])}.` : 'There is no terminal to ask at.', next: needed(d).how }),
  interrupted: d => d['served'] ? served : { message: 'Stopped by Ctrl-C', cause: d['kept'] ? stoppedLate : stopped, next: [advice`Run the command again`, sameLogin] },
  terminated: d => d['served'] ? served : { message: 'Stopped by a signal', cause: d['kept'] ? endedLate : ended, next: [advice`Run the command again`, sameLogin] },
  left: () => ({ message: 'You left the walk', cause: stopped, next: signIn }),
}

export const enProviderErrors: ProviderAdvice = {
  access_denied: { cause: 'You, or a rule at the provider, refused the consent.', next: [advice`Sign in again and allow the access`, signIn] },
  invalid_client: { cause: 'Client id or secret is wrong, or the provider wants the secret sent another way.', next: [advice`Check the secret, or send it another way`, login`--auth-method client_secret_post`] },
  invalid_grant: { cause: 'The code or refresh token has expired, was used already, or belongs to another client, redirect URI or code_verifier.', next: signIn },
  invalid_request: { cause: 'A parameter is missing, repeated or malformed for this provider.', next: advice`Run it again with -v and compare with the provider’s documentation` },
  invalid_scope: { cause: 'The provider does not know one of the scopes, or the client may not ask for it.', next: login`--scope "openid"` },
  unauthorized_client: { cause: 'The client is not registered for the authorization code flow; some providers say this of a wrong secret too.', next: advice`Check the secret, and allow the grant type authorization_code for the client at the provider` },
  unsupported_response_type: { cause: 'The client may not ask for a code.', next: advice`Allow the response type code for the client at the provider` },
  redirect_uri_mismatch: { cause: 'The redirect URI is not registered exactly as it was sent.', next: [advice`Register the redirect URI exactly so, or give the registered one`, login`--redirect-uri URI`] },
  invalid_token: { cause: 'The access token has expired, was revoked, or is not meant for this resource.', next: session`token refresh` },
  insufficient_scope: { cause: 'The access token lacks a scope.', next: login`--scope SCOPE` },
  server_error: { cause: 'The provider itself has failed.', next: advice`Try again later` },
  temporarily_unavailable: { cause: 'The provider is overloaded or being maintained.', next: advice`Try again later` },
  login_required: { cause: 'Nobody is signed in at the provider, and it can show no page here.', next: login`--prompt login` },
  consent_required: { cause: 'The consent is still missing, and the provider can show no page here.', next: login`--prompt consent` },
}

/** What a resource says of a token: one that a login brought a moment ago has not expired, and there may be nothing to refresh it with. */
function errorsAtResource({ session_saved: saved }: Readonly<Record<string, unknown>>): ProviderAdvice {
  const known = { ...enProviderErrors, ...enResourceErrors }
  return saved === undefined ? known : { ...known, invalid_token: { cause: 'The token was given just now, so it is not meant for this resource, or lacks a scope that it wants.', next: session`token show` } }
}

/** A fault of the resource is none of the provider. */
const enResourceErrors: ProviderAdvice = {
  server_error: { cause: 'The resource server itself has failed.', next: advice`Try again later` },
  temporarily_unavailable: { cause: 'The resource server is overloaded or being maintained.', next: advice`Try again later` },
}
