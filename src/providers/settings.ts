import { describeBy } from '../codes/described.ts'
import { parseNumber, parseSeconds } from './numbers.ts'
import { Failure } from '../codes/failure.ts'
import { cleanGiven, type GivenKind } from '../given.ts'
import { hostsAmong, parseHost } from '../addresses/host.ts'
import { readListenAddresses } from '../addresses/listen-address.ts'
import { hasCredentials } from '../addresses/loopback.ts'
import { usualRedirectUri } from '../addresses/port.ts'
import { grantSettings } from './grant-settings.ts'
import { requireJson, type JsonForm } from './json-text.ts'
import { readHeaderField } from './header-field.ts'
import { inOneWord, oneOf, onOrOff } from './switch-word.ts'
import { parseStore } from '../addresses/store-address.ts'
import { authenticationMethods } from '../protocol/authentication/methods.ts'
import { contentEncryptionAlgorithms, keyManagementAlgorithms } from '../protocol/encryption/algorithms.ts'

/** How to read the text of a setting: every layer but the profile gives text. */
type TextKind = 'json' | 'text' | 'address' | 'path' | 'command' | 'free' | 'hosts' | 'words' | 'list' | 'pairs'
  | 'fields' | 'variables' | 'number' | 'ports' | 'listened' | 'store'
type Kind = TextKind | 'switch' | readonly string[]

interface SettingFacts {
  kind: Kind
  /** What stands behind the flag in the help. */
  argument?: string
  /** The greatest number that it takes. */
  most?: number
  /** The kind of value that its JSON must hold; without it, any object or list will do. */
  form?: JsonForm
  /** Kept in the profile, so that the next login needs one word. */
  saved: boolean
  /** The meaning of the flag alone; another value follows `=`. */
  bare?: string
}

const saved = true

/** Every setting of a login, by the name of its flag. */
export const settingTable = {
  issuer: { kind: 'address', argument: 'URL', saved },
  'authorization-endpoint': { kind: 'address', argument: 'URL', saved },
  'token-endpoint': { kind: 'address', argument: 'URL', saved },
  'userinfo-endpoint': { kind: 'address', argument: 'URL', saved },
  'revocation-endpoint': { kind: 'address', argument: 'URL', saved },
  'protected-resource': { kind: 'address', argument: 'URL', saved },
  'authorization-server': { kind: 'address', argument: 'URL', saved },
  tool: { kind: 'text', argument: 'NAME', saved: false },
  arguments: { kind: 'json', form: 'json-object', argument: 'JSON|@FILE', saved: false },
  'step-up': { kind: 'switch', saved: false },
  ...grantSettings,
  'resource-method': { kind: 'text', argument: 'METHOD', saved },
  'registration-endpoint': { kind: 'address', argument: 'URL', saved },
  'introspection-endpoint': { kind: 'address', argument: 'URL', saved },
  'jwks-uri': { kind: 'address', argument: 'URL', saved },
  'device-authorization-endpoint': { kind: 'address', argument: 'URL', saved },
  'pushed-authorization-request-endpoint': { kind: 'address', argument: 'URL', saved },
  preset: { kind: 'text', argument: 'NAME', saved },
  'provider-origin': { kind: 'address', argument: 'ORIGIN', saved },
  tenant: { kind: 'text', argument: 'TENANT', saved },
  domain: { kind: 'text', argument: 'DOMAIN', saved },
  realm: { kind: 'text', argument: 'REALM', saved },
  region: { kind: 'text', argument: 'REGION', saved },
  'base-url': { kind: 'address', argument: 'URL', saved },
  'provider-var': { kind: 'variables', argument: 'K=V', saved },
  'client-id': { kind: 'text', argument: 'ID', saved },
  register: { kind: 'switch', saved },
  'initial-access-token-file': { kind: 'path', argument: 'FILE', saved },
  'client-secret-file': { kind: 'path', argument: 'FILE', saved },
  'client-key': { kind: 'path', argument: 'FILE|NAME', saved },
  'client-assertion-file': { kind: 'path', argument: 'FILE', saved },
  'client-assertion-from': { kind: 'text', argument: 'SOURCE', saved },
  'workload-audience': { kind: 'address', argument: 'AUDIENCE', saved },
  'assertion-audience': { kind: 'address', argument: 'AUDIENCE', saved },
  'auth-signing-alg': { kind: 'text', argument: 'ALG', saved },
  'auth-method': { kind: authenticationMethods, argument: 'METHOD', saved },
  scope: { kind: 'words', argument: '"A B"', saved },
  'repeat-scope': { kind: 'switch', saved },
  param: { kind: 'pairs', argument: 'K=V', saved },
  'token-param': { kind: 'pairs', argument: 'K=V', saved },
  resource: { kind: 'list', argument: 'URI', saved },
  'allow-origin': { kind: 'list', argument: 'ORIGIN', saved },
  audience: { kind: 'text', argument: 'AUDIENCE', saved },
  prompt: { kind: 'text', argument: 'PROMPT', saved },
  'login-hint': { kind: 'free', argument: 'HINT', saved },
  'acr-values': { kind: 'text', argument: 'VALUES', saved },
  claims: { kind: 'json', argument: 'JSON|@FILE', saved },
  'authorization-details': { kind: 'json', argument: 'JSON|@FILE', saved },
  'max-age': { kind: 'number', argument: 'SECONDS', most: 999_999_999, saved },
  'ui-locales': { kind: 'text', argument: 'LOCALES', saved },
  'redirect-uri': { kind: 'address', argument: 'URI', saved },
  port: { kind: 'ports', argument: 'P[,P…]', saved },
  listen: { kind: 'listened', argument: 'ADDRESS[,…]', saved: false },
  'post-logout-redirect-uri': { kind: 'address', argument: 'URI', saved },
  'redirect-tls-cert': { kind: 'path', argument: 'FILE', saved },
  'redirect-tls-key': { kind: 'path', argument: 'FILE', saved },
  paste: { kind: 'switch', saved: false },
  device: { kind: 'switch', saved: false },
  'response-mode': { kind: ['query', 'form_post', 'jwt', 'query.jwt', 'form_post.jwt'], argument: 'MODE', saved },
  par: { kind: 'switch', saved },
  'request-object': { kind: 'switch', saved },
  'request-object-alg': { kind: 'text', argument: 'ALG', saved },
  'request-object-encryption-alg': { kind: keyManagementAlgorithms, argument: 'ALG', saved },
  'request-object-encryption-enc': { kind: contentEncryptionAlgorithms, argument: 'ENC', saved },
  'request-uri': { kind: 'address', argument: 'URI', saved },
  'id-token-encrypted-response-alg': { kind: keyManagementAlgorithms, argument: 'ALG', saved },
  dpop: { kind: 'switch', saved },
  fapi2: { kind: ['security', 'message-signing', 'off'], argument: 'PROFILE', bare: 'security', saved },
  'no-pkce': { kind: 'switch', saved },
  'no-nonce': { kind: 'switch', saved },
  'no-offline': { kind: 'switch', saved },
  browser: { kind: 'command', argument: 'COMMAND', saved },
  'no-open': { kind: 'switch', saved: false },
  'open-via-file': { kind: 'switch', saved },
  timeout: { kind: 'number', argument: 'SECONDS', saved: false },
  'http-timeout': { kind: 'number', argument: 'SECONDS', saved: false },
  header: { kind: 'fields', argument: 'NAME:VALUE', saved },
  ca: { kind: 'path', argument: 'FILE', saved },
  'tls-cert': { kind: 'path', argument: 'FILE', saved },
  'tls-key': { kind: 'path', argument: 'FILE', saved },
  host: { kind: 'hosts', argument: 'HOST', saved },
  store: { kind: 'store', argument: 'STORE', saved },
  'passphrase-file': { kind: 'path', argument: 'FILE', saved: false },
} as const satisfies Record<string, SettingFacts>

export type SettingName = keyof typeof settingTable
export const settingNames = Object.keys(settingTable) as SettingName[]

/** Settings that name a file to be read. */
export const fileSettings = settingNames.filter(name => settingTable[name].kind === 'path')

/** Settings that are JSON, or `@` and the name of a file with it. */
export const jsonSettings = settingNames.filter(name => settingTable[name].kind === 'json')

/** The kind of value that the JSON of a setting must hold. */
export const jsonFormOf = (name: SettingName): JsonForm | undefined => (settingTable[name] as SettingFacts).form

/** Settings where nothing says otherwise. */
export const settingDefaults: Readonly<Partial<Record<SettingName, string>>> = {
  'redirect-uri': usualRedirectUri, 'response-mode': 'query', timeout: '300', 'http-timeout': '15',
}

/** The environment variable of a setting: `OAUTH_WALK_` and the flag in upper snake case. */
export function environmentName(setting: SettingName): string {
  return `OAUTH_WALK_${setting.toUpperCase().replaceAll('-', '_')}`
}

/** Reads the text of a setting; raises `setting-invalid` with the source it came from. */
export function parseSetting(name: SettingName, value: unknown, source: string): unknown {
  const setting = source.startsWith('OAUTH_') ? source : `--${name}`
  const facts = settingTable[name] as SettingFacts
  const { kind, bare } = facts
  // What is no pair may be a secret alone.
  const told = kind === 'pairs' || kind === 'variables' ? undefined : value
  const refuse = (expected: string) => new Failure('setting-invalid', { setting, value: told, expected, source })
  // Nothing is lost by what never matched; every command would fail by it.
  if (kind === 'hosts' && source === 'profile') return hostsAmong(value)
  const judged = typeof kind === 'string' && kind !== 'switch' ? judgedAs[kind] : 'word'
  const clean = (item: unknown) => typeof item === 'string' ? cleanGiven(judged, item, setting) : item
  const values = [value].flat().map(item => clean(typeof item === 'number' ? String(item) : item))
  if (Array.isArray(kind)) return oneOf(kind, Array.isArray(value) ? value : inOneWord(values[0], bare), refuse)
  if (kind === 'switch') return onOrOff(values.at(-1), refuse)
  // A list may be empty: `--scope ""` asks for no scope, and `--browser ""` for no browser but the system's.
  if (values.some(item => typeof item !== 'string' || (item === '' && kind !== 'words' && kind !== 'command')))
    throw refuse(describeBy('text'))
  // Addresses are shown, sent and kept: none may hold a password. The redirect URI has rules of its own.
  if (judged === 'address' && name !== 'redirect-uri' && values.some(value => hasCredentials(String(value))))
    throw refuse(describeBy('without-credentials'))
  if (isEndpoint(name) && !values.every(value => URL.canParse(String(value)))) throw refuse(describeBy('absolute-uri'))
  // RFC 8707, section 2.
  if (name === 'resource' && !values.every(value => isAbsoluteUri(String(value))))
    throw refuse(describeBy('absolute-uri'))
  if (kind === 'fields') return requireFields(values as string[], setting)
  if (kind === 'store') return parseStore(values.map(String).at(-1) ?? '', setting, source)
  return parseTexts(kind as Exclude<TextKind, 'fields' | 'store'>, values as string[], refuse, facts)
}

/** An issuer has a form of its own, which is told where it is judged. */
function isEndpoint(name: SettingName): boolean {
  return name.endsWith('-endpoint') || name === 'jwks-uri'
}

/** RFC 3986, section 4.3: with a scheme, and without a fragment. */
function isAbsoluteUri(text: string): boolean {
  return URL.canParse(text) && !text.includes('#')
}

/** Header fields as they were written. Raises `setting-invalid`. */
function requireFields(texts: string[], setting: string): string[] {
  for (const text of texts) readHeaderField(text, setting)
  return texts
}

/** The rule by which the text of a setting is judged before it is read. */
const judgedAs: Record<TextKind, GivenKind> = {
  json: 'free', text: 'word', address: 'address', path: 'raw', command: 'raw', free: 'free', hosts: 'word',
  words: 'words', list: 'address', pairs: 'free', fields: 'raw', variables: 'word',
  number: 'word', ports: 'word', listened: 'word', store: 'word',
}

type Refuse = (expected: string) => Failure

function parseTexts(
  kind: Exclude<TextKind, 'fields' | 'store'>, texts: string[], refuse: Refuse,
  { most = 1e6, form }: Pick<SettingFacts, 'most' | 'form'>,
): unknown {
  const last = texts.at(-1) ?? ''
  switch (kind) {
    case 'text':
    case 'address':
    case 'path':
    case 'command':
    case 'free': return last
    case 'json': return last.startsWith('@') ? last : requireJson(last, refuse, form)
    case 'words': return texts.flatMap(text => text.split(/[ ,\t\r\n]+/)).filter(word => word !== '')
    case 'list': return texts
    case 'hosts': return readHosts(texts)
    case 'variables':
    case 'pairs': return texts.map(text => parsePair(text, refuse))
    case 'number': return parseSeconds(last, describeBy('seconds', most), most, refuse)
    case 'listened': return readListenAddresses(texts, () => refuse(describeBy('listen-address')))
    case 'ports': return texts.flatMap(text => text.split(',')).map(text =>
      parseNumber(text, describeBy('ports'), 65_535, refuse))
  }
}

/** Commas and spaces alone name no host. */
function readHosts(texts: string[]): string[] {
  const hosts = texts.flatMap(text => text.match(/[^ ,]+/g) ?? [text])
  return [...new Set(hosts.map(host => parseHost(host)))]
}

function parsePair(text: string, refuse: Refuse): string {
  if (!/^[^=]+=/.test(text)) throw refuse(describeBy('name-value'))
  return text
}
