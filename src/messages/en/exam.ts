import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { examineAgain, lacksRefreshToken, ofStart, reasonsIn, rulesIn, whysIn, type Details, type ExamFailure, type ExamWords } from '../exam.ts'
import { mostAsked, type WhyUnjudged } from '../../codes/exam.ts'
import { command } from '../../text/shell.ts'
import { text } from '../text.ts'

export const enExamWords: ExamWords = {
  rules: {
    'request-challenged': { title: 'A request without a token is challenged', change: 'Answer a request without a token with 401 and WWW-Authenticate: Bearer resource_metadata="ADDRESS", at the address that clients use.' },
    'resource-metadata-found': { title: 'The resource’s metadata is found', change: 'Serve the metadata as JSON at /.well-known/oauth-protected-resource plus the path of the resource, and name that address as resource_metadata in the challenge: absolute, with https:// and the host.' },
    'resource-identical': { title: 'The metadata is about this resource', change: 'Set resource in the metadata to the address that clients use: scheme, host, port and path. Behind a proxy, take them from the address outside.' },
    'authorization-server-named': { title: 'It names an authorization server', change: 'List the issuer of at least one authorization server as authorization_servers in the metadata.' },
    'provider-metadata-found': { title: 'The provider’s metadata is found', change: 'Serve the provider’s metadata at /.well-known/oauth-authorization-server (before the path of the issuer), or at OpenID’s address; list no authorization server that has none.' },
    'issuer-identical': { title: 'The metadata is about this issuer', change: 'Make the two the same, slash at the end included: the issuer in the resource’s authorization_servers, and issuer in the provider’s own metadata.' },
    'pkce-advertised': { title: 'The provider says it checks PKCE (S256)', change: 'Have the provider check PKCE, and set code_challenge_methods_supported to ["S256"] in its metadata.' },
    'endpoints-safe': { title: 'The provider’s endpoints are https', change: 'Serve each endpoint at an https address that can be reached from outside and has no parameter of OAuth in its query, and publish that address.' },
  },
  reasons: {
    unreachable: 'no answer',
    'no-resource-metadata': 'no metadata',
    'no-authorization-server': 'no provider known',
    'no-provider-metadata': 'no metadata',
    'no-mcp-server': 'MCP servers only',
    'unsafe-address': 'unsafe address',
    moved: 'it has moved',
    'not-operated': 'no --i-operate', 'public-issuer': 'public provider', 'destructive-off': 'no --destructive',
    'slow-off': 'no --slow', 'sign-in-off': 'nobody signs in', 'no-client': 'no client id',
    'no-second-client': 'no second client', 'no-endpoint': 'no such endpoint', 'not-offered': 'not offered',
    'not-openid': 'OpenID only', 'public-client': 'public client',
    'confidential-client': 'client has secret', 'not-loopback': 'loopback only', 'no-refresh-token': 'no refresh token',
    'not-replaced': 'no rotation', 'client-certificate': 'proven by TLS',
    'not-all-asked': `first ${mostAsked} only`,
  },
  remarks: { loopback: 'http, on loopback' },
  changes: {
    'mcp-moved': d => `Have clients use ${text(d['location'])}, or answer at ${text(d['url'])} itself.`,
    'mcp-transport-old': () => 'Serve Streamable HTTP at this address: it replaced HTTP+SSE with version 2025-03-26.',
    'challenge-metadata-elsewhere': d => `Let resource_metadata in the challenge lead to the document: ${text(d['found'])}`,
    'challenge-unquoted': () => 'Put the address behind resource_metadata into quotes.',
    'documents-differ': d => `Publish the same ${text(d['members'])} in both documents, or only one of the two.`,
  },
  aPage: ', a web page instead of JSON',
  manyRules: count => `${count} rules`,
  noneJudged: '(no rule was judged)',
  nowhere: tried => `No metadata at ${tried}`,
  sent: 'Sent', answered: 'Answered', rule: 'Rule', change: 'Change', about: 'Provider',
}

const asRulesSay = (d: Details) => [
  d['elsewhere'] ? advice`Check the address that the server names; or change the server as each rule says` : advice`Change the server as each rule says, then check it again`,
  examineAgain(d),
]

export const enExamFailures: Pick<Catalogue['failures'], ExamFailure> = {
  'rules-broken': d => ({ message: `Broken: ${rulesIn(d)}`, cause: d['target'] ? 'Each broken rule can be used in an attack. How, and what to change, stands with each rule.' : 'Clients that keep to these rules can’t go on here, or each goes on in a way of its own.', next: asRulesSay(d) }),
  'rules-unsafe': d => ({ message: `What ${text(d['url'])} publishes can’t be trusted: ${rulesIn(d)}`, cause: 'A client that keeps to the rules ends its login there, before anybody signs in.', next: asRulesSay(d) }),
  'rules-untried': d => ({ message: `Not tried: ${rulesIn(d)}`, cause: whyUntried(d), next: examineAgain(d) }),
  'rules-unjudged': d => d['unasked'] === undefined ? unanswered(d) : unasked(d),
}

/** A provider that gave no refresh token is not left out by how the check was started. */
function whyUntried(d: Details): string {
  const [left, isRefused] = [reasonsIn(ofStart(d), enExamWords.reasons), lacksRefreshToken(d)]
  return [
    ...left === '' && isRefused ? [] : [`This check was started so that they are left out: ${left}.`],
    ...isRefused ? ['The provider gave no refresh token. Many give one only for the scope offline_access.'] : [],
  ].join(' ')
}

function unanswered(d: Details) {
  const whys = whysIn(d)
  return {
    message: `Not judged: ${rulesIn(d)}`, cause: whys.map(why => causes[why]).join(' '),
    next: [...whys.flatMap(why => ways[why] ?? []), examineAgain(d)],
  }
}

const causes: Record<WhyUnjudged, string> = {
  unanswered: 'The server gave no whole answer, or said that it can’t at the moment. That says nothing about the rules.',
  'budget-spent': 'As many requests were sent as may be in one run. The rules on which the least depends were put off.',
  'unsafe-address': 'The metadata names addresses for these rules that no login should ask: http, inside a private network, or no address at all. Nothing was sent there.',
  'no-browser': 'The browser did not open, so nobody could sign in.',
  'browser-failed': 'The program of --browser ended with an error, so nobody was signed in. What it said stands with the rules.',
  'opener-failed': 'The program that opens the browser on this machine ended with an error, so nobody was signed in. What it said stands with the rules.',
  'nobody-came': 'No answer came back from the browser in time.',
  'port-busy': 'Another program uses the port of the redirect URI, so the answer would go to that program.',
  'client-unsure': 'No client secret was given, and the provider was not seen to take the client without one.',
  'second-client-refused': 'The token endpoint does not accept the second client: its secret is missing, or is not the registered one.',
  'nothing-there': 'There is nothing at an address where these rules were tried. It comes from the metadata, or was given by hand.',
  'client-refused': 'The token endpoint does not accept the client: the secret or the way to send it is not the registered one.',
  'sign-in-first': 'Without a sign-in, the provider does not answer the right request either: it shows a page, or goes on to one.',
  unclear: 'What came shows neither that the rules hold nor that they are broken. It stands with each rule.',
  refused: 'The provider also refused the same messages unbroken. Compare client id, redirect URI and scope with what is registered there.',
}

const ways: Partial<Record<WhyUnjudged, ReturnType<typeof advice>>> = {
  'unsafe-address': advice`Check C02 as well: it names the addresses`,
  'no-browser': advice`Name a program that signs in with --browser COMMAND, have each address printed with --no-open and open it yourself, or leave those rules out with --no-sign-in`,
  'browser-failed': advice`Run that program at the address of a login: oauth-walk login with --no-open prints one, and the program says by itself what it could not do`,
  'opener-failed': advice`Open each address yourself, as the next command prints it (--no-open), name a program that signs in with --browser COMMAND, or leave those rules out with --no-sign-in`,
  'nobody-came': advice`Sign in at the address that is printed, give more time with --timeout, or leave those rules out with --no-sign-in`,
  'port-busy': advice`End that program, or choose another registered port with --port`,
  'client-unsure': advice`Set OAUTH_WALK_CLIENT_SECRET, or say --auth-method none for a public client`,
  'second-client-refused': advice`Give the secret of the second client with --second-client-secret-file FILE`,
  'nothing-there': advice`Compare that address in the metadata, or in the flag that names it, with where the provider serves it`,
  'client-refused': advice`Compare OAUTH_WALK_CLIENT_SECRET (or --client-secret-file) and --auth-method with what is registered`,
  'sign-in-first': advice`Check without --no-sign-in: the browser then shows more`,
}

function unasked(d: Details) {
  return {
    message: `Not judged everywhere: ${rulesIn(d)}`,
    cause: `The resource names ${text(d['unasked'])} more authorization servers. The first ${mostAsked} were asked.`,
    next: [advice`Check the others one by one`, command`oauth-walk check ${text(d['url'])} --authorization-server ${text(d['issuer'])}`],
  }
}

export const enDoctorFailures: Pick<Catalogue['failures'], 'doctor-found'> = {
  'doctor-found': d => ({ message: `Wrong: ${text(d['named'])}`, cause: d['json'] ? 'See the lines that are "bad".' : 'See ✗ in the table.', next: d['json'] ? advice`Follow their "ways", then run it again` : advice`Follow its arrows (→), then run it again` }),
}

export const enExamHelp: Record<string, string> = {
  check: 'check a provider, or a protected resource (an MCP server), against the standards',
  'check.target': 'sandbox, preset, issuer or saved profile; or the address of a resource',
  'check.--strict': 'count as broken what others forgive',
  '--i-operate': 'you operate this provider: send it messages that break the rules; without it, only what is published is read',
  '--plan': 'show which messages would be sent, and send none',
  '--probe': 'only these rules, by number: C19,C20',
  '--severity': 'only rules of this severity and above',
  '--suite': 'only the rules of this profile; mcp also takes the target for a resource',
  '--fail-on': 'exit with 3 for this severity and above (default high)',
  '--destructive': 'also rules that revoke this run’s own tokens, or sign its browser session out',
  '--slow': 'also rules that take minutes: a code must have ended after so many seconds (default: 660; FAPI: 61)',
  '--no-sign-in': 'only rules for which nobody signs in',
  '--second-client-id': 'another client of the same provider: some rules need two',
  '--second-client-secret-file': 'its secret; without one, it is a public client',
  'check.--html': 'write the verdicts as a web page, secrets replaced; - for stdout',
  '--junit': 'write the verdicts as JUnit XML, for a build; - for stdout',
  '--sarif': 'write the verdicts as SARIF, for what shows findings of analysers; - for stdout',
  '--baseline': 'known failures: exit with 3 only for failures that are not in this file',
  '--update-baseline': 'write the failures of this run into that file',
  'check.--authorization-server': 'check this one of the authorization servers that the resource names, instead of all',
  'check.--resource-method': 'the resource is no MCP server; ask it by this method',
  'check.examples': `  oauth-walk check sandbox --auto        see how a provider is checked
  oauth-walk check https://HOST --i-operate https://HOST --client-id ID
                                         a provider that you operate
  oauth-walk check https://HOST/mcp      what is wrong, and what to change
  oauth-walk check https://HOST/mcp --strict --junit check.xml
                                         for a build job`,
}
