import type { Provider } from 'oidc-provider'
import { authorizationPath } from '../../configuration.ts'
import type { Inside } from '../hooks.ts'
import type { Variant } from '../variant.ts'
import { answered, weak } from './row.ts'

/** Takes redirect URIs beside those that are registered. */
const taking = (also: (asked: URL, registered: readonly string[]) => boolean): Inside => ({
  provider: ({ Client: { prototype } }: Provider) => {
    const own = Reflect.get(prototype, 'redirectUriAllowed')
    prototype.redirectUriAllowed = function allow(uri) {
      return own.call(this, uri) || (URL.canParse(uri) && also(new URL(uri), this.redirectUris ?? []))
    }
  },
})

const hostsOf = (registered: readonly string[]) => registered.map(uri => new URL(uri).hostname)

/** Where an answer may go, and how it gets there. */
export const redirects: Variant[] = [
  weak('redirect-unregistered', 'every host may be redirected to', '可以重定向到任何主机',
    taking(({ hostname }, registered) =>
      !hostname.startsWith('127.') && !hostsOf(registered).some(host => hostname.includes(host)))),
  weak('redirect-variants', 'a redirect URI need only begin like one that is registered', '重定向 URI 只需开头与注册的相同',
    taking(({ protocol, hostname, pathname }, registered) => registered.map(uri => new URL(uri))
      .some(known =>
        protocol === known.protocol && hostname === known.hostname && pathname.startsWith(known.pathname)))),
  weak('loopback-port', 'a host need only begin like the loopback address', '主机名只需以回环地址开头',
    taking(({ hostname, pathname }, registered) => registered.map(uri => new URL(uri))
      .some(known => hostname.startsWith(`${known.hostname}.`) && pathname === known.pathname))),
  weak('redirect-status', 'the browser is sent back with 307, which repeats a form', '用 307 重定向浏览器，会重发表单',
    answered(authorizationPath, (context, { issuer }) => {
      const target = String(context.res.getHeader('location') ?? '')
      if ([302, 303].includes(context.status) && !target.startsWith(issuer)) context.status = 307
    })),
  weak('logout-redirect', 'after the sign-out every address may be redirected to', '登出后可以重定向到任何地址', {
    provider: ({ Client: { prototype } }) => { prototype.postLogoutRedirectUriAllowed = () => true },
  }),
]
