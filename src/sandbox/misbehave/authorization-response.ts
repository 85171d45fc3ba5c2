import { accepted, keepsWaiting, refusedAt, stopsBeforeToken } from './expectations.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

/** Puts an error in the place of the code. */
const failing = (error: string, description?: string) => (parameters: URLSearchParams) => {
  parameters.delete('code')
  parameters.set('error', error)
  if (description !== undefined) parameters.set('error_description', description)
}
const row = (
  name: string, en: string, zh: string, expected: Expectation,
  authorizationResponse: (parameters: URLSearchParams) => void, settings?: Record<string, string>,
) => fault(name, en, zh, expected, { authorizationResponse, ...settings ? { settings } : {} })

const denied = refusedAt('authorization', 'access-denied')
const briefly = { timeout: '2' }
const escapes
  = '\u001b[2J\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007\u001b]52;c;ZXZpbA==\u0007\rSigned in\u009b2J'

const errors = [
  row(
    'h45-error-description-escape-sequences', 'error_description holds escape sequences of terminals',
    'error_description 含终端转义序列', denied, failing('access_denied', escapes),
  ),
  row(
    'h45-error-description-bidi', 'error_description turns the direction of writing', 'error_description 含双向控制符',
    denied, failing('access_denied', 'txt.\u202egpj.exe\u202c'),
  ),
  row(
    'h45-error-description-20-kb', 'error_description has 20 KB', 'error_description 有 20 KB', denied,
    failing('access_denied', 'x'.repeat(20_000)),
  ),
  row(
    'h45-error-description-100-kb', 'error_description has 100 KB', 'error_description 有 100 KB', keepsWaiting,
    failing('access_denied', 'x'.repeat(100_000)), briefly,
  ),
  row(
    'h49-unknown-error', 'error is no code that a standard knows', 'error 不是标准错误码',
    refusedAt('authorization', 'authorization-refused'), failing('it\'s "odd" <b>'),
  ),
  row('h49-error-empty', 'error is empty', 'error 为空', stopsBeforeToken('code-or-error'), failing('')),
  row('l36-error-without-state', 'an error comes without state', '错误不带 state', keepsWaiting, (parameters) => {
    failing('access_denied')(parameters)
    parameters.delete('state')
  }, briefly),
  row('l42-code-and-error', 'a code comes, and an error too', '同时返回 code 与 error', denied, parameters =>
    parameters.set('error', 'access_denied')),
]

const issuers = [
  row(
    'h47-iss-of-another-provider', 'iss is another provider’s (mix-up)', 'iss 属于别的授权服务器（mix-up）',
    stopsBeforeToken('response-issuer'), parameters => parameters.set('iss', 'https://other.example'),
  ),
  row('h47-iss-trailing-slash', 'iss ends in a slash', 'iss 末尾多一个斜杠', stopsBeforeToken('response-issuer'),
    parameters => parameters.set('iss', `${parameters.get('iss') ?? ''}/`)),
  row(
    'h48-iss-missing', 'iss is missing although it was promised', '承诺了 iss 却没有', stopsBeforeToken('response-issuer'),
    parameters => parameters.delete('iss'),
  ),
]

const malformed = stopsBeforeToken('code-or-error')
const codes = [
  row(
    'h50-code-of-another-client', 'the code is not this client’s', 'code 不属于本客户端', refusedAt('token', 'token-refused'),
    parameters => parameters.set('code', 'of-another-client'),
  ),
  row('l38-code-twice', 'there are two codes', '有两个 code', stopsBeforeToken('parameters-once'), parameters =>
    parameters.append('code', 'another')),
  row('l38-iss-twice', 'there are two iss', '有两个 iss', stopsBeforeToken('parameters-once'), parameters =>
    parameters.append('iss', 'https://other.example')),
  row(
    'l32-state-twice', 'there are two states', '有两个 state', keepsWaiting,
    parameters => parameters.append('state', 'another'), briefly,
  ),
  row('l41-code-empty', 'the code is empty', 'code 为空', malformed, parameters => parameters.set('code', '')),
  row('l41-code-too-long', 'the code has 5000 characters', 'code 有 5000 个字符', malformed, parameters =>
    parameters.set('code', 'x'.repeat(5000))),
  row('l41-code-nul', 'the code holds a NUL', 'code 含 NUL', malformed, parameters => parameters.set('code', 'a\0b')),
  row('l41-code-line-break', 'the code holds a line break', 'code 含换行', malformed, parameters =>
    parameters.set('code', 'a\r\nb')),
  row('l41-code-escape', 'the code holds an escape character', 'code 含 ESC', malformed, parameters =>
    parameters.set('code', 'a\u001b[2Jb')),
  row('d34-neither-code-nor-error', 'neither a code nor an error comes', '既没有 code 也没有 error', malformed, parameters =>
    parameters.delete('code')),
  row(
    'd35-access-token-in-address', 'an access token stands in the address', '地址里有访问令牌',
    stopsBeforeToken('no-token-in-front-channel'), parameters => parameters.set('access_token', 'x'),
  ),
  row(
    'd35-id-token-in-address', 'an ID token stands in the address', '地址里有 ID 令牌',
    stopsBeforeToken('no-token-in-front-channel'), parameters => parameters.set('id_token', 'x'),
  ),
  row('l44-unknown-parameters', 'unknown parameters come too', '还有未知参数', accepted, (parameters) => {
    for (const name of ['session_state', 'authuser', 'hd', 'scope']) parameters.set(name, 'x')
  }),
  fault('l22-answer-in-fragment', 'the answer stands behind a #', '答案放在 # 之后', keepsWaiting, {
    settings: briefly, location: address => address.replace('?', '#'),
  }),
]

export const authorizationResponse: Variant[] = [...errors, ...issuers, ...codes]
