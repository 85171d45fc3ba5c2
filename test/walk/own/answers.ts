import type { FailureRow } from '../../support/failing.ts'
import { claims, goodHandlers, tokens, without } from '../../support/stub-answers.ts'
import type { Handler, Said } from '../../support/stub-provider.ts'

const refused = { exit: 3, step: 'token', asked: { userinfo: 0 } } as const
const check = { exit: 4, step: 'token', asked: { userinfo: 0 } } as const
const about = { exit: 4, step: 'userinfo' } as const
const token = (handler: Handler) => ({ handlers: { token: handler } })
const userinfo = (handler: Handler) => ({ handlers: { userinfo: handler } })

/** The good token response with another status. */
function withStatus(
  status: number, change: (body: Record<string, unknown>) => Record<string, unknown> = same => same,
): Handler {
  return async (asked, stub) => {
    const { body } = await goodHandlers.token(asked, stub) as { body: Record<string, unknown> }
    return { status, body: change(body) }
  }
}

const escaping: Said = {
  status: 401, headers: { 'www-authenticate': 'Basic realm="evil"' },
  body: { error: 'invalid_client', error_description: 'a\u001b]52;c;cm0gLXJmIC8=\u0007b\u2066c\u200dd\u0085e' },
}

/** Hostile cases of our own: the answers of token endpoint and resource server. */
export const ownAnswerFailures: FailureRow[] = [
  {
    code: 'access-token-characters', name: 'a member whose toString is no function', ...check, words: ['--explain'],
    ...token(() => ({ body: { '': { toString: false }, constructor: { toString: false }, __proto__x: 1 } })),
  },
  {
    code: 'token-type', name: 'own-45 a token type with a NUL behind it', ...check,
    ...token(tokens(good => ({ ...good, token_type: 'Bearer\u0000' }))),
  },
  {
    code: 'token-type', name: 'own-46 a token type with a Cyrillic letter', ...check,
    ...token(tokens(good => ({ ...good, token_type: 'B\u0435arer' }))),
  },
  {
    code: 'access-token-characters', name: 'own-47 the tokens one level too deep', ...check,
    ...token(tokens(good => ({ data: good }))),
  },
  {
    code: 'access-token-characters', name: 'own-48 a refresh token that ends in a line break', ...check,
    ...token(tokens(good => ({ ...good, refresh_token: `${'r'.repeat(20_000)}\n` }))),
  },
  {
    code: 'access-token-characters', name: 'own-49 an access token that would begin another header field', ...check,
    ...token(tokens(good => ({ ...good, access_token: 'a\nX-Evil: 1' }))),
  },
  {
    code: 'token-refused', name: 'own-50 tokens beside an error', ...refused,
    ...token(withStatus(400, body => ({ ...body, error: 'invalid_grant' }))),
  },
  {
    code: 'deviation', name: 'own-51 tokens with status 206, with --strict', ...check, words: ['--strict'],
    ...token(withStatus(206)),
  },
  {
    code: 'unreadable-answer', name: 'own-52 tokens that are accepted but not yet made (202)', ...refused,
    ...token(withStatus(202, () => ({ accepted: true }))), says: [/status 202/],
  },
  {
    code: 'token-refused', name: 'own-53 an error that would write to the clipboard', ...refused,
    ...token(() => escaping), says: [/abcd/],
  },
  {
    code: 'redirect-refused', name: 'own-54 a redirect to another scheme', ...check,
    ...token(() => ({ status: 307, headers: { location: 'file:///etc/passwd' } })), says: [/file:\/\/\/etc\/passwd/],
  },
  {
    code: 'redirect-refused', name: 'own-55 a redirect whose address clears the terminal', ...check,
    ...token(() => ({ status: 302, headers: { location: 'https://evil.example/\u009b2Jx' } })),
  },
  {
    code: 'userinfo-subject', name: 'own-56 the right subject with a NUL behind it', ...about,
    ...userinfo(() => ({ body: { ...claims, sub: `${claims.sub}\u0000` } })),
  },
  {
    code: 'userinfo-subject', name: 'own-57 the right subject with a blank behind it', ...about,
    ...userinfo(() => ({ body: { ...claims, sub: `${claims.sub} ` } })),
  },
  {
    code: 'userinfo-subject', name: 'own-58 a subject that is only inherited', ...about,
    ...userinfo(() => ({
      headers: { 'content-type': 'application/json' }, body: `{"__proto__":{"sub":"${claims.sub}"}}`,
    })),
  },
  {
    code: 'unreadable-answer', name: 'own-59 nothing new (304), which leads nowhere', exit: 3, step: 'userinfo',
    session: 'replaced', ...userinfo(() => ({ status: 304 })),
  },
  {
    code: 'redirect-refused', name: 'own-60 a redirect of the userinfo to where the issuer is', ...about,
    ...userinfo((_, { issuer }) => ({ status: 308, headers: { location: `${issuer}/elsewhere` } })),
  },
  {
    code: 'userinfo-subject', name: 'own-61 claims in another object', ...about,
    ...userinfo(() => ({ body: { user: claims, ...without(claims, 'sub') } })),
  },
]
