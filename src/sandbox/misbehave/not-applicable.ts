import type { Words } from './variant.ts'

/** Modules and cases that are known and not played, and why. */
export const notApplicable: { name: string, reason: Words }[] = [
  {
    name: 'h22-private-endpoints-of-a-public-issuer',
    reason: { en: 'the sandbox’s issuer is on loopback itself', zh: 'sandbox 的 issuer 本身就在回环地址上' },
  },
  ...['discovery-webfinger-acct', 'discovery-webfinger-url'].map(name => ({
    name: `oidcc-client-test-${name}`, reason: { en: 'oauth-walk looks nobody up', zh: 'oauth-walk 不按账号查找授权服务器' },
  })),
  ...['request-uri-signed-rs256', 'request-uri-signed-none'].map(name => ({
    name: `oidcc-client-test-${name}`,
    reason: { en: 'a command line can’t serve a public request_uri', zh: '命令行无法提供公网 request_uri' },
  })),
  ...['nonce-unless-code-flow', 'invalid-chash', 'missing-chash', 'invalid-athash', 'missing-athash'].map(name => ({
    name: `oidcc-client-test-${name}`,
    reason: { en: 'the suite marks it as not for response_type=code', zh: '套件注明不适用于 response_type=code' },
  })),
]
