import { cookiesOf, type Question, type Stand } from './stand.ts'

const { entries } = Object
/** Which of these redirect URIs the browser is sent to. */
const followed = (variants: (uri: URL) => Record<string, string>) => async ({ ask, client }: Stand) => {
  const all = entries(variants(new URL(client.redirectUri)))
  const answers = await Promise.all(all.map(async ([name, uri]) => ({ name, ...await ask({ redirect_uri: uri }) })))
  return answers.filter(({ location }) => location !== undefined).map(({ name }) => name)
}

/** Where an answer may go, and how it gets there. */
export const redirects: Question[] = [
  {
    name: 'redirect-unregistered', well: [], weak: ['other'],
    ask: followed(() => ({ other: 'https://attacker.example/callback' })),
  },
  {
    name: 'redirect-variants', well: [], weak: ['below', 'query', 'slash', 'user', 'fragment'],
    ask: followed(({ host, href }) => ({
      below: `${href}/x`, query: `${href}?x=1`, slash: `${href}/`, 'upper-case': href.replace('callback', 'CALLBACK'),
      encoded: href.replace('/callback', '/%2e/callback/../x'),
      user: `http://user@${host}/callback`, subdomain: `http://sub.localhost/callback`,
      https: href.replace('http:', 'https:'), fragment: `${href}#x`,
    })),
  },
  {
    name: 'loopback-port', well: ['port'], weak: ['port', 'localhost', 'address'],
    ask: followed(() => ({
      port: 'http://127.0.0.1:54321/callback', localhost: 'http://localhost.evil.example/callback',
      address: 'http://127.0.0.1.evil.example/callback', host: 'http://127.0.0.2/callback',
    })),
  },
  { name: 'redirect-status', well: 303, weak: 307, ask: async ({ ask }) => (await ask()).status },
  {
    name: 'logout-redirect', well: [400, undefined], weak: [200, 'https://attacker.example/out'],
    ask: async ({ get, sandbox }) => {
      const page = await get(`/user/sign-out?${new URLSearchParams({
        client_id: 'oauth-walk', post_logout_redirect_uri: 'https://attacker.example/out',
      }).toString()}`)
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1]
      if (xsrf === undefined) return [page.status, undefined]
      const ended = await fetch(`${sandbox.issuer}/user/sign-out/confirm`, {
        method: 'POST', redirect: 'manual', headers: { cookie: cookiesOf(page) },
        body: new URLSearchParams({ xsrf, logout: 'yes' }),
      })
      return [page.status, ended.headers.get('location')]
    },
  },
]
