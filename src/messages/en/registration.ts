import { advice, login } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { advise, text } from '../text.ts'
import type { Lessons } from '../lessons.ts'
import {
  documentFor, isGuessed, otherMember, whereGuessed, withoutDocument,
  type ClientWords, type DocumentCheck, type RegistrationFailure, type RegistrationFinding,
} from '../registration.ts'
import { command } from '../../text/shell.ts'

const hosted = 'The document is yours, and the server would refuse it like this. Correct it where it is hosted.'
const correct = [advice`Host the document that this prints`, command`oauth-walk client document --client-id URL`]

export const enDocumentChecks: Pick<Catalogue['checks'], DocumentCheck> = {
  'client-document-address': { title: 'The client id is an https address with a path', cause: 'The address of a client’s document has a path, and no user name, fragment or dots in it.', next: login`--client-id https://HOST/client.json` },
  'client-document-id': { title: 'The client’s document names its own address', cause: `client_id must be its address, character by character. ${hosted}`, next: correct },
  'client-document-name': { title: 'The client’s document has a name for people', cause: `client_name is missing. ${hosted}`, next: correct },
  'client-document-redirect': { title: 'The client’s document has the redirect URI of this login', cause: `The code could not come back. ${hosted}`, next: [...correct, login`--redirect-uri URI`] },
  'client-document-secret': { title: 'The client’s document holds no secret', cause: 'Anybody can read the document: a secret in it is none.', next: correct },
  'client-document-method': { title: 'The client’s document asks for no secret', cause: `Such a client proves nothing (none), or signs with a key whose public half is in the document (private_key_jwt). ${hosted}`, next: correct },
}

export const enDocumentWords: Pick<Catalogue['checkWords'], DocumentCheck> = {
  'client-document-address': { noun: 'address', wrong: 'The client id can’t be the address of a document' },
  'client-document-id': { noun: 'client_id', wrong: 'The document at that address is about another client' },
  'client-document-name': { noun: 'client_name', wrong: 'The client’s document has no client_name' },
  'client-document-redirect': { noun: 'redirect URI', wrong: 'The client’s document lacks the redirect URI of this login' },
  'client-document-secret': { noun: 'no secret', wrong: 'The client’s document holds a secret' },
  'client-document-method': { noun: 'method', wrong: 'The client’s document names a method that such a client can’t use' },
}

const prevents = (attack: string, protects = 'The walk ends here: no browser is opened.') => ({ seenBy: 'the client', protects, attack })

export const enDocumentLessons: Pick<Lessons['checks'], DocumentCheck> = {
  'client-document-address': prevents('an address that two servers read in two ways'),
  'client-document-id': prevents('one client that passes itself off as another by copying its document'),
  'client-document-name': prevents('a consent page that doesn’t say who asks'),
  'client-document-redirect': prevents('a code that is sent to an address that nobody named'),
  'client-document-secret': prevents('a secret that everybody knows'),
  'client-document-method': prevents('a secret that everybody knows'),
}

export const enRegistrationLessons: Pick<Lessons['messages'], 'registration-request' | 'registration-response'> = {
  'registration-request': {
    what: 'The client introduces itself to the provider (POST), or looks after what it is registered as (GET, PUT): its redirect URIs, and how it will prove who it is.',
    seenBy: 'Client and provider only.',
    protects: 'From now on the provider sends codes to these redirect URIs only. An initial access token, where the provider wants one, shows who may register.',
    attack: 'Anybody may register a client under any name. So nobody should trust a client’s name on the consent page: its redirect URI says where the code goes.',
  },
  'registration-response': {
    what: 'The provider gives the client its id, and says what it has registered. Where that differs from what was asked, the answer counts.',
    seenBy: 'Client and provider only. A client secret and the token for changing the registration are in it.',
    protects: 'The client is kept for this issuer alone, and never used at another provider.',
    attack: 'Whoever has the registration access token can move the redirect URI, and with it the codes.',
  },
}

const said = (d: Readonly<Record<string, unknown>>) => {
  const { error, error_description: words } = (d['provider'] ?? {}) as { error?: unknown, error_description?: unknown }
  const told = [error, words].map(text).filter(word => word !== '').join(': ')
  return told === '' ? ` (status ${text(d['status'])})` : ` (${told})`
}

const refused = (d: Readonly<Record<string, unknown>>) => {
  const { status } = (d['provider'] ?? {}) as { status?: unknown }
  if (d['member'] !== undefined) return `It is about ${text(d['member'])}, which was sent as ${text(d['sent']) || 'nothing'}.`
  if (isGuessed(d)) return 'No metadata names an address to register at: /register was only guessed. The server may have its provider elsewhere.'
  if (status !== 401 && status !== 403) return 'It does not say which member it is about.'
  return d['has_token'] ? 'The initial access token that was sent does not let anybody register, or has expired.' : 'Registration is not open to everybody here: an initial access token is needed.'
}

export const enRegistrationFailures: Pick<Catalogue['failures'], RegistrationFailure> = {
  'registration-endpoint-missing': d => ({ message: `Clients can’t register themselves at ${text(d['issuer'])}`, cause: 'Its metadata names no registration_endpoint. Register the client by hand, or name the endpoint.', next: [login`--client-id ID`, login`--registration-endpoint URL`] }),
  'registration-refused': d => advise(d, {}, { message: `The provider refused to register the client${said(d)}`, cause: refused(d), next: [...[whereGuessed(d, advice`Publish the server’s metadata, which names its provider (RFC 9728); the next command says what is missing`) ?? otherMember(d) ?? advice`Ask the provider what it takes, or register the client by hand`].flat(), login`--client-id ID`] }),
  'registration-unusable': d => ({ message: `The provider registered the client so that this login can’t come through: ${text(d['member'])}`, cause: d['member'] === 'client_secret' ? `The client is registered for ${text(d['method'])}, which needs a client_secret, and the answer has none (RFC 7591 3.2.1).` : `Asked for: ${text(d['asked'])}. Registered: ${text(d['came']) || 'nothing'}.`, next: [...[otherMember(d) ?? []].flat(), command`oauth-walk client show`, ...d['is_kept'] ? [command`oauth-walk client remove ${text(d['issuer'])}`] : []] }),
  'client-document-unsupported': d => ({ message: `${text(d['issuer'])} takes no address as a client id`, cause: 'Its metadata does not say client_id_metadata_document_supported. Nobody needs to sign in to find that out. A client that is registered by hand under such an id is told apart by --auth-method.', next: [withoutDocument, login`--auth-method none`] }),
  'client-document-refused': d => ({ message: `There is no client document at ${text(d['url'])} (status ${text(d['status'])})`, cause: 'The server would not get it either, and would know no client.', next: [advice`Host the document that this prints`, documentFor({ client_id: d['url'] })] }),
  'client-unknown': d => ({ message: d['issuer'] ? `No client is registered from here at ${text(d['issuer'])}` : 'It is not known which client is meant', cause: 'Only clients that oauth-walk registered itself are kept.', next: command`oauth-walk client list` }),
}

const reasons: Readonly<Record<string, string>> = {
  forgotten: 'the provider does not know it any more', expired: 'its secret has expired', 'redirect-uri': 'it is registered otherwise than this login needs it, and can’t be changed',
}

/** Why the provider was not asked to delete a client. */
const whyUndeleted: Readonly<Record<string, string | undefined>> = {
  unmanaged: 'it gave no address for that',
  elsewhere: 'its address for that is on another host than its registration endpoint, and was not asked',
}

export const enRegistrationFindings: Pick<Catalogue['findings'], RegistrationFinding> = {
  'registration-status': d => `The answer came with status ${text(d['status'])}; the standard wants ${text(d['expected'])} (RFC 7591 3.2.1).`,
  'registration-expiry-missing': () => 'A client secret came without client_secret_expires_at, which RFC 7591 3.2.1 requires with it. Taken as never expiring.',
  'registration-changed': d => `The provider registered another ${text(d['member'])} than was asked for: ${text(d['came']) || 'none'} instead of ${text(d['asked'])}. Its value counts.`,
  'registration-without-scope': d => `The provider registers no client with this scope (${text(d['scope'])}). It is asked once more, without one.`,
  'registration-uri-unsafe': d => d['registered_at'] ? `registration_client_uri is on another host (${text(d['uri'])}) than the registration endpoint (${text(d['registered_at'])}): the client will not be read, changed or deleted there.` : `registration_client_uri is neither https nor on this machine (${text(d['uri'])}): the client will not be read, changed or deleted there.`,
  'registration-unread': d => `The provider did not say how the client is registered now (${text(d['said'])}). It is used as it was.`,
  'scope-not-registered': d => `The provider registered this client without the scope ${text(d['scope'])}: it is not asked for. "oauth-walk client show ${text(d['issuer'])}" shows the registration.`,
  'client-renewed': d => `Client ${text(d['client_id'])} is not used any more: ${reasons[text(d['reason'])] ?? text(d['reason'])}${d['said'] ? ` (${text(d['said'])})` : ''}. A new one is registered.`,
  'register-unneeded': d => `--register has nothing to do: ${d['source'] === 'profile' ? 'the profile has' : 'there is'} the client id ${text(d['client_id'])}.`,
  'client-document-unreachable': d => `The client’s document can’t be fetched from here (${text(d['reason'])}), so it was not checked. The provider must be able to fetch it.`,
  'client-document-large': d => `The client’s document has ${text(d['bytes'])} bytes; servers are advised to read no more than ${text(d['most'])}.`,
  'client-document-port': d => `The client’s document has ${text(d['redirect_uri'])} with another port. RFC 8252 7.3 lets any port be used on this machine, but some servers compare it: then host the document with this one.`,
}

export const enClientWords: ClientWords = {
  none: 'No registered clients yet. Register one: oauth-walk login https://ISSUER --register',
  sealed: kind => `sealed (${kind})`,
  kept: (clientId, issuer) => `The provider registered this client as ${clientId}. It is kept for ${issuer} alone.`,
  notKept: clientId => `Client ${clientId} is registered for this login only, and not kept: the next one registers another.`,
  stays: (clientId, how) => `Client ${clientId} stays registered at the provider. To delete it there too: ${how}`,
  staysFixed: (clientId, how) => `Client ${clientId} stays registered at the provider, which lets nobody delete clients. To forget it here: ${how}`,
  deleted: (clientId, issuer) => `${issuer} deleted client ${clientId}.`,
  notDeleted: (clientId, issuer, why) => `${issuer} did not confirm that it deleted client ${clientId} (${whyUndeleted[why] ?? why}): it may still be registered there.`,
  removed: clientId => `Client ${clientId} is deleted here.`,
  asItIs: 'as the provider has it now',
  gone: 'the provider does not know this client any more; the next login registers a new one',
  notRead: why => `as it was registered; the provider did not say how it is now (${why})`,
  unmanaged: 'as it was registered; this provider lets nobody read or delete clients',
  never: 'never expires',
  host: url => `Host this at ${url}, as application/json, without a redirect.`,
  exactPorts: 'Some servers compare the port of a redirect URI on this machine too: log in with one that stands in the document.',
  registers: how => `This provider registers clients by itself. Then no client id is needed: ${how}`,
}

export const enRegistrationHelp: Record<string, string> = {
  '--register': 'let the client register itself at the provider (RFC 7591), and keep it for the next logins',
  '--registration-endpoint': 'where clients register (RFC 7591), instead of the discovered one',
  '--initial-access-token-file': 'file with the token that lets a client register, - for stdin; or OAUTH_WALK_INITIAL_ACCESS_TOKEN',
  client: 'clients that registered themselves, and the document of a client whose id is an address',
  'client.list': 'list the registered clients; secrets are not shown',
  'client.show': 'show a registered client, as the provider has it now',
  'client.remove': 'delete a registered client at the provider, then here',
  'client.document': 'print a client ID metadata document to host',
  'client.issuer': 'issuer, or a profile; without one, that of the active profile',
  'client.--client-id': 'https address at which you will host the document',
  '--client-name': 'name of the client, as the consent page shows it',
  '--remove-client': 'delete the client too that registered itself for this profile: at the provider, then here',
  '--registration': 'sandbox: let clients register; =token only those with the initial access token that it shows',
}
