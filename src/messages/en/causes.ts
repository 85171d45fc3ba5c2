import { advice, decoded, login, loginAt, signIn } from '../again.ts'
import { command } from '../../text/shell.ts'
import type { Catalogue } from '../catalogue.ts'
import { correctEndpoints } from '../endpoint-flag.ts'
import { enAnswerCauses } from './answers.ts'
import { kind } from './kinds.ts'

const report = [advice`Tell the provider’s administrator, with the messages; no token was saved`, decoded]
/** Where the messages themselves must be looked at. */
export const enDistrust = [decoded, advice`Do not trust this provider until you know why. The next command shows what is in the messages and tokens; no token was saved.`]
const setClock = [advice`Set this machine’s clock by network time`, signIn]

/** What nothing says where a time is missing. */
const timeSaid: Partial<Record<string, string>> = {
  exp: 'until when it is good', iat: 'when it was made', auth_time: 'when the user signed in',
}

/** What nothing says where a claim is missing. */
const saidBy: Partial<Record<string, string>> = {
  iss: 'who made it', aud: 'for whom it was made', sub: 'which user it is about', client_id: 'for which client it is',
}

/** Why a check failed, where more was seen than that two values differ. */
export const enCauses: Catalogue['causes'] = {
  ...enAnswerCauses,
  'encryption-algorithm': name => ({ cause: `It is encrypted by ${name}. oauth-walk does not take what wants a shared secret (dir, A…KW, PBES2) or can be opened by whoever may ask often enough (RSA1_5).`, next: advice`Set the client’s …_encrypted_response_alg to RSA-OAEP-256 or ECDH-ES at the provider, and its …_encrypted_response_enc to A256GCM` }),
  'claim-missing': name => ({ cause: `It has no ${name}, which must be there: nothing says ${saidBy[name] ?? 'what it would have said'}.`, next: report }),
  compressed: () => ({ cause: 'It was compressed before it was encrypted (zip): its length tells of what is in it, and it may be huge. It is not opened.', next: advice`Have the provider encrypt without compression` }),
  'decryption-failed': () => ({ cause: 'A key of the client fits by its name or type, and does not open it: it was encrypted to another key, or changed on its way.', next: [advice`Compare the JWKS that the provider has of the client with yours; no token was saved`, login`-v`] }),
  'no-keys': () => ({ cause: 'The provider’s key set has no key: its list is empty, or nothing in it is one (a JSON object).', next: report }),
  'no-key-set': () => ({ cause: 'The provider’s metadata names no key set (jwks_uri), so no signature of its can be verified.', next: advice`Give the address of its keys with --jwks-uri, if it publishes any` }),
  'no-such-kid': (count, kid) => ({ cause: `The token names the key "${kid}", and ${count === '1' ? 'the only key there does not have this name' : `none of the ${count} keys there has this name`} (kid). The provider signs with a key that it does not publish, or its key set is out of date.`, next: report }),
  'algorithm-unannounced': (alg, accepted) => ({ cause: `It is signed with ${alg}. That is safe, but ${accepted === '' ? 'the provider’s metadata names none that this login takes' : `this login takes only ${accepted}`}.`, next: advice`Set the client to one of these at the provider, or have its metadata name the one that it uses` }),
  'algorithm-unknown': alg => ({ cause: alg === '' ? 'Its header names no algorithm (alg), which it must (RFC 7515 4.1.1).' : `It is signed with ${alg}, which oauth-walk can’t verify.`, next: advice`Set the client to RS256, PS256, ES256 or EdDSA at the provider` }),
  'critical-extension': names => ({ cause: `Its header demands that whoever reads it understands more than the standard (crit: ${names}). oauth-walk doesn’t, and so must refuse it (RFC 7515 4.1.11). Nothing is said of the signature.`, next: advice`Have the provider sign without crit` }),
  'ambiguous-key': count => ({ cause: `The token names no key (kid), and ${count} of the provider’s keys fit. With several keys a kid is required (OpenID Connect Core 10.1).`, next: report }),
  'ambiguous-kid': (count, kid) => ({ cause: `The provider publishes ${count} keys under the one name "${kid}" (kid), so the name does not tell which of them it was.`, next: report }),
  'key-too-short': (bits, least) => ({ cause: `The provider’s RSA key has ${bits} bits; fewer than ${least} are not secure (RFC 7518, 3.3).`, next: advice`Have the provider’s administrator make a longer key; no token was saved` }),
  'key-of-another-kind': (algorithm, member) => ({ cause: `The key is not one for ${algorithm}: the provider’s key set says ${member} of it.`, next: report }),
  'key-unusable': () => ({ cause: 'The key can’t be read: its members (such as n and e, or x and y) are missing or damaged.', next: report }),
  'signature-wrong': () => ({ cause: 'The signature is not one of the provider’s key: the token was changed or made by someone else, or the provider published a new key under the old name.', next: enDistrust }),
  'clock-behind': seconds => ({ cause: `This machine’s clock is ${seconds} s behind the provider’s clock (by the Date of its answer). By that clock the token would be good.`, next: setClock }),
  'clock-ahead': seconds => ({ cause: `This machine’s clock is ${seconds} s ahead of the provider’s clock (by the Date of its answer). By that clock the token would be good.`, next: setClock }),
  'clocks-agree': () => ({ cause: 'The clocks agree (by the Date of the provider’s answer). So the provider made the token with another time, or kept it back.', next: report }),
  'sign-in-over': () => ({ cause: 'Your sign-in at the identity provider is over: it speaks for you only for as long as the ID token is good.', next: advice`Sign in at the identity provider again, or put a new ID token into the file` }),
  milliseconds: claim => ({ cause: `${claim} fits when it is read as milliseconds. It must be in seconds (RFC 7519 2, NumericDate): the provider writes another unit.`, next: advice`Have the provider write its times in seconds; no token was saved` }),
  'expires-before-issued': () => ({ cause: 'exp is not later than iat: by its own times, the token had expired when it was made. No clock is to blame.', next: report }),
  'sign-in-ahead': () => ({ cause: 'auth_time lies ahead, by this machine’s clock: nobody can have signed in then.', next: setClock }),
  'plain-beside-signed': names => ({ cause: `Beside the signed answer came parameters that nobody signed: ${names}. Whoever brought the answer may have added them; a signed answer must come alone (JARM 2.3). Nothing was used.`, next: enDistrust }),
  'token-of-no-use': () => ({ cause: 'The provider’s answer says two things: issued_token_type calls it an access token, and token_type N_A says that it can’t be used as one (RFC 8693 2.2.1).', next: advice`Report it to the provider. With --format bare or json the token is printed as it came` }),
  'token-unbound': () => ({ cause: 'A proof was sent, and the token came as Bearer all the same: it is bound to no key, so whoever has it has the access (RFC 9449 5).', next: advice`Have the provider bind this client’s tokens (dpop_bound_access_tokens). To do without: leave out --dpop, or set OAUTH_WALK_DPOP=0 where the profile has it` }),
  'party-added': client => ({ cause: `azp names this client (${client}), so the token is yours. But the first ID token had no azp, and then a refreshed one must have none (OpenID Connect Core 12.2). The stored session is left alone.`, next: advice`Have the provider leave azp out, or send it in every ID token; then sign in again` }),
  'several-audiences': count => ({ cause: `The token is for ${count} audiences, this client among them, and does not say by azp which of them it was made for (OpenID Connect Core 3.1.3.7, rule 4).`, next: advice`Have the provider name this client alone in aud, or in azp as well; no token was saved` }),
  'other-authorized-party': (count, party) => ({ cause: `The token is for ${count} audiences, this client among them, but azp says that it was made for "${party}".`, next: enDistrust }),
  'other-type': type => ({ cause: `A text is wanted there, and the provider sent ${kind(type)}.`, next: advice`Report it to the provider; no token was saved` }),
  'no-time': name => ({ cause: `${name} must be there as a number of seconds, and is missing or something else: nothing says ${timeSaid[name] ?? 'from when it is good'}.`, next: report }),
  'began-elsewhere': () => ({ cause: 'With --listen, other machines may come too, and only the browser counts that began at the address which the story shows in step 2. Nothing was used.', next: [advice`Open the address that the story shows, in the browser that signs in`, signIn] }),
  'not-yet': seconds => ({ cause: `It is good only in ${seconds} s (nbf), by this machine’s clock.`, next: setClock }),
  'member-no-text': (name, type) => ({ cause: `${name} must be a text there, and is ${kind(type)}.`, next: report }),
  'member-no-list': (name, type) => ({ cause: `${name} in its metadata must be a list of texts, and is ${kind(type)} (RFC 8414 2).`, next: report }),
  'member-not-printable': (name, character) => ({ cause: `${name} holds ${character}. Only printable ASCII characters are allowed there.`, next: report }),
  'member-too-long': (name, count, most) => ({ cause: `${name} has ${count} characters; at most ${most} are allowed there.`, next: report }),
  'jwt-characters': character => ({ cause: `It holds ${character}. A signed JWT consists of letters, digits, hyphens, underscores and two dots (RFC 7515 7.1): something was put around it or changed on its way.`, next: report }),
  'address-with': (name, part) => ({ cause: part === 'fragment' ? `${name} has a # in it. What stands behind it never reaches a server (RFC 6749 3.1 and 3.2 forbid it).` : `${name} has a user name or password in it (before the @), which would be sent there, and seen by whoever sees the address.`, next: advice`Correct it in the provider’s metadata, or name the endpoint yourself by its flag` }),
  'named-by-resource': (name, url) => ({ cause: name === 'resource_metadata' ? 'The resource’s challenge names it (resource_metadata), and it must not be asked.' : 'The resource’s metadata names it (authorization_servers), and it must not be asked.', next: [name === 'resource_metadata' ? advice`Correct resource_metadata in the server’s challenge (WWW-Authenticate)` : advice`Correct authorization_servers in the resource’s metadata`, command`oauth-walk check ${url}`] }),
  'issuer-loopback': came => ({ cause: `It calls itself ${came}: another name of this machine. An issuer is compared character by character (RFC 8414 3.3).`, next: loginAt(came) }),
  'issuer-named-by-resource': (named, came) => ({ cause: `The resource’s metadata names ${named} in authorization_servers, and that calls itself ${came}. Nobody says that the two are one: mix-up attacks begin like this.`, next: advice`In the resource’s metadata, write authorization_servers exactly as the provider writes its issuer` }),
  'resource-other-scheme': came => ({ cause: `It names ${came}, the same address with another scheme: a server behind a TLS proxy sees http and publishes that.`, next: advice`Give the server its public address, or have it read X-Forwarded-Proto of its proxy` }),
  'resource-elsewhere-here': (asked, came) => ({ cause: `Nothing is at ${asked} (404), and the metadata of this host is about ${came}: the address may be mistyped.`, next: loginAt(came) }),
  'challenge-address-relative': (address, url) => ({ cause: `The resource’s challenge has a relative address: resource_metadata="${address}". It must be absolute (RFC 9728 5.1).`, next: [advice`Make it absolute in the server’s challenge: scheme, host and path, as clients see them`, command`oauth-walk check ${url}`] }),
  'issuer-respelt': came => ({ cause: 'The provider writes its own name differently (a slash at the end, upper case, a port), and the names must be identical character by character.', next: loginAt(came) }),
  'issuer-missing': asked => ({ cause: 'The document names no issuer (the member issuer), so nothing says that it is about the one that was asked.', next: advice`Have the provider publish issuer in its metadata, written exactly ${asked}` }),
  'endpoint-unsafe': (...members) => ({ cause: `The provider’s metadata or an endpoint flag gives an address for ${members.join(', ')} that must not get a code, a secret, a token or a browser.`, next: correctEndpoints(members, { flags: named => advice`Correct the provider’s metadata, or give the right address with ${named.join(' and ')}`, none: advice`Correct the provider’s metadata` }) }),
  'issuer-slash': () => ({ cause: 'They differ by the slash at the end alone. The provider’s metadata and its tokens write the issuer differently.', next: advice`At the provider, write the issuer alike in both, character by character; no token was saved` }),
  'issuer-guessed': (endpoint, came = '') => ({ cause: `No issuer was named, so only the origin of the token endpoint (${endpoint}) could be expected; a provider’s name may be another. What names another one is not believed, and no token was saved.`, next: came === '' ? [advice`Look up the issuer in the provider’s documentation`, login`--issuer URL`] : [advice`If the provider’s documentation calls it so, name it`, login`--issuer ${came}`] }),
  'state-left-out': () => ({ cause: 'The provider sent no state back. Without it, nothing proves that the answer belongs to a login.', next: [advice`Have the provider send the state back unchanged`, signIn] }),
  'answer-behind-hash': () => ({ cause: 'The answer stands behind the # of the address. A browser keeps that to itself, so a login gets nothing and goes on waiting.', next: advice`Have the provider send the answer in the query (response_mode=query, the default for a code)` }),
  'answer-signed': () => ({ cause: 'The answer came signed, in the parameter response (JARM), which was not asked for. A login that does not ask for it can’t read it.', next: login`--response-mode jwt` }),
  'state-of-another': () => ({ cause: 'The provider sent back another state than it got. A login does not count such an answer, and goes on waiting.', next: [advice`Have the provider send the state back unchanged`, signIn] }),
  'invisible-characters': () => ({ cause: 'The two differ only in characters that nobody sees (blanks at an end, or zero-width characters; they are shown as ⟨U+…⟩).', next: [advice`Remove them where the value was entered, here or at the provider`, signIn] }),
}
