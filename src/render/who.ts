/** Members of a userinfo answer that name the user, the surest first. */
const names = ['sub', 'preferred_username', 'username', 'login', 'name', 'email', 'id']

/**
 * Who signed in, as far as anything says: the subject that was proven, otherwise the user that the resource server tells of. A client id is
 * nobody.
 */
export function whoSignedIn(document: Readonly<Record<string, unknown>>): string | undefined {
  const { subject, userinfo } = document
  const claims = typeof userinfo === 'object' && userinfo !== null ? userinfo as Record<string, unknown> : {}
  const who = [subject, ...names.map(name => Object.hasOwn(claims, name) ? claims[name] : undefined)].find(isName)
  return who === undefined ? undefined : String(who)
}

function isName(value: unknown): value is string | number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
}
