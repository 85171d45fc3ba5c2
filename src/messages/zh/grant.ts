import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import type { GrantCheck, GrantFinding } from '../grant.ts'
import type { Lessons } from '../lessons.ts'
import { text } from '../chinese-text.ts'
import { zhWorkloadChecks, zhWorkloadLessons, zhWorkloadWords } from './workload.ts'

export const zhGrantSteps: Catalogue['story']['grantSteps'] = {
  client_credentials: {
    redirect: '使用 client_credentials 时省略：客户端为自己申请令牌（RFC 6749 4.4），没有人登录，也就不需要浏览器。',
    consent: '使用 client_credentials 时省略：不征求任何人的同意，这个客户端能做什么，事先已在授权服务器上配置好。',
    callback: '使用 client_credentials 时省略：没有授权码返回，因此也没有 state、PKCE 和监听器。',
    token: '使用 client_credentials 时不同：客户端用密钥，或用私钥签名的断言证明自己的身份，立刻得到令牌。谁持有这个密钥或私钥，谁就是这个客户端；scope 和 resource 限定令牌的用途。',
  },
  'jwt-bearer': {
    redirect: '使用断言时不同：运行本程序的平台（如 CI 服务或集群）签名声明了这里运行的是什么，以此代替登录（RFC 7523 2.1）。sub 说明运行的是谁，aud 说明给谁看，exp 说明有效到何时。',
    consent: '使用断言时省略：不征求任何人的同意。信任哪个平台（iss）、信任它上面的哪些工作负载（sub），由管理员事先在授权服务器上配置。',
    callback: '使用断言时省略：没有授权码返回，因此也没有 state、PKCE 和监听器。',
    token: '使用断言时不同：客户端用它代替授权码，自己不需要密钥。平台的签名证明它是真的，aud 使它不能用于其他授权服务器，exp 使它很快失效。只发送一次，被拒绝后不会改用别的方式。',
  },
  'id-jag': {
    redirect: '使用身份提供方时不同：用你在那里登录得到的 ID 令牌代替浏览器。它说明你是谁，只给身份提供方看，不会发给资源的授权服务器。',
    consent: '使用身份提供方时不同：客户端把 ID 令牌发给它（RFC 8693），并写明要使用的授权服务器（audience）和资源（resource）。是否允许由企业的策略决定，不再问你。',
    callback: '使用身份提供方时不同：返回的不是授权码，而是由身份提供方签名的 ID-JAG。它只对一个授权服务器（aud）、一个客户端（client_id）、一个资源有效，而且只有几分钟；转发之前先逐项核对。',
    token: '使用身份提供方时不同：客户端把 ID-JAG 代替授权码发给资源的授权服务器（RFC 7523），并证明自己的身份。偷到 ID-JAG 的人不能以另一个客户端发送：其中的 client_id 必须就是发送它的客户端。',
  },
}

const another = advice`请向身份提供方反馈：没有转发任何内容`
const setUp = advice`请与身份提供方为这个应用所做的配置核对`

export const zhGrantChecks: Pick<Catalogue['checks'], GrantCheck> = {
  'id-jag-type': { title: '返回的是 ID-JAG（typ）', cause: '返回的是另一种令牌，可能另有用途。typ 必须是 oauth-id-jag+jwt。', next: another },
  'id-jag-issuer': { title: 'ID-JAG 由该身份提供方签发', cause: '它是由别人签发的。', next: another },
  'id-jag-audience': { title: 'ID-JAG 是给资源的授权服务器的', cause: '它是给另一个或多个授权服务器的，对方拿到后就能在别处使用。', next: setUp },
  'id-jag-client': { title: 'ID-JAG 是给本客户端的', cause: '其中的 client_id 应当是资源的授权服务器所认识的客户端，否则会被那里拒绝。', next: setUp },
  'id-jag-resource': { title: 'ID-JAG 是用于这个资源的', cause: '它允许使用的是另一个或多个资源。', next: setUp },
  'id-jag-expiry': { title: 'ID-JAG 在有效期内', cause: '它太旧、没有 exp，或者两边的时钟不一致。', next: advice`请核对本机与身份提供方的时间` },
  'assertion-expiry': { title: '断言在有效期内', cause: '平台会不断写入新的断言，这一个已经过期；也可能它没有 exp，或者两边的时钟不一致。没有发送任何内容。', next: advice`请让平台把新的断言写入该文件` },
  ...zhWorkloadChecks,
}

export const zhGrantWords: Pick<Catalogue['checkWords'], GrantCheck> = {
  'id-jag-type': { noun: 'typ', wrong: '返回的不是 ID-JAG' },
  'id-jag-issuer': { noun: '签发者', wrong: 'ID-JAG 由另一个身份提供方签发', missing: 'ID-JAG 没有写明签发者（iss）' },
  'id-jag-audience': { noun: '受众', wrong: 'ID-JAG 是给另一个授权服务器的', missing: 'ID-JAG 没有写明给谁（aud）' },
  'id-jag-client': { noun: 'client_id', wrong: 'ID-JAG 是给另一个客户端的', missing: 'ID-JAG 没有写明给哪个客户端（client_id）' },
  'id-jag-resource': { noun: '资源', wrong: 'ID-JAG 是用于另一个资源的' },
  'id-jag-expiry': { noun: '有效期', wrong: 'ID-JAG 已过期，或没有可用的 exp' },
  'assertion-expiry': { noun: '有效期', wrong: '断言已过期，或没有可用的 exp' },
  ...zhWorkloadWords,
}

const prevents = (attack: string) => ({ seenBy: '客户端', protects: '流程到此为止，不再转发。', attack })

export const zhGrantLessons: Pick<Lessons['checks'], GrantCheck> = {
  'id-jag-type': prevents('把另一种令牌转发到它能打开更多内容的地方'),
  'id-jag-issuer': prevents('由没有人询问过的一方来证明你是谁'),
  'id-jag-audience': prevents('授权服务器拿到后，以你的名义用于另一个授权服务器'),
  'id-jag-client': prevents('一个客户端得到的授权被另一个客户端使用'),
  'id-jag-resource': prevents('令牌能访问的超出你指定的资源'),
  'id-jag-expiry': prevents('旧的授权落到别人手里再被使用'),
  'assertion-expiry': prevents('旧的断言落到别人手里再被使用'),
  ...zhWorkloadLessons,
}

export const zhGrantMessages: Pick<Lessons['messages'], 'exchange-request' | 'exchange-response'> = {
  'exchange-request': {
    what: '客户端向你的身份提供方出示 ID 令牌，申请一个只用于某个资源的断言。',
    seenBy: '只有客户端和身份提供方。',
    protects: 'audience 和 resource 限定断言能用在哪里；ID 令牌本身不会发往别处。',
    attack: '如果客户端把 ID 令牌发给每个服务器，每个服务器都能冒充你。',
  },
  'exchange-response': {
    what: '身份提供方给出 ID-JAG（issued_token_type），或者说明策略不允许。它在这里名为 access_token，但并不是访问令牌。',
    seenBy: '只有客户端和身份提供方。',
    protects: '先与所申请的内容核对，然后只发给那一个授权服务器。',
    attack: '给另一个授权服务器或客户端的 ID-JAG，会打开没有人申请过的东西。',
  },
}

export const zhGrantFindings: Pick<Catalogue['findings'], GrantFinding> = {
  'assertion-audience': d => `所发令牌的受众是 ${text(d['audience']) || '空（没有 aud）'}，而接收方是 ${text(d['issuer'])}。只有专门这样配置过的授权服务器才会接受（RFC 7523 3，规则 3）。`,
}

export const zhGrantHelp: Record<string, string> = {
  '--grant': '不用浏览器，直接获取用于资源的令牌',
  '--idp': '为你作证的身份提供方（ID-JAG）：配置名或 issuer',
  '--idp-client-id': '--idp 为 issuer 时，在身份提供方的 client_id',
  '--id-token-file': '存放 ID 令牌的文件，- 表示 stdin（默认：该配置的 ID 令牌）',
}
