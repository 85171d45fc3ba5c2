// node oidc-provider for a resource that is served by another program: the proxy's one client is registered, with its
// one redirect URI.
import { openProvider } from './oidc-provider.mjs'

const { RESOURCE: resource, PROXY: proxy } = process.env
await openProvider(resource, undefined, [
  { client_id: 'proxy', client_secret: 'secret-of-the-proxy', redirect_uris: [`${proxy}/auth/callback`] },
])
