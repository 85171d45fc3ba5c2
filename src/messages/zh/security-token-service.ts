import { advice, session, signIn } from '../again.ts'
import { byEitherName } from '../exception-names.ts'
import { helpOf, type ProviderAdvice } from '../text.ts'

const compareTrust = [advice`请把角色的信任策略与令牌核对`, session`token show`]

/** AssumeRoleWithWebIdentity 各个错误的含义（AWS STS API 参考），仅限本请求可能引起的。 */
export const zhStsErrors: ProviderAdvice = byEitherName({
  AccessDenied: { cause: '没有这个角色，或者它的信任策略不允许这个授权服务器、audience 或 subject。', next: compareTrust },
  ExpiredToken: { cause: '服务说令牌已过期或无效。', next: [advice`请核对本机时钟，换取新的令牌，再运行一次`, session`token refresh`] },
  IDPRejectedClaim: { cause: '服务说令牌的某个声明有误、已过期或已被撤销。', next: [advice`请把令牌与授权服务器应给的内容核对，或重新登录`, session`token show`, signIn] },
  InvalidIdentityToken: { cause: '服务无法验证令牌：AWS 账户里没有与它的 iss 和 aud 对应的身份提供商，服务取不到公钥，或者它不是 ID 令牌。', next: [advice`请把令牌的 iss 和 aud 与 IAM 中的身份提供商核对，其元数据和公钥必须能从互联网访问`, session`token show`] },
  IDPCommunicationError: { cause: '服务没有连上授权服务器来验证令牌。这往往是暂时的；没有迹象表明角色或令牌有误。', next: advice`请等一分钟再运行；如果一直如此，请确认授权服务器的元数据和公钥能从互联网访问` },
  MalformedPolicyDocument: { cause: '它说的是会话策略，而这条命令并不发送：途中有什么改动了请求，或者服务出了错。', next: advice`请检查 --sts-endpoint 指定的地址` },
  PackedPolicyTooLarge: { cause: '令牌里的会话标签（声明 https://aws.amazon.com/tags）太大。这条命令不发送会话策略。', next: [advice`请让授权服务器在令牌里放更少或更短的标签`, session`token show`] },
  RegionDisabled: { cause: '在这个地址所属的区域，该 AWS 账户没有启用这项服务。', next: advice`请在 IAM 的账户设置中为该区域启用 STS，或用 --sts-endpoint 指定另一个地址` },
  ValidationError: { cause: '服务不接受所发送的角色、会话名称或有效期；角色有自己的最长有效期。', next: [advice`请检查 --role-arn、--role-session-name 和 --duration-seconds`, helpOf('credential aws')] },
})

/** 服务说的是别的，或者什么都没说：只知道它拒绝了。 */
export const zhStsUnknown = { cause: '这里不知道服务的意思，它自己的说明是最好的线索。', next: [advice`请核对角色、令牌和服务的地址`, session`token show`] }
