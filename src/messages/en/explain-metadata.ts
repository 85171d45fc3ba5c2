import type { ReadingSentences } from '../explain.ts'
import { exact, text } from '../text.ts'
import { enDifference } from './explain-differences.ts'

const proxy = 'Tell the server its public address, or have it trust the proxy’s headers (X-Forwarded-Proto, X-Forwarded-Host; Keycloak: KC_HOSTNAME and KC_PROXY_HEADERS).'

/** The sentences about metadata of providers and resources. */
export const enMetadataReadings = {
  'metadata-issuer-missing': {
    said: d => d['isThere'] ? 'The issuer in the metadata is no text' : 'The metadata has no issuer',
    why: () => 'issuer is required: without it nobody can tell whose document it is, and clients refuse it.',
    fix: () => 'Publish issuer, exactly as it stands in iss of the tokens.',
  },
  'metadata-issuer-template': {
    said: d => `The issuer is a template with the placeholder ${text(d['template'])}, not a real issuer: ${text(d['issuer'])}`,
    why: d => d['isEntra']
      ? 'The multi-tenant documents (common, organizations) have it instead of a tenant. It equals neither their address nor the iss of any token, so a strict client refuses it.'
      : 'It equals neither its own address nor the iss of any token. A strict client refuses it.',
    fix: d => d['isEntra']
      ? 'Use the address of one tenant (its id instead of common). Or replace the placeholder by tid of the token, compare that with iss, and allow known tenants only.'
      : 'Replace the placeholder by the tenant’s value, and use that tenant’s own document.',
  },
  'metadata-issuer-form': {
    said: d => `The issuer is not a proper one: ${text(d['issuer'])}`,
    why: d => d['form'] === 'well-known'
      ? 'It is the address of the metadata document, not the issuer: the part /.well-known/… does not belong to it.'
      : d['form'] === 'query' ? 'An issuer has no query and no fragment.' : 'An issuer is an absolute address with https://.',
    fix: () => 'Set issuer to https://, the host and, if there is one, the path of the realm or tenant; the same text as iss in the tokens.',
  },
  'metadata-issuer-http': {
    said: d => `The issuer is http, not https: ${text(d['issuer'])}`,
    why: () => 'An issuer must be https. Clients refuse http, and who changes the document on the way chooses the keys. Often TLS ends at a proxy, and the server does not know of it.',
    fix: () => proxy,
  },
  'metadata-issuer-differs': {
    said: d => `The issuer in the metadata does not match: it is ${exact(d['issuer'])}, and ${exact(d['expected'])} was asked for`,
    why: d => `The two must be identical, character by character; otherwise a client must not use the document (mix-up of providers). ${enDifference(d['difference'])}`,
    fix: d => d['inside'] ? `${proxy} Then ask it by that address from everywhere.` : `Configure the client with the very issuer of the document, ${text(d['issuer'])}, or correct the server’s setting; a slash at the end counts.`,
  },
  'endpoint-form': {
    said: d => `An endpoint in the metadata is no whole address: ${text(d['names'])} (${text(d['address'])})`,
    why: () => 'Endpoints are absolute addresses. A relative one, a placeholder or "undefined" can’t be called.',
    fix: () => 'Publish each endpoint with https://, host and path; set the server’s base URL.',
  },
  'endpoint-http': {
    said: d => `Endpoints are http although the issuer is https: ${text(d['names'])} (${text(d['address'])})`,
    why: () => 'The server sits behind a proxy that ends TLS and does not know that it is reached by https. Clients refuse such endpoints, and secrets would go unprotected.',
    fix: () => proxy,
  },
  'endpoint-inside': {
    said: d => `Endpoints have a host that only the server’s own network knows: ${text(d['names'])} (${text(d['address'])})`,
    why: () => 'A browser or client outside can’t reach an internal name (localhost, a container, a private address).',
    fix: () => proxy,
  },
  'endpoint-twice': {
    said: d => `authorization_endpoint and token_endpoint are the same: ${text(d['address'])}`,
    why: () => 'One is opened in the browser, the other is called by the client with POST. They are two endpoints.',
    fix: () => 'Correct the one that is wrong.',
  },
  'metadata-missing': {
    said: d => `The metadata lacks required members: ${text(d['names'])}`,
    why: () => 'A client that reads it by the standard refuses the document, or has no endpoint to go to.',
    fix: () => 'Publish the missing members, or configure these endpoints by hand in the client.',
  },
  'metadata-not-list': {
    said: d => `Members of the metadata are no lists: ${text(d['names'])} (${text(d['value'])})`,
    why: () => 'They are JSON arrays of strings; a text with blanks or commas is one value to a client.',
    fix: () => 'Publish them as arrays: ["openid", "profile"].',
  },
  'pkce-unsaid': {
    said: () => 'The metadata does not say that the provider supports PKCE (code_challenge_methods_supported is missing)',
    why: () => 'Clients of MCP and OAuth 2.1 stop there: without it they can’t tell whether S256 is checked.',
    fix: () => 'Publish code_challenge_methods_supported: ["S256"].',
  },
  'pkce-plain-only': {
    said: d => `The provider does not offer PKCE with S256: code_challenge_methods_supported is ${text(d['methods']) || 'empty'}`,
    why: () => 'With plain the challenge is the verifier: who sees the authorization request can redeem the code.',
    fix: () => 'Support S256 and publish it.',
  },
  'metadata-none': {
    said: () => 'The provider offers unsigned ID tokens (alg "none")',
    why: () => 'A client that accepts them accepts what anybody writes, where the token comes through the browser.',
    fix: () => 'Take "none" out of id_token_signing_alg_values_supported.',
  },
  'metadata-without-rs256': {
    said: d => `RS256 is not among the signing algorithms of ID tokens (${text(d['algorithms'])})`,
    why: () => 'OpenID requires RS256; many clients expect it unless told otherwise.',
    fix: () => 'Set the expected algorithm in the client (id_token_signed_response_alg).',
  },
  'metadata-dead-flows': {
    said: d => `Flows that are given up are still offered: ${text(d['flows'])}`,
    why: () => 'The implicit flow puts tokens into addresses; the password grant gives passwords to clients. OAuth 2.1 has neither.',
    fix: () => 'Switch them off where no old client needs them; use the code flow with PKCE.',
  },
  'metadata-double-slash': {
    said: d => `The address of the metadata has two slashes: ${text(d['url'])}`,
    why: () => 'The issuer ends with a slash, and the path was appended to it. Some servers answer 404 there.',
    fix: () => 'Take the slash at the end of the issuer off before /.well-known/… is appended.',
  },
  'well-known-twice': {
    said: d => `The address of the metadata has /.well-known/ twice: ${text(d['url'])}`,
    why: () => 'The client takes an issuer and appends the path itself; it was given the address of the document.',
    fix: d => `Configure the issuer alone: ${text(d['issuer'])}`,
  },
  'metadata-misplaced': {
    said: d => `The metadata was asked for at the wrong path: ${text(d['url'])}`,
    why: () => 'OpenID appends /.well-known/openid-configuration to the issuer. OAuth (RFC 8414) and resources (RFC 9728) insert the well-known part between host and path.',
    fix: d => `Ask ${text(d['better'])}`,
  },
  'metadata-not-there': {
    said: d => `There is no metadata at ${text(d['url'])}${d['status'] ? ` (status ${text(d['status'])})` : ''}${d['page'] ? ': a web page (HTML) came instead of JSON' : ''}`,
    why: d => d['double'] ? 'The path has two slashes: the issuer ends with one.' : 'The issuer in the client’s settings is not that of the provider: path, realm, tenant or version is wrong or missing, or a proxy answers in its place.',
    fix: () => 'Open the address in a browser until JSON comes; what stands before /.well-known/openid-configuration is the issuer.',
  },
  'resource-missing': {
    said: () => 'The resource’s metadata has no resource',
    why: () => 'resource is required, and must be the address that clients connect to.',
    fix: () => 'Publish resource: the address of the API or MCP server, path included.',
  },
  'resource-differs': {
    said: d => `resource in the metadata does not match: it is ${exact(d['resource'])}, and clients connect to ${exact(d['expected'])}`,
    why: d => `The two must be identical, path included; otherwise a client must not use the document. ${enDifference(d['difference'])}`,
    fix: d => `Set resource to ${text(d['expected'])}. The document of a resource with a path stands at /.well-known/oauth-protected-resource plus that path.`,
  },
  'resource-http': {
    said: d => `The resource is http, not https: ${text(d['resource'])}`,
    why: () => 'Clients refuse it: its tokens would go unprotected. Usually TLS ends at a proxy that the server does not know of.',
    fix: () => proxy,
  },
  'resource-form': {
    said: d => `The resource’s metadata names ${d['fault'] === 'fragment' ? 'an address with a fragment (#)' : 'no absolute address'}: ${text(d['resource'])}`,
    why: () => 'resource must be the absolute address that clients call, without a fragment. Clients compare it, and refuse the document.',
    fix: () => 'Write the address of the resource with scheme, host and path, without what is behind #.',
  },
  'authorization-servers-missing': {
    said: () => 'The resource’s metadata names no authorization server (authorization_servers)',
    why: () => 'A client does not know where to get a token, and takes the resource’s own host, or stops.',
    fix: () => 'List the issuer of the authorization server: "authorization_servers": ["https://…"].',
  },
  'authorization-server-form': {
    said: d => `authorization_servers holds what is no issuer: ${text(d['addresses'])}`,
    why: () => 'It lists issuers. A client appends or inserts /.well-known/… itself; a document’s address leads nowhere.',
    fix: () => 'List the issuer alone, without /.well-known/….',
  },
  'authorization-server-http': {
    said: d => `authorization_servers holds an http address: ${text(d['addresses'])}`,
    why: () => 'An issuer must be https; clients refuse it.',
    fix: () => proxy,
  },
} satisfies Record<string, ReadingSentences>
