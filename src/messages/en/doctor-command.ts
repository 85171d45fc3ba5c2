import { command } from '../../text/shell.ts'
import { advice } from '../again.ts'
import type { DoctorLimit, DoctorWords } from '../doctor-words.ts'
import { text } from '../text.ts'

export const enDoctorWords: DoctorWords = {
  machine: 'This machine',
  provider: name => `The provider: ${name}`,
  parts: {
    program: 'program', language: 'language', environment: 'variables', terminal: 'terminal', store: 'store', keyring: 'keyring', browser: 'browser', 'redirect-listener': 'callback port',
    proxy: 'proxy', tls: 'TLS', settings: 'settings', client: 'client', metadata: 'metadata', endpoints: 'endpoints', keys: 'keys', clock: 'clock', certificate: 'certificate', 'redirect-uri': 'redirect URI', session: 'session',
  },
  remarks: {
    program: d => `version ${text(d['version'])}, Node.js ${text(d['node'])}, ${text(d['platform'])}`,
    'program-newer': d => `version ${text(d['version'])}, Node.js ${text(d['node'])}, ${text(d['platform'])}: it was tested with Node.js up to ${text(d['newest'])}`,
    language: d => `English, by ${text(d['by'])} (${text(d['value'])})`,
    'language-default': () => 'English: no locale is set',
    'environment-none': () => 'no OAUTH_WALK_ variable is set',
    'environment-set': d => text(d['names']),
    'variable-unknown': d => `${text(d['name'])} is set, and no command reads it${d['near'] ? `; ${text(d['near'])} is one` : ''}`,
    terminal: d => `${text(d['columns'])} columns, TERM is ${text(d['term'])}`,
    'terminal-missing': () => 'No terminal was found: nothing will be asked. Give the values that a command needs by flags or variables.',
    'store-damaged': d => `${text(d['folder'])}: ${Number(d['count']) === 1 ? '1 profile' : `${text(d['count'])} profiles`}, and ${Number(d['damaged']) === 1 ? '1 more whose file' : `${text(d['damaged'])} more whose files`} can’t be read${d['active'] ? `; ${text(d['active'])} is the active one` : ''}`,
    store: d => `${text(d['folder'])}: ${Number(d['count']) === 1 ? '1 profile' : `${text(d['count'])} profiles`}${d['active'] ? `, ${text(d['active'])} is the active one` : ''}`,
    'store-new': d => `${text(d['folder'])}: nothing is stored yet`,
    'store-shared': d => `${text(d['place'])} answers, and has the table of the sessions`,
    'store-shared-new': d => `${text(d['place'])} answers, but has no table for the sessions yet. A login makes it, if the role may.`,
    keyring: () => 'it answers; --store keyring works here',
    'keyring-missing': () => 'No keyring answers. Only --store keyring needs one.',
    'browser-command': d => `${d['source'] === 'profile' ? 'the profile' : text(d['source'])}: ${text(d['path'])}`,
    'browser-system': () => 'the system’s own',
    'browser-none': () => 'No browser can open here: there is no display.',
    'port-free': d => `${text(d['uri'])} is free${d['anyPort'] ? '; the port is any that is free' : ''}`,
    pasted: d => `${text(d['uri'])}; the address is pasted, nothing listens`,
    'proxy-none': () => 'none',
    'proxy-set': d => `${text(d['proxy'])}, by ${text(d['variable'])}${d['excused'] ? `; not for ${text(d['excused'])}` : ''}; loopback is never proxied`,
    'proxy-unneeded': d => `${text(d['proxy'])}, by ${text(d['variable'])}, can’t be used (${text(d['reason'])}). This login goes to no address through it.`,
    tls: () => 'certificates are checked by the authorities of Node.js',
    'authorities-added': d => `${text(d['by'])} ${d['by'] === '--ca' ? 'replaces the authorities of Node.js' : 'adds authorities'}: ${text(d['file'])}`,
    settings: d => `${d['client'] ? `client ${text(d['client'])}, ` : ''}${d['saved'] ? 'profile' : 'new profile'} ${text(d['profile'])}, redirect URI ${text(d['redirect'])}${d['anyPort'] ? ' (any free port)' : ''}`,
    'client-missing': d => d['registers'] ? 'No client id. This provider registers clients by itself.' : d['asked'] ? 'No client id: a login would ask for it.' : 'No client id: a login needs one, unless the provider registers clients by itself.',
    'secret-missing': d => `No client secret is given: that is right only for a public client.${d['unlisted'] ? ' The provider’s metadata do not list “none”, by which such clients ask.' : ''}`,
    'proof-untried': () => 'The client’s secret or key was not tried, nor was the token endpoint: only a login shows whether the provider takes it.',
    'resource-target': () => 'This is a protected resource, which names its provider itself.',
    metadata: d => `${text(d['url'])}, issuer ${text(d['issuer'])}`,
    'metadata-by-hand': () => 'the endpoints are known; no metadata is looked for',
    'documents-good': () => 'the metadata keeps to the standards',
    keys: d => Number(d['count']) === 0 ? `no key at ${text(d['url'])}` : `${Number(d['count']) === 1 ? '1 key' : `${text(d['count'])} keys`} (${text(d['kinds'])}) at ${text(d['url'])}`,
    'keys-unfit': d => `No ID token can be verified with the keys at ${text(d['url'])}`,
    'keys-none': () => 'none is published: an ID token can’t be verified here',
    'keys-none-unproven': () => 'No key is published. So a login asks for no ID token, and none proves who signs in.',
    clock: d => Number(d['seconds']) === 0 ? 'the same as the provider’s' : `${text(d['seconds'])} s from the provider’s`,
    'clock-off': () => 'A login would refuse the ID token',
    certificate: d => `${text(d['host'])}, ${text(d['protocol'])}, valid until ${text(d['until'])}`,
    'certificate-ends': d => Number(d['days']) < 0 ? `The certificate of ${text(d['host'])} ended on ${text(d['until'])}.` : `The certificate of ${text(d['host'])} ends on ${text(d['until'])}, in ${text(d['days'])} days.`,
    'certificate-proxy': d => `${text(d['host'])} is reached through a proxy; its certificate was not looked at.`,
    'certificate-loopback': d => `none: ${text(d['host'])} is this machine`,
    'redirect-accepted': d => `the provider knows ${text(d['uri'])}: it answers there (${text(d['answer'])})${d['anyPort'] ? '. It was asked by this URI; the port is any that is free' : ''}`,
    'redirect-unclear': d => `${whatCame(d)} Whether ${text(d['uri'])} is registered shows only when somebody signs in.`,
    'redirect-unavailable': d => `The authorization endpoint answered with status ${text(d['status'])}. It did not say whether it knows ${text(d['uri'])}.`,
    'redirect-other-error': d => `The provider answered at ${text(d['uri'])} with the error ${text(d['error'])}. It was asked without anyone signed in; a login may end so too.`,
    'redirect-untried': d => `Whether ${text(d['uri'])} is registered was not seen: the provider came to no judgement of it.`,
    'redirect-client-missing': d => `${text(d['uri'])} must be registered at the provider; without a client id it can’t be tried`,
    session: d => `profile ${text(d['profile'])}${d['until'] ? `, access token until ${text(d['until'])}` : ''}${d['refreshable'] ? ', can be refreshed' : ''}`,
    'session-ended': d => `The access token of profile ${text(d['profile'])} ended at ${text(d['until'])} and can’t be refreshed.`,
    'session-none': d => `nothing is stored for profile ${text(d['profile'])}`,
  },
  ways: {
    'store-damaged': () => command`oauth-walk profile list`,
    'variable-unknown': d => d['near'] ? command`unset ${text(d['name'])}` : command`oauth-walk help environment`,
    'store-shared-new': d => d['store'] ? command`oauth-walk store init --store ${text(d['store'])}` : command`oauth-walk store init`,
    'browser-none': () => [advice`Add to the login: --no-open and open the printed address yourself, --device for another device, or --paste`],
    'client-missing': d => d['registers'] ? advice`Add --register to the login` : advice`Register a client at the provider, and give its id with --client-id`,
    'secret-missing': () => advice`For any other client, give the secret with --client-secret-file FILE or in OAUTH_WALK_CLIENT_SECRET`,
    'resource-target': d => command`oauth-walk check ${text(d['url'])}`,
    'keys-unfit': d => advice`Have the provider’s administrator publish the key that signs ID tokens at ${d['url']}, and see that this is the right realm or tenant`,
    'clock-off': () => advice`Set the clock that is wrong by network time; this machine’s is shown by: date -u`,
    'certificate-ends': () => advice`Have the provider’s administrator renew it`,
    'redirect-unclear': d => advice`Compare it with the registration, character by character: ${text(d['uri'])}`,
    'redirect-unavailable': () => advice`Try again later, or ask the provider’s administrator`,
    'session-ended': d => command`oauth-walk login ${text(d['profile'])}`,
  },
  said: words => ` It said: "${words}"`,
  inPlaceOf: names => `With your own value in place of ${names.join(' and ')}:`,
  counts: (bad, notes, limits) => bad + notes + limits.length === 0 ? 'Everything is as a login needs it.' : `${bad === 0 && limits.length > 0 ? `Nothing was found that keeps a login from working; ${limits.map(limit => limited[limit]).join('; ')}.` : wrong(bad)} ${known(notes)}`.trim(),
}

const limited: Readonly<Record<DoctorLimit, string>> = {
  'redirect-uri': 'whether the redirect URI is registered was not seen',
  secret: 'whether the provider takes the client’s secret or key was not tried',
  identity: 'no ID token proves who signs in',
}

/** What there was in place of an answer at the redirect URI. */
function whatCame(d: Readonly<Record<string, unknown>>): string {
  if (d['leadsTo'] !== undefined) return `The provider sends the browser on to ${text(d['leadsTo'])}.`
  if (d['challenge'] !== undefined) return `The authorization endpoint has the browser ask for a password first (status ${text(d['status'])}, ${text(d['challenge'])}).`
  const said = d['words'] === undefined ? '' : `, “${text(d['words'])}”`
  if (d['wall'] === 'challenge') return `A check for bots answered in the provider’s place (status ${text(d['status'])}${said}). A browser may pass it.`
  if (d['wall'] === 'firewall') return `Status ${text(d['status'])} came without an OAuth error${said}: a firewall may have answered in the provider’s place. A browser may pass it.`
  return d['isEmpty'] ? `The authorization endpoint answered with status ${text(d['status'])} and an empty page.` : 'The provider shows a page of its own.'
}

function wrong(count: number): string {
  if (count === 0) return 'Nothing here keeps a login from working.'
  return count === 1 ? '1 thing (✗) keeps a login from working.' : `${count} things (✗) keep a login from working.`
}

function known(count: number): string {
  if (count === 0) return ''
  return count === 1 ? '1 thing (!) is worth knowing.' : `${count} things (!) are worth knowing.`
}
