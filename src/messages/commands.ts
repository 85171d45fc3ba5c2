import { usualPort } from '../addresses/port.ts'
import { examine, lacksOnlyUserinfo, login, loginAt, loginWith, sameLogin, session, signIn } from './again.ts'
import type { Advice, OfRun, ThisRun, Way } from './way.ts'
import { command, commandOf, folderOf, joinCommands, plainPath, type Command } from '../text/shell.ts'
import { wantsCertificate } from './failure-parts.ts'
import { numberOf, pick, text } from './text.ts'

/** The details of a failure. No command that is made of them here has a word of a language in it: both catalogues name the same ones. */
type Details = Readonly<Record<string, unknown>>

const conversions: Record<string, (path: string) => Command> = {
  'der-certificate': path => command`openssl x509 -inform der -in ${path} -out certificate.pem`,
  'der-key': path => command`openssl pkey -inform der -in ${path} -out key.pem`,
  pkcs12: path => command`openssl pkcs12 -in ${path} -nodes -out both.pem`,
  pkcs7: path => command`openssl pkcs7 -print_certs -in ${path} -out certificate.pem`,
  'encrypted-key': path => command`openssl pkey -in ${path} -out key.pem`,
}

/** What makes the right form of a certificate or private key, or shows what the file holds where none can be made of it. */
export function convertCertificate({ found, path }: Details): Command {
  const file = plainPath(path)
  return pick(conversions, found)?.(file) ?? command`openssl x509 -noout -subject -in ${file}`
}

/** What has a host reached without the proxy, besides those which are so already. */
export function goWithoutProxy({ host, excused, excused_by: variable }: Details): Command[] {
  const name = text(host).replace(/:\d+$/, '')
  const hosts = [...excused === undefined ? [] : [text(excused)], name].join(',')
  return name === '' ? [] : [command`export ${variable ?? 'NO_PROXY'}=${hosts}`]
}

const keyConversions: Record<string, (path: string) => readonly Command[]> = {
  'der-key': path => [command`openssl pkey -inform der -in ${path} -out key.pem`],
  // The key stays behind a passphrase: openssl asks for it.
  pkcs12: path => [command`openssl pkcs12 -in ${path} -nocerts -out key.pem`],
  passphrase: path => [command`openssl pkey -in ${path} -noout`],
  broken: path => [command`openssl pkey -in ${path} -noout`],
  stored: name => [command`oauth-walk key show ${name}`],
}

/** What makes a private key of the file that can be used, or a new one where it holds none. */
export function mendKey({ found, path }: Details): readonly Command[] {
  return pick(keyConversions, found)?.(plainPath(path)) ?? [command`oauth-walk key create`, command`oauth-walk key show --jwks`]
}

/** The ways to use a token that is bound to a key: have the request sent, or get the proof that goes with it. */
export const useBoundToken: readonly Way[] = [session`api URL`, session`token --dpop-proof METHOD URL`]

/** How a program is to ask for a credential. */
export function askForCredential({ reason, tool }: Details): Command {
  if (reason === 'cluster-missing') return command`kubectl config set-credentials USER --exec-provide-cluster-info`
  return command`oauth-walk credential ${tool} --help`
}

/** The ways to a redirect URI that can be used, the best one first. */
export function useRedirectUri({ reason, redirect_uri }: Details): readonly Way[] {
  const uri = text(redirect_uri)
  const paste = login`--paste --redirect-uri ${uri}`
  const certify = login`--redirect-uri ${uri} --redirect-tls-cert FILE --redirect-tls-key FILE`
  const loopback = login`--redirect-uri http://127.0.0.1:8765/callback`
  switch (reason) {
    case 'not-web':
    case 'user-name':
    case 'port': return [loopback]
    case 'mapped': return [login`--redirect-uri ${uri.replace(/\[[^\]]*\]/, '127.0.0.1')}`]
    case 'fragment': return [login`--redirect-uri ${uri.split('#')[0] ?? ''}`]
    case 'query':
    case 'unknown-name': return [paste]
    case 'certificate-missing': return [certify, paste]
    case 'https': return [paste, certify]
    default: return [paste, loopback]
  }
}

/** The way past a port that can't be had: to paste would send the code to the program that has it. */
export function freePort({ command: name, reason, sandbox_flags: flags = [] }: Details, other: Advice): readonly Way[] {
  if (name === 'sandbox') return [joinCommands(command`oauth-walk sandbox`, commandOf(flags as string[][]), command`--port 0`)]
  return reason === 'EACCES' ? [login`--port 0`] : [other, login`--port 0`]
}

/** The same command with more patience; only a login can be said again in one line. */
export function afterSilence(details: Details, otherwise: Way): Way {
  const { command: name } = details
  if (lacksOnlyUserinfo(details)) return session`userinfo --http-timeout 60`
  return name === undefined || name === 'login' ? login`--http-timeout 60` : otherwise
}

/** Where room is looked for; and what brings the tokens of an answer that could not be stored. */
export function afterUnwritable(details: Details): readonly Way[] {
  const look = (details['errno'] ?? details['reason']) === 'ENOENT' ? [] : [command`df ${plainPath(details['path'])}`]
  if (details['answered'] === undefined) return [...look, command`export OAUTH_WALK_HOME=FOLDER`]
  return [...look, details['answered'] === 'lost' ? signIn : session`token refresh`]
}

/** Files that a login writes, as they are usually called. */
const usualFiles: Readonly<Record<string, string>> = {
  '--html': 'walk.html', '--har': 'walk.har', '--mermaid': 'walk.mmd', '--curl': 'walk.sh', '--save': 'walk.json',
}

/** After a file that could not be written: what is true of the place, and for a login the same with a file that can be. */
export function writeElsewhere(details: Details, say: Record<'inFolder' | 'elsewhere', Advice>): readonly Way[] {
  const { reason, path, source, nearest = path, takes_no_files: takesNone } = details
  const look = command`ls -ld ${plainPath(nearest)}`
  const file = pick(usualFiles, source)
  const named = (name: string): Way => run => run.isLogin ? loginWith(commandOf([[text(source), name]]))(run) : look
  if (reason === 'EISDIR') return [say.inFolder, file === undefined ? look : named(`${text(path).replace(/\/$/, '')}/${file}`)]
  if (takesNone === true) return [say.elsewhere, file === undefined ? look : named(file)]
  if (reason === 'ENOENT') return [command`mkdir -p ${folderOf(path)}`]
  return [reason === 'ENOSPC' ? command`df ${plainPath(nearest)}` : look]
}

/** Seconds that a login waits for its user, where nobody says otherwise. */
const usualWait = 300

/** What helps where nobody came: by what was seen, and what the provider offers. */
export function afterNobody(details: Details, say: Record<'answered' | 'register' | 'push' | 'sandbox', Advice>): readonly Way[] {
  // A shorter wait than usual may be all that was wrong: it is not said again.
  const hurry = numberOf(details['seconds']) < usualWait ? ['--timeout'] : []
  if (cameAs(details, 'encrypted-response')) return [loginWith(command`--client-key FILE`, hurry)]
  if (cameAs(details, 'signed-response')) return [loginWith(command`--response-mode jwt`, hurry)]
  if (answerCame(details)) return [say.answered, loginWith(command``, hurry)]
  if (details['sandbox'] === true) return [say.sandbox, loginWith(command``, ['--browser', ...hurry]), loginWith(command`--auto`, ['--browser', ...hurry])]
  const asked = details['could_push'] ? [say.push, loginWith(command`--par`, hurry)] : []
  if (details['browser'] !== undefined) return [say.register, loginWith(command`--no-open`, ['--browser', ...hurry]), ...asked.length > 0 ? asked : [loginWith(command`--paste`, ['--browser', ...hurry])]]
  const look = details['random_port'] === true ? loginWith(command`--port ${usualPort}`, hurry) : examine
  return [say.register, look, ...asked.length > 0 ? asked : [login`--timeout 900`]]
}

/** Tells whether an answer came to the redirect URI and had no state of this login: then the provider knows the URI. */
function answerCame(details: Details): boolean {
  return cameAs(details, 'wrong-state', 'missing-state', 'state-no-text')
}

function cameAs({ ignored }: Details, ...reasons: string[]): boolean {
  return Array.isArray(ignored) && ignored.some(one => reasons.includes(text((one as { reason?: unknown } | null)?.reason)))
}

/** After a connection that failed: with the certificate that the server may want, without TLS where none is there, or a look at it. */
export function connectOtherwise(details: Details): readonly Way[] {
  if (wantsCertificate(details)) return [login`--tls-cert FILE --tls-key FILE`]
  const look = command`curl -v ${text(details['url']).split('?')[0]}`
  if (lacksOnlyUserinfo(details)) return [look, session`userinfo`]
  // The code may be spent: the login comes first.
  return details['purpose'] === 'token' && details['unsent'] !== true ? [sameLogin, look] : [overHttp(details), look]
}

/** The same login without TLS, where none was found behind the port; of an issuer that is on another machine it is refused with the reason. */
function overHttp({ reason }: Details): Way {
  return (run) => {
    const [target = ''] = run.login[0] ?? []
    return /WRONG_VERSION/.test(text(reason)) && target.startsWith('https://') ? loginAt(target.replace('https:', 'http:'))(run) : command``
  }
}

/** What says that a secret is to be sent as it is: a program that imports the walk has an option for it. */
export function verbatimSwitch({ setting }: Details): string {
  return setting === 'clientSecret' ? 'verbatimSecrets:true' : 'OAUTH_WALK_VERBATIM_SECRETS=1'
}

/** Where the client has no key yet: one is made, registered and named. */
const withNewKey: readonly Way[] = [command`oauth-walk key create`, login`--client-key default`]

/** The flags that make each method possible. */
const methodFlags: Readonly<Record<string, Way | readonly Way[]>> = {
  private_key_jwt: withNewKey,
  tls_client_auth: login`--tls-cert FILE --tls-key FILE`,
  self_signed_tls_client_auth: login`--tls-cert FILE --tls-key FILE`,
  client_secret_basic: login`--auth-method client_secret_basic --client-secret-file -`,
  client_secret_post: login`--auth-method client_secret_post --client-secret-file -`,
  client_secret_jwt: login`--auth-method client_secret_jwt --client-secret-file -`,
}

/** The address that the sandbox gives where it was asked under another name of this machine: no other server is taken at its word. */
export function whereSandboxIs(details: Details): string | undefined {
  return namedOnLoopback(details, /^this is (http:\/\/(?:127\.0\.0\.1|\[::1\]):\d+)$/)
}

/** The address on this machine that an answer from this machine names, whatever else it says. */
export function whereLoopbackIs(details: Details): string | undefined {
  return namedOnLoopback(details, /(?:^|[\s"'(<])(https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):\d+)(?=$|[\s"')>,;]|\.(?:\s|$))/)
}

function namedOnLoopback({ provider, url }: Details, pattern: RegExp): string | undefined {
  const said = (provider ?? {}) as { error_description?: unknown }
  const named = typeof said.error_description === 'string' ? pattern.exec(said.error_description)?.[1] : undefined
  return /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):/.test(text(url)) ? named : undefined
}

/** Whether the client has anything to prove itself with. */
export function isProven({ possible }: Details): boolean {
  return !Array.isArray(possible) || possible.some(method => method !== 'none')
}

/** A way to authenticate that the provider takes. */
export function authenticateOtherwise({ what, supported }: Details): readonly Way[] {
  const names = Array.isArray(supported) ? supported.map(text) : []
  if (what === 'algorithm') return keyFor(names)
  const ways = names.flatMap(name => pick(methodFlags, name) ?? [])
  return ways.length === 0 ? [login`--auth-method none`] : ways.slice(0, 2)
}

/** A request that is signed by a key of an algorithm that the provider takes. */
export function keyToSign({ supported }: Details): readonly Way[] {
  const made = algorithmIn(Array.isArray(supported) ? supported.map(text) : ['ES256']) ?? 'ES256'
  return [command`oauth-walk key create ${made} --alg ${made}`, login`--request-object --client-key ${made}`]
}

function algorithmIn(names: readonly string[]): string | undefined {
  return ['ES256', 'PS256', 'RS256', 'EdDSA', 'ES384', 'ES512', 'PS384', 'PS512', 'RS384', 'RS512'].find(name => names.includes(name))
}

/** A key that signs as the provider takes it: one that is named as its algorithm. */
function keyFor(names: readonly string[]): readonly Way[] {
  const made = algorithmIn(names)
  return made === undefined ? [login`--client-key FILE`] : [command`oauth-walk key create ${made} --alg ${made}`, login`--client-key ${made}`]
}

/** An endpoint is no issuer, at which anybody could sign in. */
export function isEndpointVariable(source: unknown): boolean {
  return /^OAUTH_WALK_\w+_(?:ENDPOINT|URI)$/.test(text(source))
}

/** A login beside a profile that belongs to another provider or client. */
export function signInElsewhere({ profile, given, source, free, flags }: Details): Way {
  if (free !== undefined) return inProfile(free, flags)
  const name = `${text(profile)}-2`
  if (isEndpointVariable(source)) return command`unset ${source}`
  if (source === '--client-id') return login`--client-id ${given} --profile ${name}`
  return URL.canParse(text(given)) ? command`oauth-walk login ${given} --profile ${name}` : login`--profile ${name}`
}

/** This sandbox beside the one that runs, with a folder of its own; nothing for a command that would not find it there. */
export function besideSandbox({ command: name, sandbox_flags: flags }: Details): OfRun {
  const elsewhere = command`OAUTH_WALK_HOME=$(mktemp -d)`
  return ({ isLogin, login: words, played }) => {
    if (name === 'sandbox') return joinCommands(elsewhere, command`oauth-walk sandbox`, commandOf(Array.isArray(flags) ? flags as string[][] : []))
    return isLogin ? joinCommands(elsewhere, command`oauth-walk login`, commandOf([...words, ...played])) : command``
  }
}

/** The same command in another profile, or the variable that names one where the command has arguments of its own. */
function inProfile(profile: unknown, flags: unknown): OfRun {
  const given = Array.isArray(flags) ? flags as readonly string[][] : []
  return ({ name = '' }) => ['api', 'mcp', ''].includes(name)
    ? command`export OAUTH_WALK_PROFILE=${profile}`
    : joinCommands(command`oauth-walk`, commandOf([name.split(' ')]), commandOf(given), command`--profile ${profile}`)
}

/**
 * A key that opens what came: in a file, or a new one of the type that the provider encrypts to; a stored key of this login gets it as well, beside
 * one to decrypt with that it has already.
 */
export function decryptWith({ alg = 'RSA-OAEP-256', keys }: Details): readonly Way[] {
  const inNamed = (make: (name: string) => Command): Way => run => make(storedKeyOf(run) ?? 'enc')
  const hasOne = Array.isArray(keys) && keys.length > 0
  return [
    run => storedKeyOf(run) === undefined ? login`--client-key FILE`(run) : command``,
    run => makeFor(run, alg, hasOne), inNamed(name => command`oauth-walk key show ${name} --jwks`),
    run => login`--client-key ${storedKeyOf(run) ?? 'enc'}`(run),
  ]
}

/** `key create` leaves a name that has such a key alone, but for `--rotate`. */
function makeFor(run: ThisRun, alg: unknown, hasOne: boolean): Command {
  const name = storedKeyOf(run)
  return name !== undefined && hasOne ? command`oauth-walk key create ${name} --alg ${alg} --rotate` : command`oauth-walk key create ${name ?? 'enc'} --alg ${alg}`
}

/** The name of a stored key by which this login was told to prove itself. */
function storedKeyOf(run: ThisRun): string | undefined {
  const given = run.login.find(([flag]) => flag === '--client-key')?.[1]
  return given !== undefined && /^[\w-]+$/.test(given) ? given : undefined
}

/** An algorithm that the provider names, or no encryption. */
export function encryptOtherwise({ what, supported }: Details): readonly Way[] {
  const names = Array.isArray(supported) ? supported.map(text) : []
  const known = names.find(name => /^(?:RSA-OAEP|ECDH-ES|A\d{3}(?:GCM|CBC))/.test(name))
  const without = loginWith(command`--request-object`, ['--request-object-encryption-alg', '--request-object-encryption-enc'])
  if (known === undefined) return [without]
  return [what === 'enc' ? login`--request-object-encryption-enc ${known}` : login`--request-object-encryption-alg ${known}`, without]
}
