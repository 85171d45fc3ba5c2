/** A host that nobody has (RFC 2606, section 2): whatever is sent there reaches no one. */
export const strangeHost = 'oauth-walk-check.invalid'
