import type { Catalogue } from '../messages/catalogue.ts'
import { clean } from '../text/printable.ts'

/** Members of a userinfo answer that name the user, the surest first. */
const names = ['sub', 'preferred_username', 'username', 'login', 'name', 'email', 'id']

/**
 * Who signed in, as far as anything says: the subject that was proven, otherwise the user that the resource server
 * tells of. A client id is nobody.
 */
export function whoSignedIn(document: Readonly<Record<string, unknown>>): string | undefined {
  const { subject, userinfo } = document
  const claims = typeof userinfo === 'object' && userinfo !== null ? userinfo as Record<string, unknown> : {}
  const who = [subject, ...names.map(name => Object.hasOwn(claims, name) ? claims[name] : undefined)].find(isName)
  return who === undefined ? undefined : String(who)
}

/**
 * Whether what is known of the user is the userinfo's word alone, or a provider that speaks of OpenID was not asked for
 * an ID token: anybody's userinfo may come of a token, and no signature says whose sign-in it was.
 */
export function lacksProof(document: Readonly<Record<string, unknown>>): boolean {
  // A saved walk may hold anything in its place.
  const { findings: given } = document
  const findings = Array.isArray(given) ? given as readonly ({ code?: unknown } | null)[] : []
  return !isName(document['subject'])
    && (whoSignedIn(document) !== undefined || findings.some(finding => finding?.code === 'openid-not-asked'))
}

function isName(value: unknown): value is string | number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
}

/** Whether nobody signs in on this way: the client, or what runs there, gets the token for itself. */
export function isAlone(way: unknown): boolean {
  return way === 'client_credentials' || way === 'jwt-bearer'
}

/** The way of a walk without a browser, as its events tell it. */
export function wayIn(events: readonly object[]): unknown {
  return events.map(event =>
    event as Readonly<Record<string, unknown>>).find(({ type }) => type === 'step-differs')?.['way']
}

/**
 * How a login ended: who signed in, and whether anything proves it, or that the client has its token. The profile is
 * empty where nothing was saved.
 */
export function endSentence(
  { story }: Pick<Catalogue, 'story'>, document: Readonly<Record<string, unknown>>,
  { profile, way, url }: { profile: string, way: unknown, url?: string | undefined },
): string {
  const who = whoSignedIn(document)
  if (who === undefined && isAlone(way)) return story.clientDone(url, profile)
  const name = who === undefined ? undefined : clean(who)
  return lacksProof(document) ? story.doneUnproven(name, profile) : story.done(name, profile)
}
