import { scriptWord } from '../text/shell.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import type { Scene, Told } from './saved/scenes.ts'
import { quoteWithVariables, variablesIn } from './shell.ts'

type Decoded = Told<'decoded'>

/** A proof is good for one request: the script makes each anew, with a key of its own (RFC 9449, section 4.2). */
export function needsProof({ headers }: WireRequest): boolean {
  return headers['dpop'] !== undefined
}

/**
 * An answer that wants its nonce in the proof (RFC 9449, section 8): the script sends the same request once more by
 * itself.
 */
export function wantsNonce({ status, headers, body }: WireResponse): boolean {
  return status >= 400
    && headers['dpop-nonce'] !== undefined
    && [body, ...Object.values(headers)].some(text => text.includes('use_dpop_nonce'))
}

/** How the script can sign with nothing but openssl. */
const signable = ['ES256', 'RS256', 'PS256']

/**
 * What the client signed with its key, by the variable that stands for it: the script can do the same with the key in a
 * file.
 */
export function signedByClient(scenes: readonly Scene[]): Map<string, Decoded> {
  const all = scenes.flatMap(({ decoded }) => decoded).filter(({ header }) => signable.includes(String(header['alg'])))
  // What a platform has signed for the client names the platform; of its own assertion, the client is both (RFC 7523,
  // section 3).
  const isOwn = ({ token, claims }: Decoded) => token !== 'client_assertion' || claims['iss'] === claims['sub']
  const first = (token: Decoded['token']) => all.find(one => one.token === token && isOwn(one))
  const found = [['CLIENT_ASSERTION', first('client_assertion')], ['REQUEST', first('request_object')]] as const
  return new Map(found.flatMap(([name, decoded]) => decoded === undefined ? [] : [[name, decoded]]))
}

/** The functions of the script that sign what the client signed. */
export function signingFunctions(signed: ReadonlyMap<string, Decoded>): string[] {
  return [...signed].flatMap(([name, { header, claims = {} }]) => [
    signingFunction(name.toLowerCase(), header, claims), '',
  ])
}

function signingFunction(
  name: string, header: Readonly<Record<string, unknown>>, claims: Readonly<Record<string, unknown>>,
): string {
  const { jti: _jti, iat: _iat, nbf: _nbf, exp: _exp, ...fixed } = claims
  const content = withKeyHash(JSON.stringify(fixed).slice(0, -1))
  return [
    `${name}() {`, '  local now',
    ...variablesIn(content).map(variable =>
      variable === 'DPOP_JKT'
        ? `  local DPOP_JKT; DPOP_JKT=$(thumbprint)`
        : `  : "\${${variable}:?}"`), '  now=$(date +%s)',
    `  jwt ${scriptWord(
      String(header['alg']),
    )} "\${CLIENT_KEY:?}" ${scriptWord(
      JSON.stringify(header),
    )} ${quoteWithVariables(
      content, 'plain',
    )}',"jti":"'"$(openssl rand -hex 16)"'","iat":'"$now"',"nbf":'"$now"',"exp":'"$((now + 60))"'}'`,
    '}',
  ].join('\n')
}

/** The hash of the walk's key gives way to that of the script's. */
export function withKeyHash(text: string): string {
  return text.replace(/(\bdpop_jkt(?:=|":"))[\w-]+/g, '$1<dpop_jkt#0000>')
}

/** Before a request is sent, what it proves and signs is made, unless a variable gives it. */
export function preparing(
  { method, url, headers }: WireRequest, needed: readonly string[], signed: ReadonlyMap<string, Decoded>,
): string[] {
  const token = /<access_token#/.test(headers['authorization'] ?? '') ? ' "$ACCESS_TOKEN"' : ''
  return needed.map((name) => {
    if (name === 'DPOP')
      return making(name, `proof ${scriptWord(method)} ${scriptWord(url.replace(/[?#].*$/, ''))}${token}`)
    if (name === 'DPOP_JKT') return making(name, 'thumbprint')
    return signed.has(name) ? making(name, name.toLowerCase()) : `  : "\${${name}:?}"`
  })
}

function making(name: string, command: string): string {
  return `  local ${name}=\${${name}:-}; [ -n "$${name}" ] || ${name}=$(${command}) || return`
}

/** Bash that signs JWTs by openssl. */
export const signingHelpers = `base64url() { base64 | tr -d '=\\n' | tr '+/' '-_'; }

# Signs what it reads: the two numbers of an ES256 signature stand side by side in a JWT (RFC 7518 3.4), 32 bytes each.
sign() {
  case $1 in
    ES256)
      local numbers
      numbers=$(openssl dgst -sha256 -sign "$2" | openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' | while read -r number; do printf '%64s' "$number"; done | tr ' ' 0)
      printf '%b' "$(printf %s "$numbers" | sed 's/../\\\\x&/g')"
      ;;
    RS256) openssl dgst -sha256 -sign "$2" ;;
    PS256) openssl dgst -sha256 -sign "$2" -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 ;;
  esac | base64url
}

# jwt ALGORITHM KEY HEADER CLAIMS
jwt() {
  local content
  content=$(printf %s "$3" | base64url).$(printf %s "$4" | base64url)
  printf '%s.%s' "$content" "$(printf %s "$content" | sign "$1" "$2")"
}`

/** Bash that proves possession of a key of the script's own. */
export const proofHelpers = `# The key that proves possession (DPoP): a new one where there is no such file.
DPOP_KEY=\${DPOP_KEY:-dpop-key.pem}
own_key() { [ -s "$DPOP_KEY" ] || (umask 077; openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$DPOP_KEY" 2>/dev/null); }

# The public half, its members in the order of RFC 7638.
own_jwk() {
  own_key
  local point
  point=$(openssl pkey -in "$DPOP_KEY" -pubout -outform DER | tail -c 64 | od -An -v -tx1 | tr -d ' \\n' | sed 's/../\\\\x&/g')
  printf '{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}' "$(printf '%b' "\${point:0:128}" | base64url)" "$(printf '%b' "\${point:128}" | base64url)"
}

thumbprint() { own_jwk | openssl dgst -sha256 -binary | base64url; }

# proof METHOD ADDRESS [ACCESS_TOKEN]
proof() {
  local claims
  claims='"jti":"'$(openssl rand -hex 16)'","htm":"'$1'","htu":"'$2'","iat":'$(date +%s)
  [ -z "\${3:-}" ] || claims+=',"ath":"'$(printf %s "$3" | openssl dgst -sha256 -binary | base64url)'"'
  [ -z "\${DPOP_NONCE:-}" ] || claims+=',"nonce":"'$DPOP_NONCE'"'
  jwt ES256 "$DPOP_KEY" '{"typ":"dpop+jwt","alg":"ES256","jwk":'"$(own_jwk)"'}' "{$claims}"
}

# Sends a request; once more, with the server's nonce, where it wants one in the proof.
with_nonce() {
  local answer status=0
  answer=$("$@") || status=$?
  case $answer in
    *use_dpop_nonce*)
      DPOP_NONCE=$(tr -d '\\r' <<<"$answer" | sed -n 's/^[Dd][Pp][Oo][Pp]-[Nn][Oo][Nn][Cc][Ee]: *//p' | tr -cd '!#-[]-~') "$@" || return
      ;;
    '') return "$status" ;;
    *) printf '%s\\n' "$answer"; return "$status" ;;
  esac
}`
