import { granting, type Purpose } from '../wire.ts'

/** Tells which secret stands under a name in one kind of message; nothing where it is none. */
export type Rule = (name: string) => string | undefined

/**
 * Names whose values are secrets wherever they appear in a message, in the spelling of `plainName`; what ends in one of these words is one too.
 * `_claim_sources` holds what opens other parties' claims (OpenID Connect Core 1.0, section 5.6.2): all but the endpoint is theirs.
 */
const secretNames = new RegExp(`^(?:code|state|nonce|response|request|dpop|claimsources)$|(?:${[
  'token', 'jwt', 'cookie', 'secret', 'password', 'passwd', 'passphrase', 'assertion', 'codeverifier', 'devicecode', 'authcode', 'apikey', 'mackey',
  'sessionkey', 'privatekey', 'idtokenhint',
].join('|')})s?$`)

/** Names that a claim about a user may have as well; they are secrets only in what a client sends or a browser brings. */
const ambiguous = new Set(['code', 'state', 'nonce', 'response', 'request'])

/** Parameters whose values are words, addresses and identifiers of ours. */
export const openParameters = new Set([
  'client_id', 'redirect_uri', 'scope', 'response_type', 'response_mode', 'grant_type', 'code_challenge', 'code_challenge_method', 'token_type_hint', 'target',
])

/** Names that end as a secret's does, and say something about one. */
const aboutTokens = new Set(['nextpagetoken', 'pagetoken', 'subjecttypetoken', 'requestedtoken'])

/** What is secret in a key that should have been public (RFC 7518, section 6). */
const privateMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'])

/** Members that stand beside a token in a list of tokens, and are none. */
const besideTokens = /^(?:type|tokentype|scopes?|name|label|id|uid|userid|openid|unionid|sub|iss|aud|clientid|status|endpoint|url|uri)$|expir|created|issued|updated/

/** Answers that bring secrets of this client: what they call `state` is its state. */
export const bringsSecrets: ReadonlySet<Purpose> = new Set<Purpose>([...granting, 'exchange', 'device', 'push', 'sts', 'register', 'registration'])

/** Tells whether the value under this name in a message is a secret; `accessToken` is `access_token`. */
export const isSecretName = remembering((name) => {
  const plain = plainName(name)
  return secretNames.test(plain) && !aboutTokens.has(plain)
})

/** Names come again and again: what was said of the first ones is remembered. */
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

/** Names that nothing but a credential has: such a value is secret in any structure of anyone. */
export function credentialRule(name: string): string | undefined {
  return isSecretName(name) && !ambiguous.has(plainName(name)) ? kindOf(name) : undefined
}

/** Whatever is sent by the client or brought by the browser. */
export function sentRule(names: Readonly<Record<string, string>>): Rule {
  return name => isSecretName(name) || isSecretName(names[name] ?? '') ? kindOf(names[name] ?? name) : undefined
}

/** What an answer over the back channel brings. What it calls `code` is the number of an error. */
export function answerRule(purpose: Purpose, names: Readonly<Record<string, string>>): Rule {
  if (purpose === 'jwks') return name => privateMembers.has(name) ? 'private_key' : credentialRule(name)
  const sent = bringsSecrets.has(purpose) ? sentRule(names) : credentialRule
  return name => plainName(name) === 'code' ? undefined : sent(name)
}

/** The rule for what stands within a value that a rule called a secret: a list, or a map, of them. */
export function withinSecret(name: string, kind: string, rule: Rule): string | undefined {
  return besideTokens.test(plainName(name)) ? undefined : rule(name) ?? kind
}

/** A name as a placeholder has it: lower case letters, digits, `_` and `-`, and not long. */
const kindOf = remembering(name => name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^\w-]/g, '_').slice(0, 40))

function plainName(name: string): string {
  return name.length > 64 ? '' : name.toLowerCase().replace(/[\s_.-]/g, '')
}
