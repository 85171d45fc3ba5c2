import { randomUUID } from 'node:crypto'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Json } from '../../support.ts'
import { notJudged, type Question, type Stand } from './stand.ts'

const oddNonce = 'n-0S6_WzA2Mj \'"<>&+%20é'
const said = ({ status, body }: { status: number, body: Json }) => status === 200 ? 'token' : body['error']
const post = async (
  { sandbox }: Stand, path: string, params: Record<string, string>, headers: Record<string, string> = {},
) =>
  fetch(sandbox.issuer + path, { method: 'POST', headers, body: new URLSearchParams(params) })

/** What a proof of possession says, but for what is wrong in it. */
async function provenAs(stand: Stand, proofs: ((right: Json) => Json)[]) {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  const right = () => ({
    htm: 'POST', htu: `${stand.sandbox.issuer}/token`, jti: randomUUID(), iat: Math.floor(Date.now() / 1000),
  })
  const results: unknown[] = []
  for (const change of proofs) {
    const proof
      = await new SignJWT(change(right())).setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk }).sign(privateKey)
    const authorization = `Basic ${Buffer.from(`oauth-walk:${stand.client.secret}`).toString('base64')}`
    const answer = await post(stand, '/token', { grant_type: 'client_credentials' }, { authorization, dpop: proof })
    results.push(said({ status: answer.status, body: await answer.json() as Json }))
  }
  return results
}

/** What becomes of tokens. */
export const tokens: Question[] = [
  {
    name: 'no-store-headers', well: 'no-store', weak: null,
    ask: async ({ client, code }) => (await client.exchange(await code())).headers.get('cache-control'),
  },
  {
    name: 'nonce-echo', well: [oddNonce, undefined], weak: ['n-0S6_WzA2Mj20', undefined],
    ask: async ({ tokens: got }) => [await got({ nonce: oddNonce }), await got({ nonce: undefined })].map((
      { id_token: jwt },
    ) => decodeJwt(String(jwt))['nonce']),
  },
  {
    name: 'id-token-sane', well: [3600, true, true], weak: [315360000, true, true],
    ask: async ({ tokens: got, sandbox }) => {
      const { exp, iat, iss, aud } = decodeJwt(String((await got())['id_token']))
      return [
        Number(exp) - Number(iat), Math.abs(Number(iat) - Date.now() / 1000) < 5,
        iss === sandbox.issuer && aud === 'oauth-walk',
      ]
    },
  },
  {
    name: 'userinfo-token-handling', well: [401, 401, 400], weak: [401, 401, 200],
    ask: async ({ tokens: got, get }) => {
      const { access_token: token } = await got()
      const answers = await Promise.all([
        get('/userinfo'), get('/userinfo', { authorization: 'Bearer nobodys' }),
        get(`/userinfo?access_token=${String(token)}`),
      ])
      return answers.map(({ status }) => status)
    },
  },
  {
    name: 'refresh-rotation', well: ['token', true], weak: ['token', false],
    ask: async ({ tokens: got, client }) => {
      const { refresh_token: before } = await got()
      const answer = await client.refresh(before)
      return [said(answer), answer.body['refresh_token'] !== before]
    },
  },
  {
    name: 'refresh-reuse', well: ['invalid_grant', 'invalid_grant'], weak: ['token', 'token'],
    ask: async ({ tokens: got, client }) => {
      const { refresh_token: before } = await got()
      const { body: { refresh_token: newest } } = await client.refresh(before)
      return newest === before ? notJudged : [said(await client.refresh(before)), said(await client.refresh(newest))]
    },
  },
  {
    name: 'refresh-bounds', well: ['invalid_scope', 'invalid_client', 'invalid_grant'],
    weak: ['invalid_scope', 'invalid_client', 'token'],
    ask: async (stand) => {
      const { refresh_token: token } = await stand.tokens()
      const params = { grant_type: 'refresh_token', refresh_token: String(token) }
      const none = await post(stand, '/token', { ...params, client_id: 'oauth-walk' })
      return [
        said(await stand.client.post('/token', { ...params, scope: 'openid email' })),
        said({ status: none.status, body: await none.json() as Json }),
        said(await stand.as('oauth-walk-public').refresh(token)),
      ]
    },
  },
  {
    name: 'revocation', well: [200, 'invalid_grant', 401, 200, 400], weak: [200, 'token', 200, 200, 200],
    ask: async ({ tokens: got, client, as }) => {
      const [{ refresh_token: refresh, access_token: access }, { refresh_token: other }] = [await got(), await got()]
      const revoked = await client.post('/revoke', { token: String(refresh) })
      const uses = [said(await client.refresh(refresh)), (await client.userinfo(access)).status]
      return [
        revoked.status, ...uses, (await client.post('/revoke', { token: 'garbage' })).status,
        (await as('oauth-walk-public').post('/revoke', { token: String(other) })).status,
      ]
    },
  },
  {
    name: 'introspection-open', well: [401, 'invalid_client'], weak: [200, undefined],
    ask: async (stand) => {
      const answer = await post(stand, '/introspect', { token: 'garbage' })
      return [answer.status, (await answer.json() as Json)['error']]
    },
  },
  {
    name: 'pushed-request-reuse', well: ['login_required', 'refused', 'refused', 'login_required'],
    weak: ['login_required', 'login_required', 'refused', 'login_required'],
    ask: async (stand) => {
      const { client, sandbox, as, get } = stand
      const pushed = async () => {
        const { body } = await client.post(
          '/par', Object.fromEntries(new URL(client.authorizationUrl({ prompt: 'none' })).searchParams),
        )
        return String(body['request_uri'])
      }
      const asked = async (by: string, request_uri: string) =>
        (await get(`${sandbox.issuer}/user/authorize?${new URLSearchParams({
          client_id: as(by).clientId, request_uri,
        }).toString()}`)).error
        ?? 'refused'
      const [one, two] = [await pushed(), await pushed()]
      return [
        await asked('oauth-walk', one), await asked('oauth-walk', one), await asked('oauth-walk-public', two),
        await asked('oauth-walk', two),
      ]
    },
  },
  {
    name: 'dpop-proof', weak: ['token', 'token', 'invalid_dpop_proof', 'use_dpop_nonce', 'token', 'invalid_dpop_proof'],
    well: ['token', 'invalid_dpop_proof', 'invalid_dpop_proof', 'use_dpop_nonce', 'token', 'invalid_dpop_proof'],
    ask: async (stand) => {
      const same = randomUUID()
      return provenAs(stand, [
        right => right, right => ({ ...right, htu: 'https://other.example/token' }),
        right => ({ ...right, htm: 'GET' }), right => ({ ...right, iat: Number(right['iat']) - 3600 }),
        right => ({ ...right, jti: same }), right => ({ ...right, jti: same }),
      ])
    },
  },
]
