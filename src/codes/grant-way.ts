/** The ways to a token without a browser, by the words in which a user asks for them. */
export const grantWays = ['client_credentials', 'jwt-bearer', 'id-jag'] as const
export type GrantWay = typeof grantWays[number]
