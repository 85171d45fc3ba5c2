// What the judge plays, and how the program is asked to take part: the one place for its command lines.
//
// The judge starts a mock MCP server and a mock authorization server, both at http://localhost:PORT, runs our command
// with the MCP server's address behind it, and looks at the requests. Of each scenario: what the client must do, in the
// order of its requests. "Legacy" servers begin with `initialize` and answer by event streams; "modern" ones
// (2026-07-28) know `server/discover` and answer by JSON. "Lazy" ones let `initialize` through without a token: the
// first 401 comes with another method. MCP_CONFORMANCE_CONTEXT has the members that stand behind `context`.

/** Everything that every login of a scenario is given. */
const login = (browser, ...flags) => [
  'login', '--json', '--port', '0', '--browser', browser, '--http-timeout', '5', '--timeout', '15', ...flags,
]

/** A client with a secret of its own: the id by flag, the secret by environment. */
const registered = ({ client_id, client_secret }) => ({
  flags: ['--client-id', client_id], env: { OAUTH_WALK_CLIENT_SECRET: client_secret },
})

/** The usual way: POST /mcp (401) → metadata → register → authorize → token → POST /mcp with the token → tools/list. */
const usual = () => ({})

/**
 * Scenario → how it is walked. A function gets the judge's context and what writes a file, and gives flags,
 * environment, or whole `words` instead of a login.
 */
export const scenarios = {
  // Legacy. The challenge names the document at the path: a GET of the one at the root is a failure. `resource` exactly
  // as published.
  'metadata-default': usual,
  // Legacy. No resource_metadata: path first. Only OpenID discovery answers.
  'metadata-var1': usual,
  // Legacy. No resource_metadata, only the root has the document: its resource is the origin without a slash. Issuer
  // /tenant1, by insertion.
  'metadata-var2': usual,
  // Legacy. The document stands at an address of its own; the issuer's metadata at the third address only. Root
  // metadata is a failure.
  'metadata-var3': usual,
  // Legacy. client_id must be this very address, which does not resolve: the document can't be fetched.
  'basic-cimd': () => ({ flags: ['--client-id', 'https://conformance-test.local/client-metadata.json'] }),
  // Legacy. Scope: of the challenge; all of the resource's; none at all.
  'scope-from-www-authenticate': usual,
  'scope-from-scopes-supported': usual,
  'scope-omitted-when-undefined': usual,
  // Legacy, lazy. tools/call is answered 403 insufficient_scope with the missing scope alone: authorize again with
  // both, call again, exit 0.
  'scope-step-up': () => ({ flags: ['--tool', 'test-tool', '--arguments', '{}', '--step-up'] }),
  // Legacy, lazy. 403 for ever: at most three requests for authorization.
  'scope-retry-limit': () => ({ flags: ['--step-up'] }),
  // Legacy. One method is advertised, and the registration's answer says which.
  'token-endpoint-auth-basic': usual,
  'token-endpoint-auth-post': usual,
  'token-endpoint-auth-none': usual,
  // Legacy. No registration. Basic, not form-encoded beyond what the URL standard does. Context: client_id,
  // client_secret (alpha.12: issuer).
  'pre-registration': registered,
  // Legacy. Nothing about the resource is published: the MCP server's own root is the authorization server; then even
  // that has no metadata.
  '2025-03-26-oauth-metadata-backcompat': usual,
  '2025-03-26-oauth-endpoint-fallback': usual,
  // Modern. The document's resource is another: no authorization.
  'resource-mismatch': usual,
  // Modern. offline_access where the authorization server has it, and grant_types with refresh_token in the
  // registration; not otherwise.
  'offline-access-scope': usual,
  'offline-access-not-supported': usual,
  // Modern, lazy. Behind the first request with a token the resource names another authorization server and refuses:
  // register there, authorize there.
  'authorization-server-migration': usual,
  // Modern. RFC 9207: the code goes nowhere where iss is wrong, missing, or only nearly right; the client may end with
  // a failure.
  'iss-supported': usual,
  'iss-not-advertised': usual,
  'iss-supported-missing': usual,
  'iss-wrong-issuer': usual,
  'iss-unexpected': usual,
  'iss-normalized': usual,
  // Modern. Metadata of another issuer: no registration, no authorization.
  'metadata-issuer-mismatch': usual,
  // Legacy, no browser. Context: client_id, private_key_pem (PKCS#8), signing_algorithm. The assertion's aud is the
  // issuer.
  'client-credentials-jwt': ({ client_id, private_key_pem }, file) => ({
    flags: [
      '--grant', 'client_credentials', '--client-id', client_id, '--client-key', file('key.pem', private_key_pem),
      '--auth-method', 'private_key_jwt',
    ],
  }),
  'client-credentials-basic': context => ({
    ...registered(context), flags: ['--grant', 'client_credentials', ...registered(context).flags],
  }),
  // Legacy, no browser. Context: client_id, client_secret, idp_client_id, idp_id_token, idp_issuer, idp_token_endpoint.
  // ID token → RFC 8693 at the identity provider (requested_token_type id-jag, audience the issuer, resource the
  // server) → RFC 7523 at the authorization server, with Basic.
  'enterprise-managed-authorization': enterprise,
  'cross-app-access-complete-flow': enterprise,
  // Legacy. The challenge says DPoP; a proof with each request, the token never as Bearer; with nonces of both servers.
  dpop: () => ({ flags: ['--dpop'] }),
  'dpop-nonce': () => ({ flags: ['--dpop'] }),
  // Legacy, no browser. Context: client_id, valid_jwt (and wrong_audience_jwt, expired_jwt). RFC 7523, public client,
  // never twice.
  'wif-jwt-bearer': ({ client_id, valid_jwt }, file) => ({
    flags: ['--assertion-file', file('workload.jwt', valid_jwt), '--client-id', client_id, '--auth-method', 'none'],
  }),
}

function enterprise(context, file) {
  const { idp_id_token, idp_issuer, idp_client_id } = context
  const flags = ['--id-token-file', file('id.jwt', idp_id_token), '--idp', idp_issuer, '--idp-client-id', idp_client_id]
  return { ...registered(context), flags: [...flags, ...registered(context).flags] }
}

/** The words behind `oauth-walk` for a scenario at that address, and the environment. */
export function commandFor(name, { url, context, browser, file }) {
  const { flags = [], env = {}, words } = scenarios[name](context, file)
  return { words: words ?? [...login(browser, ...flags), url], env }
}
