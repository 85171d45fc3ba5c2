import { describeBy } from '../../codes/described.ts'
import { sign, type KeyObject } from 'node:crypto'
import type { Extension } from '../../walk/extension.ts'
import type { WireRequest } from '../../wire.ts'
import { formatChinaTime } from './china-time.ts'
import type { CodeContext } from './index.ts'
import { readPrivateKey, type WantedKey } from './private-key.ts'

const wanted: WantedKey = {
  fits: key => key.asymmetricKeyType === 'rsa',
  expected: describeBy('alipay-key'),
}

/** The gateway has one address: this parameter says what is asked. */
const methods: Partial<Record<WireRequest['purpose'], string>> = {
  token: 'alipay.system.oauth.token',
  refresh: 'alipay.system.oauth.token',
  userinfo: 'alipay.user.info.share',
}

/**
 * Alipay's gateway: each request names its method, application and time and is signed with the application's private
 * key (RSA2), which takes the place of client authentication (RFC 6749, section 2.3.2). Raises `setting-invalid` for an
 * unfit key before the browser opens.
 */
export function signGatewayRequests(context: CodeContext): Extension {
  const readKey = () => readPrivateKey(context.clientSecret, wanted)
  return {
    name: 'alipay',
    authorizationRequest: (parameters) => {
      readKey()
      return parameters
    },
    send: next => async (request) => {
      const method = methods[request.purpose]
      return next(method === undefined ? request : signRequest(request, method, readKey(), context))
    },
  }
}

function signRequest(request: WireRequest, method: string, key: KeyObject, context: CodeContext): WireRequest {
  const url = new URL(request.url)
  const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(request.body)])
  parameters.delete('client_secret')
  const common = {
    app_id: context.clientId, method, format: 'JSON', charset: 'utf-8', sign_type: 'RSA2',
    timestamp: formatChinaTime(context.now()), version: '1.0',
  }
  for (const [name, value] of Object.entries(common)) parameters.set(name, value)
  parameters.set('sign', sign('sha256', Buffer.from(textToSign(parameters)), key).toString('base64'))
  url.search = ''
  // Basic credentials would hold the private key itself.
  const { authorization: _, ...rest } = request.headers
  const headers = { ...rest, 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' }
  return { ...request, method: 'POST', url: url.href, headers, body: parameters.toString() }
}

/** All parameters that have a value, by name, not encoded, `name=value` joined by `&`. */
function textToSign(parameters: URLSearchParams): string {
  const sorted = new URLSearchParams(parameters)
  sorted.sort()
  return [...sorted].filter(([name, value]) => name !== 'sign' && value !== '').map(([name, value]) =>
    `${name}=${value}`).join('&')
}
