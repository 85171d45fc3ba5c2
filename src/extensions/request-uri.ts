import { describeBy, type DescriptionCode } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'
import type { AuthorizationServer } from '../protocol/metadata.ts'
import type { Extension } from '../walk/extension.ts'

/**
 * A request object that is hosted elsewhere (RFC 9101, section 5.2; OpenID Connect Core 1.0, section 6.2): the browser
 * carries its address. What must be new in each login (state, nonce, code challenge) can't be in a file, so it travels
 * beside: a provider takes it where the object does not name it (section 6.3.3). Raises `setting-invalid` where the
 * metadata rules that out.
 */
export function createRequestUri(address: string): Extension {
  return {
    name: 'request-uri',
    authorizationRequest: (parameters, { server }) => {
      const obstacle = findObstacle(server)
      if (obstacle)
        throw new Failure('setting-invalid', {
          setting: '--request-uri', value: address, expected: describeBy(obstacle),
        })
      return [...parameters, ['request_uri', address]]
    },
  }
}

/** Where requests must be pushed, a reference to another place is refused (RFC 9126, section 2.1). */
function findObstacle(server: AuthorizationServer): DescriptionCode | undefined {
  if (server['request_uri_parameter_supported'] === false) return 'request-uri-unsupported'
  return server.require_pushed_authorization_requests ? 'without-push' : undefined
}
