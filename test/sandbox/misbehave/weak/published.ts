import type { Json } from '../../support.ts'
import type { Question, Stand } from './stand.ts'

const documentAt = async ({ get }: Stand, path: string) => JSON.parse((await get(path)).body) as Json
const metadataOf = async (stand: Stand) => documentAt(stand, '/.well-known/openid-configuration')
const listed = (member: string) => async (stand: Stand) => (await metadataOf(stand))[member]

export const published: Question[] = [
  {
    name: 'issuer-exact', well: ['', ''], weak: ['', '/'],
    ask: async (stand) => {
      const documents = await Promise.all(['openid-configuration', 'oauth-authorization-server'].map(async name =>
        documentAt(stand, `/.well-known/${name}`)))
      return documents.map(({ issuer }) => String(issuer).replace(stand.sandbox.issuer, ''))
    },
  },
  {
    name: 'https-everywhere', well: [], weak: ['http://provider.example/register'],
    ask: async stand => Object.values(await metadataOf(stand)).filter(value =>
      /^http:/.test(String(value)) && !String(value).startsWith(stand.sandbox.issuer)),
  },
  { name: 'pkce-advertised', well: ['S256'], weak: undefined, ask: listed('code_challenge_methods_supported') },
  {
    name: 'dead-flows-advertised', well: [], weak: ['token', 'implicit', 'password'],
    ask: async (stand) => {
      const { response_types_supported: types, grant_types_supported: grants } = await metadataOf(stand)
      return [...types as string[], ...grants as string[]].filter(name =>
        ['token', 'implicit', 'password'].includes(name))
    },
  },
  {
    name: 'alg-none-advertised', well: [], weak: ['token_endpoint_auth_signing_alg_values_supported'],
    ask: async stand => Object.entries(await metadataOf(stand)).filter(([, value]) =>
      Array.isArray(value) && /^none$/.test(String(value.at(-1)))).map(([name]) => name)
      .filter(name => name.includes('_alg_')),
  },
  {
    name: 'jwks-hygiene', well: ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    weak: ['alg', 'crv', 'd', 'kid', 'kty', 'use', 'x', 'y'],
    ask: async stand => ((await documentAt(stand, '/jwks'))['keys'] as Json[]).flatMap(key => Object.keys(key).sort()),
  },
]
