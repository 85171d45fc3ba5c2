import type { McpLearnWords } from '../learn.ts'

export const zhLearnMcp: McpLearnWords = {
  welcome: '走到 sandbox 的一个 MCP 服务器。每一步之后有一道题，最后有三个服务器出错。不会保存任何内容。',
  next: ['查看这次流程的每条消息和每项校验', '另一种错误：签发给别人的令牌', '真实的 MCP 服务器'],
  lessons: {
    start: {
      what: '客户端先不带令牌访问服务器。401 指向它的元数据，元数据指向授权服务器，客户端再到那里自行注册。',
      seenBy: '两份文档谁都可以读。随机值以及得到的密钥（如果有）只留在客户端。',
      protects: '元数据描述的必须是所访问的服务器，授权服务器的元数据必须属于其中写的 issuer，并且必须声明支持 PKCE。',
      attack: '服务器可以冒充别的服务器，或把你引到它自己的授权服务器，骗取不属于它的令牌。',
    },
    userinfo: {
      what: '客户端只向这个 MCP 服务器出示令牌，放在每条消息的请求头里，并询问它有哪些工具。',
      seenBy: '只有客户端和 MCP 服务器。',
      protects: '令牌的受众就是这个服务器（RFC 8707）。签发给别处的令牌，服务器必须拒绝。',
      attack: '什么令牌都接受的服务器，可以被别处偷来的令牌使用，也可能把你的令牌转交出去。',
    },
  },
  steps: {
    start: {
      ask: '你只给了服务器的地址，客户端怎样找到授权服务器？', right: 'b',
      answers: {
        a: { text: '每个 MCP 服务器自己就是授权服务器', reply: '有些是，但事先并没有说明。看看 401 带来了什么。' },
        b: { text: '401 指出服务器的元数据，元数据写明授权服务器', reply: 'WWW-Authenticate 里有 resource_metadata（RFC 9728），那份文档里有 authorization_servers。没有这一项时，就试标准规定的两个地址。' },
        c: { text: '有一份 MCP 服务器目录列出授权服务器', reply: '这样的目录是有的，但客户端不能靠它来判断。要由服务器自己说明。' },
      },
    },
    redirect: {
      ask: '没有人手动注册过这个客户端，client_id 从哪里来？', right: 'c',
      answers: {
        a: { text: '所有 MCP 客户端共用一个', reply: '那样授权服务器就分不清它们了。看看第 1 步最后的几条消息。' },
        b: { text: '客户端自己编的', reply: '在有人登录之前，授权服务器就必须认得它。看看第 1 步最后的几条消息。' },
        c: { text: '客户端自行注册时由授权服务器给出', reply: '这就是动态注册（RFC 7591）。如果授权服务器接受以文档地址作为 client_id，就不用注册。' },
      },
    },
    consent: {
      ask: '客户端请求哪些 scope？', right: 'a',
      answers: {
        a: { text: '服务器的质询里写的那些', reply: '只要眼下需要的，不多要。质询没写时，用服务器元数据的 scopes_supported，再没有就一个也不写。' },
        b: { text: '授权服务器支持的全部', reply: '对一个服务器来说太多了。需要什么由服务器自己说明。' },
        c: { text: '总是 openid、profile 和 email', reply: '那些是关于你的信息，MCP 服务器不一定要知道你是谁。' },
      },
    },
    callback: {
      ask: '客户端可能认识很多授权服务器，靠什么不把授权码发错地方？', right: 'b',
      answers: {
        a: { text: '授权码里写着是谁的', reply: '授权码对客户端来说没有含义。看看还返回了什么。' },
        b: { text: '响应中的 iss，与所请求的 issuer 比较', reply: '打开浏览器之前，客户端就记下了 issuer（RFC 9207）。使用多个授权服务器时，最需要这一点。' },
        c: { text: '响应到达的先后顺序', reply: '顺序可以由攻击者控制。必须由响应里的内容来说明。' },
      },
    },
    token: {
      ask: '令牌请求里有参数 resource，它有什么用？', right: 'a',
      answers: {
        a: { text: '让令牌只能在这个服务器使用', reply: '授权服务器把它写进 aud（RFC 8707）。别的服务器都必须拒绝这个令牌，所以谁也不能拿到别处使用。' },
        b: { text: '让授权服务器把令牌发到那里', reply: '令牌发给客户端，再由客户端出示给服务器。想一想还有谁可能用它。' },
        c: { text: '写明要调用的工具', reply: '工具在第 6 步才写明。这里指的是整个服务器。' },
      },
    },
    userinfo: {
      ask: '某个工具返回 403 和 insufficient_scope，客户端该怎么做？', right: 'c',
      answers: {
        a: { text: '刷新令牌', reply: '刷新得不到比原来更多的权限，必须由你同意。' },
        b: { text: '另外注册一个客户端', reply: '客户端没有问题，只是得到的授权不够。' },
        c: { text: '再问你一次：原有的 scope 加上缺少的', reply: '这就是追加授权（step-up）。质询可能只写缺少的那个：只请求它，就会丢掉原有的。' },
      },
    },
  },
  attacks: {
    'mcp-resource-fixed': {
      ask: '元数据描述的不是你访问的那个服务器，该怎么办？', right: 'a',
      answers: {
        a: { text: '停止：两者必须相同', reply: '否则这个服务器就会得到给另一个服务器的令牌（RFC 9728 3.3）。往往只是配置错误，但谁也无法断定。' },
        b: { text: '为另一个服务器申请令牌', reply: '然后出示给这个服务器？它就能拿着令牌去另一个服务器使用。' },
        c: { text: '继续：地址是你自己输入的', reply: '但令牌是按元数据里写的地址申请的。' },
      },
    },
    'mcp-issuer-host': {
      ask: '授权服务器元数据里的 issuer 与查找的不同，该怎么办？', right: 'c',
      answers: {
        a: { text: '改用它写的那个', reply: '那样谁都可以把你引到任何授权服务器。混淆攻击（mix-up）就是这样开始的。' },
        b: { text: '照样使用里面的端点', reply: '文档说的是别人，里面的端点就可能是攻击者的。' },
        c: { text: '停止：issuer 与地址必须相同', reply: '在某个地址发布文档的人，只能代表那个地址（RFC 8414 3.3）。' },
      },
    },
    'mcp-pkce-missing': {
      ask: '授权服务器没有声明会检查 PKCE，该怎么办？', right: 'b',
      answers: {
        a: { text: '照样发送 code_challenge，碰碰运气', reply: '忽略它的授权服务器会接受任何人偷来的授权码，而你不会察觉。' },
        b: { text: '停止：MCP 客户端不能继续', reply: '这样的客户端谁都可以注册，很多没有密钥。保护授权码的只有 PKCE。' },
        c: { text: '不用 PKCE', reply: '那样偷来的授权码就能换到令牌，也没有密钥能拦住它。' },
      },
    },
  },
}
