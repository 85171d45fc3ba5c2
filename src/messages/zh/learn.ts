import type { LearnWords } from '../learn.ts'

export const zhLearn: LearnWords = {
  welcome: '用 sandbox 走一遍六个步骤。每一步之后有一道题，最后现场演示三种攻击。不会保存任何内容。',
  question: (place, of) => `第 ${place} 题，共 ${of} 题`,
  keys: 'a、b 或 c，再按回车 · ?：帮助 · q：退出',
  unknown: '请回答 a、b 或 c。',
  keyHelp: [
    'a、b、c  再按回车：作答，大写也可以',
    '?        再按回车：显示本帮助，并重看题目',
    'q        再按回车：退出课程，不保存任何内容',
    'Ctrl-C   立即退出',
  ],
  help: '选错了会有解释，然后可以再选。',
  right: '答对了。',
  wrong: '不对。',
  between: '',
  answered: '。',
  attack: (place, of) => `攻击 ${place}/${of}`,
  live: 'sandbox 现在演示这次攻击：',
  nothingSaved: '流程到此为止：没有使用任何令牌，也没有保存任何内容。',
  result: (right, of) => `共 ${of} 题，一次答对 ${right} 题。`,
  goOn: '接下来可以运行：',
  next: ['查看流程的每条消息和每项校验', '另一种攻击：签发给别的客户端的令牌', '真实的授权服务器', '逐条检查一个不校验 PKCE 的授权服务器', '浏览器录下的你自己应用的登录'],
  steps: {
    start: {
      ask: '为什么每次登录都要重新生成随机值？', right: 'a',
      answers: {
        a: { text: '让别人既猜不到，也无法重复使用', reply: 'state、nonce 和 code_verifier 把后面的消息与本次登录绑定。能被猜到的值起不到任何保护作用。' },
        b: { text: '让授权服务器统计登录次数', reply: '授权服务器并不统计。想一想：攻击者如果知道这个值，能做什么？' },
        c: { text: '让地址难以读懂', reply: '地址谁都可以读。关键是这些值不能事先被人知道。' },
      },
    },
    redirect: {
      ask: '为什么这个地址里只有 code_verifier 的哈希值？', right: 'c',
      answers: {
        a: { text: 'code_verifier 太长，放不下', reply: '两者都是 43 个字符。想一想谁能看到这个地址。' },
        b: { text: '授权服务器读不懂 code_verifier', reply: '它读得懂，第 5 步就会收到。想一想还有谁能看到这个地址。' },
        c: { text: '别人也能看到这个地址', reply: '没有人能从哈希值还原出 code_verifier。所以看到地址的人仍然无法用授权码换令牌。' },
      },
    },
    consent: {
      ask: '谁能看到你的密码？', right: 'b',
      answers: {
        a: { text: '客户端，由它转交', reply: '客户端只是等待，绝不会向你要这个密码。' },
        b: { text: '只有授权服务器', reply: '密码输入在授权服务器自己的页面上。客户端之后只得到授权码，得不到密码：这正是 OAuth 的意义。' },
        c: { text: '客户端和授权服务器', reply: '这个页面属于授权服务器，客户端什么也看不到。' },
      },
    },
    callback: {
      ask: '有个链接把别人的授权码送到客户端，靠什么拦住它？', right: 'a',
      answers: {
        a: { text: 'state：与发出的不一致', reply: '只有发起请求的客户端知道 state。没有这项校验，你就会登录攻击者的账号（CSRF）。' },
        b: { text: '授权码已经过期', reply: '攻击者的授权码可能刚刚拿到。必须有一个值把响应与你自己的登录绑定。' },
        c: { text: 'nonce：地址里没有它', reply: 'nonce 要到后面的 ID 令牌里才出现。此时客户端能看的只有地址。' },
      },
    },
    token: {
      ask: '另一个程序读到了授权码，为什么换不到令牌？', right: 'c',
      answers: {
        a: { text: '授权码是加密的', reply: '没有加密，谁看到都可以拿去发送。但是令牌请求里不只有授权码。' },
        b: { text: '授权码只能在你的浏览器里使用', reply: '这一步与浏览器无关。看看令牌请求里还有什么。' },
        c: { text: '它没有 code_verifier 和客户端密钥', reply: '授权服务器计算 code_verifier 的哈希值，与第 2 步比较。它和客户端密钥都没有经过浏览器。' },
      },
    },
    userinfo: {
      ask: '哪个令牌告诉客户端登录的是谁？', right: 'b',
      answers: {
        a: { text: '访问令牌', reply: '它用来访问数据，是给资源服务器的，不能向客户端证明什么。' },
        b: { text: 'ID 令牌', reply: '它由授权服务器签名，只针对这个客户端和这次登录。访问令牌只用来访问数据，谁持有都行。' },
        c: { text: '刷新令牌', reply: '它用来换取新的访问令牌，除了授权服务器没有人读它。' },
      },
    },
  },
  attacks: {
    'h47-iss-of-another-provider': {
      ask: '响应的 state 正确，却来自另一个授权服务器（mix-up）。哪项校验能拦住它？', right: 'b',
      answers: {
        a: { text: 'ID 令牌中的 nonce', reply: '此时还没有 ID 令牌。授权码根本不该发给错误的授权服务器。' },
        b: { text: '响应中的 iss', reply: '响应写明由谁签发，客户端把它与所请求的 issuer 比较。否则授权码就会被发到错误的地方。' },
        c: { text: '响应中的 state', reply: '这里的 state 是对的：攻击者把它原样转交了。' },
      },
    },
    'nonce-invalid': {
      ask: 'ID 令牌是真的，但属于另一次登录（重放）。哪项校验能拦住它？', right: 'a',
      answers: {
        a: { text: 'nonce', reply: '授权服务器把每次登录的 nonce 写入令牌并签名。旧令牌里只有旧的 nonce。' },
        b: { text: '签名', reply: '这个令牌确实由授权服务器签名，所以签名是对的。' },
        c: { text: 'aud（受众）', reply: '这个令牌就是签发给本客户端的，所以 aud 是对的。' },
      },
    },
    'h72-signed-by-another-key': {
      ask: '有人伪造了一个 ID 令牌，声明全都正确，并用自己的密钥签名。哪项校验能拦住它？', right: 'c',
      answers: {
        a: { text: '签发时间', reply: '谁都可以在令牌里写上正确的时间。' },
        b: { text: 'nonce', reply: 'nonce 在第 2 步的地址里出现过，攻击者可能知道它。' },
        c: { text: '签名', reply: '公钥已经公布，而私钥只有授权服务器才有。用别的密钥签名，验证不会通过。' },
      },
    },
  },
}
