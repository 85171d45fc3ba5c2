/**
 * What providers call the refusal of the user, without signs and in lower case; RFC 6749, section 4.1.2.1, calls it
 * `access_denied`.
 */
const denials = new Set([
  'accessdenied', 'usercancel', 'usercancelled', 'usercanceled', 'userdenied', 'userdeny', 'userrefused', 'userreject',
  'userrejected', 'userdeclined',
  'cancel', 'cancelled', 'canceled', 'denied', 'declined', 'refused', 'rejected', 'consentdenied', 'consentdeclined',
  'consentrefused',
  'authorizationdeclined', 'authorizationdenied', 'authorizationcancelled', 'authorizationcanceled', 'authdenied',
  'authcancel', 'authcancelled',
  'usercancelledlogin', 'usercancelledauthorize', 'usercanceledlogin', 'usercanceledauthorize', 'logincancelled',
  'logincanceled', 'logincancel',
  'permissiondeniedbyuser', 'deniedbyuser', 'cancelledbyuser', 'canceledbyuser', 'accessdeniedbyuser',
  'useraccessdenied', 'usercancelauth',
])

/** Tells whether an error in a provider's own words is the user's refusal. */
export function isDenial(error: string): boolean {
  return error.length <= 60 && denials.has(error.toLowerCase().replace(/[^a-z]/g, ''))
}

/** The parameter that tells of a denial by its name, where its value says yes: QQ's `usercancel=1`. */
export function deniesByName(parameters: URLSearchParams): string | undefined {
  return [...parameters].find(([name, value]) => isDenial(name) && /^(?:1|true|yes|)$/i.test(value))?.[0]
}
