/** What an error page is about, by its words: a code of the standards, and where the words stand that tell it. */
export interface PageMeaning {
  code: 'invalid_redirect_uri' | 'invalid_client'
  at: number
}

const redirectUri = /redirect[ _-]?ur[il]|redirection uri|redirect_mismatch|callback[ _-]?ur[il]|重定向|回调/i
const client = /client[ _-]?id\b|(?:unknown|invalid|no such) client|client (?:is |was )?(?:invalid|unknown|not found|disabled)|client does not exist/i

/** What the words of an error page tell of its cause; undefined where they tell none. */
export function meaningOfPage(told: string): PageMeaning | undefined {
  const [ofAddress, ofClient] = [redirectUri.exec(told), client.exec(told)]
  if (ofAddress) return { code: 'invalid_redirect_uri', at: ofAddress.index }
  return ofClient ? { code: 'invalid_client', at: ofClient.index } : undefined
}
