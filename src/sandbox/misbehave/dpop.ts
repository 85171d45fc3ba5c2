import { json } from './answers.ts'
import { accepted, refusedAt, stopsBeforeToken, stopsBeforeUserinfo } from './expectations.ts'
import type { Answer, Hooks } from './hooks.ts'
import { signWith } from './signing.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const bound: Pick<Variant, 'settings' | 'require'> = { settings: { dpop: 'true' }, require: ['dpop'] }
const withNonce: Pick<Variant, 'settings' | 'require'> = { settings: { dpop: 'true' }, require: ['dpop-nonce'] }
/** Both endpoints stand at one origin: the nonce that the first gave is good for the second. */
const askedTwice: Expectation = { ...accepted, requests: { token: 2, userinfo: 1 } }

/** Refuses every proof, and names another nonce each time: a client that goes on for ever is caught in a loop. */
const neverContent: Answer = (context, world, next) =>
  json(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': `nonce-${world.asked.token}` })(context, world, next)

const demandsProof: Answer = async (context, world, next) => {
  if (context.get('dpop') !== '') await next()
  else await json(400, { error: 'invalid_dpop_proof', error_description: 'a proof is required' })(context, world, next)
}

const row = (
  name: string, en: string, zh: string, expected: Expectation, hooks: Hooks, lock = bound,
) => fault(name, en, zh, expected, { ...lock, ...hooks })
const others = [
  row(
    'dpop-nonce-demanded', 'a nonce of the provider is demanded, at every endpoint', '每个端点都要求授权服务器给的 nonce', askedTwice,
    {}, withNonce,
  ),
  row('dpop-nonce-never-ending', 'another nonce is demanded each time', '每次都要求新的 nonce',
    { ...refusedAt('token', 'token-refused'), requests: { token: 2 } }, { answer: { token: neverContent } }),
  row(
    'dpop-answered-bearer', 'the token is of type Bearer although a proof was sent', '发送了证明，令牌类型却是 Bearer',
    stopsBeforeUserinfo('token-type'), { tokenResponse: (body) => { body['token_type'] = 'Bearer' } },
  ),
  fault(
    'dpop-demanded-by-refusal', 'a proof is required, and only the refusal of the code tells', '要求证明，但只有拒绝授权码时才说明', {
      ...accepted, requests: { token: 2, userinfo: 1 },
      reaction: { en: 'asks once more, and proves that it holds a key', zh: '再请求一次，并证明持有密钥' },
    }, { require: ['dpop'], answer: { token: demandsProof } },
  ),
  fault(
    'jarm-alternate-alg', 'the signed answer has an algorithm that is not advertised', '签名的答案用了未公布的算法',
    stopsBeforeToken('response-algorithm'), {
      settings: { 'response-mode': 'jwt' }, require: ['jarm'],
      keys: (set, { keys }) => { set.keys = [keys.own.publicJwk, keys.get('RS256').publicJwk] },
      signedResponse: async (token, { keys }) => signWith(token, keys.get('RS256')),
    },
  ),
]

/** What goes wrong with proofs of possession, and an answer that is signed by an algorithm that nobody announced. */
export const dpop: Variant[] = others
