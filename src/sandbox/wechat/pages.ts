import { avatarPath } from '../user.ts'
import { chinese } from '../pages/chinese.ts'
import { html } from '../pages/html.ts'
import { page } from '../pages/page.ts'
import { identity, paths } from './app.ts'
import { drawQrLook } from './qr-look.ts'

const words = {
  ...chinese,
  product: 'oauth-walk sandbox 里的微信',
  footer: '这是 oauth-walk sandbox 在你自己电脑上模拟的微信登录页，与腾讯公司无关，也不会连接微信。',
}

/** The page with the QR code, and below it what the phone would ask. `id` is the visit's. */
export function qrPage(about: { id: string, client: string, redirectUri: string }): string {
  const at = (action: string) => `${paths.authorization}/${about.id}/${action}`
  return page(words, '微信登录', html`<div class="wechat">
${drawQrLook(about.id)}
<p class="lead center">使用微信扫一扫，登录 ${about.client}</p>
<p class="quiet center">这里没有手机可用。扫码以后手机上会出现的确认框，就在下面。</p>
<div class="person"><img src="${avatarPath}" alt="" width="44" height="44"><p>${identity.nickname}</p></div>
<p class="section" id="asked">${about.client} 申请获取你的以下信息：</p>
<ul class="asked" aria-labelledby="asked"><li>你的微信头像和昵称<small><code>scope=snsapi_login</code></small></li></ul>
<p class="section">随后浏览器将返回</p>
<p class="quiet"><code>${about.redirectUri}</code></p>
<div class="actions">
<form method="post" action="${at('confirm')}"><button class="main" type="submit">同意</button></form>
<form method="post" action="${at('abort')}"><button type="submit">拒绝</button></form>
</div>
</div>`)
}

/** Why an authorization request can't go on; WeChat too shows a page then and never returns to the client. */
export interface Objection { message: string, hint: string, asked?: string, registered?: readonly string[] }

/** The page for an authorization request that WeChat would refuse. */
export function objectionPage({ message, hint, asked, registered = [] }: Objection): string {
  const compared = asked === undefined
    ? undefined
    : html`<dt>请求的地址</dt><dd><code>${asked}</code></dd><dt>授权回调域</dt>${registered.map(domain =>
      html`<dd><code>${domain}</code></dd>`)}`
  return page(words, '微信登录失败', html`<p class="alert" role="alert">${message}</p>
<div class="note"><p>${hint}</p>${compared && html`<dl>${compared}</dl>`}</div>`)
}
