import type { Lessons } from '../lessons.ts'
import { zhRegistrationLessons } from './registration.ts'
import { zhGrantMessages } from './grant.ts'
import { zhResourceMessages } from './resource.ts'
import { zhLessonChecks } from './lesson-checks.ts'
import { zhBindings, zhLessonLocks } from './lesson-locks.ts'
import { zhLessonParameters as parameters } from './lesson-parameters.ts'

const messages: Lessons['messages'] = {
  start: {
    what: '客户端查到授权服务器的各个端点，并生成几个随机值，专门用来保护这一次登录。',
    seenBy: '此时只有客户端知道这些随机值。',
    protects: 'state、code_verifier 以及请求 ID 令牌时的 nonce，各为 32 个随机字节，每次登录都重新生成。',
    attack: '能被猜到的值起不到任何保护作用。',
  },
  ...zhRegistrationLessons, ...zhResourceMessages, ...zhGrantMessages,
  'push-request': {
    what: '在浏览器过去之前，客户端直接把请求交给授权服务器，并证明自己的身份。',
    seenBy: '只有客户端和授权服务器。',
    protects: '经过浏览器的只是一个引用：坐在浏览器前的人既读不到也改不了请求的内容，别的客户端也不能以它的名义发出请求。',
    attack: '请求经过浏览器时，有人改动地址里的参数（如 scope），或者读出请求的内容。',
  },
  'push-response': {
    what: '授权服务器保存这个请求，并给出一个引用：只能用一次，有效期很短。',
    seenBy: '客户端和授权服务器；随后引用会经过浏览器。',
    protects: '引用不透露请求的内容，而且只有这个客户端能使用。',
    attack: '有人猜测引用，或者重复使用：授权服务器都不接受。',
  },
  'authorization-request': {
    what: '客户端此时还不与授权服务器通信，而是让浏览器过去。能看到地址栏的人就能看到这条消息，所以里面不能有客户端的任何机密。',
    seenBy: '你、浏览器及其历史记录，以及授权服务器。',
    protects: 'state 和 PKCE 各自将后续的一条消息绑定到本次请求；请求 ID 令牌时，nonce 也是如此。',
    attack: parameters.state.attack,
  },
  'sign-in-and-consent': {
    what: '你在授权服务器自己的页面上登录，并决定是否同意。密码不会经过客户端，这正是 OAuth 的意义。',
    seenBy: '你和授权服务器。客户端只是等待。',
    protects: '请看浏览器的地址栏：必须是授权服务器的地址。客户端绝不会向你要这个密码。',
    attack: '钓鱼：假冒的登录页面骗取你的密码。',
  },
  'authorization-response': {
    what: '授权服务器让浏览器带着授权码回来，而不是直接带令牌：经过浏览器的内容会留在历史记录和日志里。',
    seenBy: '浏览器及其历史记录，以及能看到地址栏的人。',
    protects: '这条路上只允许出现授权码：它只能用一次，而且很快过期。',
    attack: '令牌如果出现在地址里，就会留在历史记录和日志中。',
  },
  callback: {
    what: '浏览器把授权码送到重定向 URI。使用授权码之前，必须确认 state 就是当初发出的那个，否则别人的登录结果就可能被塞进来。',
    seenBy: '浏览器和客户端。',
    protects: '核对 state，不一致的请求一律忽略，继续等待。',
    attack: 'CSRF：别人的链接或网页把他自己的授权码送到监听器。',
  },
  'token-request': {
    what: '客户端用授权码换令牌。如果有密钥，就用它证明自己的身份（客户端认证）；如果有 code_verifier，就用它证明第 2 步的请求正是自己发出的。偷到授权码的人两样都没有。',
    seenBy: '只有客户端和授权服务器：双方直接通信，浏览器不参与。',
    protects: '密钥和令牌不会出现在浏览器里：地址栏、历史记录、日志里都没有。使用 https 时，TLS 向客户端证明，对方确实是授权服务器。',
    attack: parameters.code_verifier.attack,
  },
  'token-response': {
    what: '这就是令牌。它们走的连接与浏览器无关，每一个都先校验，然后才使用和保存。',
    seenBy: '只有客户端和授权服务器。',
    protects: parameters.id_token.protects,
    attack: parameters.id_token.attack,
  },
  'userinfo-request': {
    what: '用访问令牌访问资源。谁持有它，谁就能访问，所以它应当放在请求头里：地址会被写进日志。',
    seenBy: '只有客户端和资源服务器。',
    protects: parameters.access_token.protects,
    attack: parameters.access_token.attack,
  },
  'userinfo-response': {
    what: '受保护数据。如果有 ID 令牌，两者说的必须是同一个用户。',
    seenBy: '只有客户端和资源服务器。',
    protects: 'userinfo 中的 sub 必须与 ID 令牌的 sub 相同。',
    attack: '令牌替换：取回的数据属于另一个用户。',
  },
}

export const zhLessons: Lessons = {
  messages, parameters, checks: zhLessonChecks, locks: zhLessonLocks, bindings: zhBindings,
  steps: {
    start: {
      what: '客户端查到授权服务器的各个端点，并生成几个随机值，专门用来保护这一次登录。',
      seenBy: '元数据谁都可以读，随机值只留在客户端。',
      protects: '元数据中的 issuer 必须与所请求的完全一致，所有端点都必须是 https，或者在本机。',
      attack: '混淆攻击（mix-up）：伪造的元数据给出攻击者的端点，授权码或密钥就会送到那里。',
    },
    redirect: {
      ...messages['authorization-request'],
      what: '经过浏览器地址栏的内容可能被人看到，所以不能含有客户端的任何机密，最多只有其中一个机密的哈希值。',
    },
    consent: { ...messages['sign-in-and-consent'], what: '密码只交给授权服务器。客户端只是等待，什么也看不到。' },
    callback: { ...messages.callback, what: '授权码只能用一次，而且很快过期；state 证明这个响应对应的正是本次登录。' },
    token: { ...messages['token-request'], what: '浏览器不再参与。如果客户端有密钥，密钥证明它的身份；如果使用 PKCE，PKCE 证明当初发起授权请求的就是它。' },
    userinfo: { ...messages['userinfo-request'], what: '谁持有访问令牌，谁就能访问资源，所以它应当放在请求头里，而不是地址里。' },
  },
  topics: {
    'redirect-uri': '重定向 URI 为什么必须完全一致',
    state: 'state 保护你', pkce: 'PKCE 保护授权码', nonce: 'nonce 保护 ID 令牌',
    differ: '它们有什么区别',
    code: '为什么是授权码而不是令牌', 'back-channel': '为什么走后台通信', secret: 'client_secret',
    tokens: '访问令牌与 ID 令牌', proof: 'DPoP：令牌和它的密钥', refresh: '刷新令牌', refused: '授权服务器拒绝了',
    'pushed-request': 'PAR：事先推送请求', 'signed-request': 'JAR：请求带签名', 'signed-answer': 'JARM：响应带签名', assertion: '客户端如何证明自己',
    certificate: '双向 TLS：客户端出示证书', 'certificate-bound': '令牌和证书', encryption: '内容加密给客户端',
    details: '具体请求了什么', claims: '请求了哪些信息',
  },
  cases: {
    'state-differs': 'state 把响应与你发起的登录绑定，由客户端在第 4 步比较。',
    'pkce-differs': 'PKCE 把授权码与发起请求的客户端绑定，由授权服务器在第 5 步比较。',
    'nonce-differs': 'nonce 把 ID 令牌与本次登录绑定，由客户端在第 5 步比较。',
    'without-pkce': '这次流程没有启用。偷到授权码的人只要再有客户端密钥就能换取令牌；如果客户端没有密钥，就什么都不需要。',
    'without-nonce': '这次流程没有发送。',
    'code-with-pkce': '单凭授权码，拿到的人什么也做不了：换令牌还需要 code_verifier。令牌本身要到第 5 步才返回，不经过浏览器。',
    'code-without-pkce': '如果客户端有密钥，换令牌就需要它。没有 PKCE，除此之外没有别的保护。令牌本身要到第 5 步才返回，不经过浏览器。',
    refusal: '错误码代替授权码，走同一条路返回。只有 state 一致，客户端才会相信它；这里也没有可偷的授权码。',
    'tokens-refused': '没有得到令牌。授权码可能已经作废，要从第 2 步重新开始。',
    'secret-in-header': '放在 Authorization 头中发送（Basic）。',
    'secret-in-body': '放在请求正文中发送。',
    'secret-in-address': '按这个授权服务器的要求放在地址里发送：服务器和代理的日志可能会留下它。',
    'public-with-pkce': '没有发送密钥。它是公开客户端：这样的程序保守不住密钥。只有 code_verifier 能证明发起请求的就是它。',
    'public-without-pkce': '没有发送密钥。它是公开客户端：这样的程序保守不住密钥。没有 PKCE，就无法证明发起请求的是它。',
    'id-token-differs': '访问令牌是给资源服务器的：它用来访问你的数据，客户端不必读懂它。ID 令牌是给客户端的：它说明登录的是谁，不能用来访问数据。',
    'access-token-alone': '只返回了访问令牌。它可以在资源服务器访问你的数据，但不能向客户端证明登录的是谁；要证明这一点，需要 ID 令牌。',
  },
  labels: { what: '是什么', seenBy: '谁能看到', protects: '靠什么保护', attack: '否则会怎样', prevents: '防止', between: '' },
}
