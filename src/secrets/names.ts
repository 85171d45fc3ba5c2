import { granting, type Purpose } from '../wire.ts'

/** Tells for a name in one kind of message which kind of secret its value is; undefined where it is none. */
export type Rule = (name: string) => string | undefined

/**
 * Names whose values are secrets in any message, spelt as `plainName` spells them; a name that ends in one of these
 * words counts too. `_claim_sources` opens other parties' claims (OpenID Connect Core 1.0, section 5.6.2): all of it
 * but the endpoint is theirs.
 */
const secretWord = new RegExp(`(?:${[
  'token', 'jwt', 'cookie', 'secret', 'password', 'passwd', 'passphrase', 'assertion', 'codeverifier', 'devicecode',
  'authcode', 'authorizationcode', 'samlresponse', 'samlart', 'wresult', 'jscode', 'authreqid', 'apikey', 'mackey',
  'sessionkey', 'authsession', 'privatekey', 'secretkey', 'secretaccesskey', 'idtokenhint', 'secrethash',
  '(?:amz|goog|oss|cos|obs|tos)signature',
].join('|')})s?$`)
const secretNames = new RegExp(`^(?:code|state|nonce|response|request|dpop|claimsources|session)$|${secretWord.source}`)

/** Names that a claim about a user may have too: secrets only in what a client sends or a browser brings. */
const ambiguous = new Set(['code', 'state', 'nonce', 'response', 'request', 'sig', 'signature'])

/** Parameters that hold words, addresses and identifiers of ours. */
export const openParameters = new Set([
  'client_id', 'redirect_uri', 'scope', 'response_type', 'response_mode', 'grant_type', 'code_challenge',
  'code_challenge_method', 'token_type_hint', 'target',
])

/** The names that come most often tell without a look at them. */
export function isOpenName(name: string): boolean {
  return name === '' || name === 'openid' || openParameters.has(name)
}

/** Names that end like a secret's, but only say something about one. */
const aboutTokens = new Set(['nextpagetoken', 'pagetoken', 'subjecttypetoken', 'requestedtoken'])

/** The secret members of a key (RFC 7518, section 6). */
const privateMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'])

/** What signs an address: whoever has that has what it opens. */
export function isSignature(name: string): boolean {
  return /^(?:sig|(?:[\w-]{0,20}-)?signature)$/i.test(comparedName(name))
}

/** Tells whether a member of a key is secret. */
export function isPrivateMember(name: string): boolean {
  return privateMembers.has(comparedName(name))
}

/** Members that stand beside a token in a list of tokens, and are none. */
const besideTokens = /^(?:type|tokentype|scopes?|name|label|id|uid|userid|openid|unionid|sub|iss|aud|clientid|status|endpoint|url|uri)$|expir|created|issued|updated/

/** Answers that repeat the keys of a client: a private one is there by mistake. */
const repeatsKeys: ReadonlySet<Purpose> = new Set<Purpose>(['register', 'registration', 'client-document'])

/** Answers that bring secrets of this client: what they call `state` is its state. */
export const bringsSecrets: ReadonlySet<Purpose> = new Set<Purpose>([
  ...granting, 'exchange', 'device', 'push', 'sts', 'register', 'registration', 'workload',
])

/** Secrets that are a single text in the standards: whatever form stands there instead, the secret is in it. */
const singleTexts = new Set([
  'code', 'state', 'nonce', 'code_verifier', 'device_code', 'client_secret', 'client_assertion', 'assertion',
  'registration_access_token',
  'access_token', 'refresh_token', 'id_token',
])

/** Members that describe a token, where a provider sends it as an object. */
const ofToken = /^(?:type|tokentype|scopes?)$|expir|created|issued|updated/

/**
 * Tells whether the value under this name in a message is a secret; `accessToken` is `access_token`, and
 * `access_token[0]` a part of one.
 */
export const isSecretName = remembering(name => !isOpenName(name) && partsOf(name).some(isSecretWord))

function isSecretWord(plain: string): boolean {
  return ambiguous.has(plain) || (secretNames.test(plain) && !aboutTokens.has(plain))
}

/** A form writes lists and objects in brackets behind a name. */
function partsOf(name: string): string[] {
  return name.includes('[') ? name.split(/[[\]]+/).map(plainName) : [plainName(name)]
}

/** Makes a function that remembers its first answers, since names come again and again. */
function remembering<Said>(say: (name: string) => Said): (name: string) => Said {
  const known = new Map<string, Said>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const said = say(name)
    if (known.size < mostRemembered) known.set(name, said)
    return said
  }
}

const mostRemembered = 500

const isCredential = remembering(name => partsOf(name).some(part => isSecretWord(part) && !ambiguous.has(part)))

/** Names that nothing but a credential has: such a value is secret in any structure of anyone. */
export function credentialRule(name: string): string | undefined {
  return isCredential(name) ? kindOf(name) : undefined
}

/** The rule for what the client sends or the browser brings. */
export function sentRule(names: Readonly<Record<string, string>>): Rule {
  // A name from outside may be that of a member which every object has.
  const listed = (name: string) => Object.hasOwn(names, name) ? names[name] : undefined
  const standardOf = (name: string) => listed(name) ?? listed(comparedName(name))
  return name =>
    isSecretName(name) || isSecretName(standardOf(name) ?? '') ? kindOf(standardOf(name) ?? name) : undefined
}

/** The rule for answers over the back channel. Their `code` is the number of an error. */
export function answerRule(purpose: Purpose, names: Readonly<Record<string, string>>): Rule {
  // GitHub calls the token of a job so.
  if (purpose === 'workload') return name => comparedName(name) === 'value' ? 'workload_token' : credentialRule(name)
  if (purpose === 'jwks') return name => isPrivateMember(name) ? 'private_key' : credentialRule(name)
  const sent = bringsSecrets.has(purpose) ? sentRule(names) : credentialRule
  const hasKeys = repeatsKeys.has(purpose)
  return (name) => {
    if (hasKeys && isPrivateMember(name)) return 'private_key'
    return partsOf(name)[0] === 'code' ? undefined : sent(name)
  }
}

/** The rule within a value of this kind: what is a secret by its name may be a list, or a map, of secrets. */
export function withinSecret(name: string, kind: string | undefined, rule: Rule): string | undefined {
  const inner = rule(name)
  if (kind === undefined) return inner
  // A session that is described is no key to it.
  if (kind === 'session') return inner
  if (!singleTexts.has(kind)) return besideTokens.test(plainName(name)) ? undefined : inner ?? kind
  if (kind.endsWith('_token') && ofToken.test(plainName(name))) return undefined
  return inner !== undefined && singleTexts.has(inner) ? inner : kind
}

/** The look of names, ours and those of the standards, which hardly any secret has. */
const ordinaryName = /^(?:[a-z]+(?:[_-][a-z]+){0,8}|[A-Z]+)$/

/** Tells whether the name of a member may be shown as it is. */
export function isOrdinaryName(name: string): boolean {
  return name.length <= 64 && ordinaryName.test(name)
}

/** OpenTelemetry names the type of a value: `{"stringValue":"…"}`. */
function isTypeOfValue(name: string): boolean {
  return /^(?:string|bytes|int)Value$/.test(name)
}

/** Tells whether a name is itself a secret, since it stands within one that should have been a text. */
export function isNameSecret(name: string, kind: string | undefined): kind is string {
  return kind !== undefined && singleTexts.has(kind) && name !== '' && !isOrdinaryName(name) && !isTypeOfValue(name)
}

/**
 * The kind of secret that a placeholder names: words in lower case, perhaps with a number. Any other name may hold a
 * secret itself, which no search finds in lower case; then the placeholder has only the word that tells the kind.
 */
const kindOf = remembering((name) => {
  const kind = comparedName(name).replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^\w-]/g, '_')
  return kind.length <= 40 && ordinaryKind.test(kind) ? kind : secretWord.exec(plainName(name))?.[0] ?? 'secret'
})

const ordinaryKind = /^(?:[a-z]{0,15}\d{0,2}(?:[_-]|$)){1,6}$/

/**
 * A name without what no parameter's name has: unseen characters, blanks and stray signs, with which it reads alike.
 * Octets that are no UTF-8 were left encoded.
 */
export function comparedName(name: string): string {
  return usualName.test(name) ? name : name.replace(octet, asciiOf).replace(/[^\p{L}\p{N}_.-]/gu, '')
}

const usualName = /^[\w.-]*$/
const octet = /%([\da-f]{2})/gi

function asciiOf(_: string, digits: string): string {
  const code = Number.parseInt(digits, 16)
  return code < 0x80 ? String.fromCharCode(code) : ''
}

function plainName(name: string): string {
  const compared = comparedName(name)
  return compared.length > 64 ? '' : compared.toLowerCase().replace(/[_.-]/g, '')
}
