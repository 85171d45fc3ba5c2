import { expect, test } from 'vitest'
import { createServerMoved } from '../../src/extensions/server-moved.ts'
import { Failure } from '../../src/codes/failure.ts'

const resource = 'https://resource.example/mcp'
const metadata = 'https://resource.example/.well-known/oauth-protected-resource/mcp'

/**
 * What the walk learns from a refusal where the metadata names these servers by then, and the token is of
 * `https://as.example`.
 */
async function learnedFrom(servers: string[]) {
  const extension = createServerMoved(false)
  extension.resourceFound?.(resource, [])
  await extension.providerFound?.({ issuer: 'https://as.example' })
  const body = JSON.stringify({ resource, authorization_servers: servers })
  return extension.refused?.(new Failure('resource-refused', { url: resource, metadata }), async () => ({
    status: 200, headers: { 'content-type': 'application/json' }, body,
  }))
}

test('a resource has moved where it names another server, and not where the same one ends in a slash', async () => {
  expect(await learnedFrom(['https://other.example'])).toMatchObject({
    startsAgain: true, finding: { code: 'authorization-server-moved' },
  })
  expect(await learnedFrom(['https://as.example'])).toBeUndefined()
  expect(await learnedFrom(['https://as.example/'])).toBeUndefined()
})
