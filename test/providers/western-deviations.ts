import type { Facts } from './doubles/standard.ts'
import type { WesternVendor } from './doubles/western.ts'

/**
 * The kinds in which providers deviate, and for each western vendor of a kind what of its walk shows it: a pattern of
 * the row that the walk must match to the byte (see walks-west), the name of a test, or what the double insists on that
 * the walk went through. The Asian vendors name the kinds in their own tests' names.
 */
export type Shown = { has: RegExp } | { lacks: RegExp } | { file: string, title: string } | { test: string }
  | { strict: (facts: Facts) => boolean }

const has = (pattern: RegExp): Shown => ({ has: pattern })
const lacks = (pattern: RegExp): Shown => ({ lacks: pattern })
const titled = (title: string, file = 'apple.test.ts'): Shown => ({ file, title })
const noPkce = lacks(/code_challenge|code_verifier/)
const pasted = titled('a whole walk with a client secret that is signed each time, and no PKCE')
const posted = titled('D5: name and address come with the first consent, in the body of the callback')
const strict = (insists: (facts: Facts) => boolean): Shown => ({ strict: insists })
const wantsState = strict(({ authorize }) => authorize.required.includes('state'))
const wantsAgent = strict(({ resources }) =>
  Object.values(resources).every(({ headers }) => headers?.['User-Agent'] !== undefined))

export const emptySecret = 'D6: a client of Reddit without a secret sends HTTP Basic with an empty one'
export const lineToken
  = 'D14: an ID token of LINE, keyed with the channel secret, is never taken as proof, and the walk says so'
export const replies: [WesternVendor, means: string, words: string[], host: string, expected: object][] = [
  [
    'github', 'scopes between commas and no lifetime', [], '127.0.0.1',
    { scope: ['read:user', 'user:email'], expires_at: null, refreshable: false },
  ],
  ['twitch', 'scopes as a list', [], 'localhost', { scope: ['openid', 'user:read:email'], refreshable: true }],
  ['bitbucket', 'the scopes under another name', [], 'localhost', { scope: ['account', 'email'], refreshable: true }],
  ['notion', 'no lifetime and no scope', [], 'localhost', { scope: [], expires_at: null, refreshable: true }],
  [
    'salesforce', 'no lifetime and a text for the time of issue', ['--domain', 'walk.my.salesforce.com'], 'localhost',
    { expires_at: null, refreshable: true },
  ],
]
const replied = (vendor: WesternVendor): Shown => ({ test: vendor })
export const liveTests = [emptySecret, lineToken, ...replies.map(([vendor]) => vendor)]
const exactPort = has(/^registered: .*\{port\}/m)

export const kinds: Record<string, { what: string, shown: Partial<Record<WesternVendor, Shown>> }> = {
  D1: { what: 'parameter names differ', shown: {} },
  D2: {
    what: 'fixed, conditional or omitted authorization parameters',
    shown: {
      google: has(/&access_type=offline&prompt=consent$/m), auth0: has(/&audience=https%3A%2F%2Fapi.walk.example$/m),
      twitch: has(/&claims=%7B%22userinfo/),
      dropbox: has(/&token_access_type=offline/), notion: has(/&owner=user$/m), reddit: has(/&duration=permanent/),
      atlassian: has(/&audience=api.atlassian.com&prompt=consent/),
    },
  },
  D3: {
    what: 'scope grammar',
    shown: {
      github: replied('github'), slack: has(/scope=openid%20profile%20email/),
      facebook: has(/scope=public_profile%2Cemail/),
      twitch: replied('twitch'), notion: lacks(/scope=/), bitbucket: replied('bitbucket'),
    },
  },
  D4: {
    what: 'PKCE stance',
    shown: {
      apple: pasted, x: has(/code_challenge_method=S256[^]*code_verifier=/), linkedin: noPkce, twitch: noPkce,
      notion: noPkce, reddit: noPkce,
      bitbucket: noPkce, hubspot: noPkce,
    },
  },
  D5: {
    what: 'state, nonce and the delivery of the callback',
    shown: {
      apple: posted, okta: wantsState, x: wantsState, linkedin: lacks(/nonce/), line: wantsState,
    },
  },
  D6: {
    what: 'client authentication',
    shown: {
      google: has(/code_verifier=.*client_secret=/), apple: pasted, linkedin: has(/^token:.*\n.*\n.*client_secret=/m),
      twitch: has(/client_secret=/),
      notion: has(/Basic \{id\}:\{secret\}/), reddit: { test: emptySecret }, hubspot: has(/client_secret=/),
      line: has(/client_secret=/),
    },
  },
  D7: {
    what: 'transport of the token request',
    shown: {
      github: replied('github'), notion: has(/application\/json\nBasic.*\nNotion-Version 2022-06-28\n\{"/),
      reddit: strict(({ token }) => token.headers?.['User-Agent'] !== undefined),
      atlassian: has(/^token: .*\napplication\/json\n\{"/m),
    },
  },
  D8: {
    what: 'decoding of the token reply',
    shown: {
      github: replied('github'), slack: has(/^refresh: none$/m), notion: replied('notion'),
      salesforce: replied('salesforce'),
    },
  },
  D9: {
    what: 'how an error is told',
    shown: {
      github: has(/^refused: .*"status":200/m), slack: has(/^refused: .*"status":200/m),
      facebook: has(/^refused: \{"error":"100"/m),
      twitch: has(/^refused: .*Invalid authorization code/m), reddit: has(/^refused: .*"status":200/m),
      hubspot: has(/^refused: \{"error":"BAD_AUTH_CODE"/m),
    },
  },
  D10: { what: 'signed requests', shown: { apple: pasted } },
  D11: {
    what: 'refresh',
    shown: {
      google: has(/access_type=offline/), github: has(/^refresh: none$/m), microsoft: has(/offline_access/),
      auth0: has(/offline_access/), okta: has(/offline_access/),
      slack: has(/^refresh: none$/m), facebook: has(/^refresh: none$/m), x: has(/offline\.access/),
      linkedin: has(/^refresh: none$/m),
      dropbox: has(/token_access_type=offline/), notion: has(/^refresh: .*\n.*json/m),
      reddit: has(/duration=permanent/), atlassian: has(/offline_access/),
      salesforce: has(/refresh_token/),
    },
  },
  D12: {
    what: 'the request of step 6',
    shown: {
      github: has(/GET \/user\/emails/), apple: pasted, facebook: has(/me\?fields=/), x: has(/user\.fields=/),
      twitch: has(/claims=/),
      dropbox: has(/POST \/2\/users\/get_current_account\nBearer$/m),
      notion: has(/GET \/v1\/users\/me\nBearer\nNotion-Version/),
      reddit: wantsAgent, hubspot: has(/access-tokens\/\{access\}/),
    },
  },
  D13: {
    what: 'the shape of the claims',
    shown: {
      github: has(/"sub":"583231"/), apple: posted,
      discord: has(/"picture":"[^"]*\/avatars\/80351110224678912\/8342729096ea3675442027381ff50dfe.png"/),
      facebook: has(/"picture":"https/), x: has(/"sub":"2244994945".*"data":\{/), twitch: has(/"name":"zhangsan"/),
      spotify: has(/"picture":"[^"]*zhangsan-large"/),
      dropbox: has(/"name":"Zhang San"/), notion: has(/"sub":"e79a0b74/),
      bitbucket: has(/"email":"zhangsan@example.com"/),
    },
  },
  D14: {
    what: 'discovery and ID tokens',
    shown: {
      github: lacks(/nonce/), gitlab: has(/--base-url/), microsoft: has(/\/common\/oauth2/), auth0: has(/--domain/),
      okta: has(/\/oauth2\/default\//),
      keycloak: has(/\/realms\/people\//), cognito: has(/eu-west-1_Walk00001/), facebook: has(/\/v\d+\.\d\//),
      salesforce: has(/--domain/),
      line: { test: lineToken },
    },
  },
  D15: {
    what: 'redirect policy',
    shown: {
      apple: pasted, auth0: exactPort, okta: exactPort, cognito: has(/http:\/\/localhost:\{port\}/),
      slack: has(/http:\/\/localhost:\{port\}/), discord: exactPort,
      facebook: has(/http:\/\/localhost/), x: has(/http:\/\/127\.0\.0\.1:\{port\}/),
      linkedin: has(/^registered: https:.* pasted$/m), twitch: has(/http:\/\/localhost:\{port\}/),
      dropbox: exactPort, notion: exactPort, reddit: exactPort, bitbucket: exactPort, atlassian: exactPort,
      salesforce: exactPort,
      hubspot: has(/http:\/\/localhost:\{port\}/), yahoo: has(/^registered: https:.* pasted$/m), line: exactPort,
    },
  },
}

/**
 * Which Asian vendor shows a kind, by the name of its test; D13 has none of its own: every Asian walk compares the
 * claims.
 */
export const asianTests: Record<string, [file: string, name: string]> = {
  D1: ['doubles-asia', '\'dingtalk\', \'D1: standard names\''],
  D2: ['doubles-asia', '\'wecom\', \'D2: a response type\''],
  D3: ['doubles-asia', '\'zhihu\', \'D3: a scope\''], D4: ['doubles-asia', '\'tiktok\', \'D4: another verifier\''],
  D5: ['doubles-asia', '\'wechat-web\', \'D5: a state with a hyphen\''],
  D6: ['doubles-asia', '\'wechat-web\', \'D6: wrong secret\''],
  D7: ['doubles-asia', '\'wechat-web\', \'D7: a POST\''], D8: ['doubles-asia', '\'qq\', \'D8: wrong code in JSONP\''],
  D9: ['doubles-asia', '\'naver\', \'D9: wrong code in a 200\''],
  D10: ['doubles-asia', '\'alipay\', \'D10: wrong signature\''],
  D11: ['doubles-asia', '\'wechat-web\', \'D11: a refresh with the secret\''],
  D12: ['doubles-asia', '\'huawei\', \'D12: a GET\''],
  D15: ['doubles-asia', '\'douyin\', \'D15: a loopback redirect URI\''],
}
