import type { Catalogue, DeviceFailures } from '../catalogue.ts'
import { advice, login } from '../again.ts'
import { zhParts } from './failure-parts.ts'
import { advise } from '../text.ts'
import { text } from '../chinese-text.ts'

export const zhDeviceSteps: Catalogue['story']['deviceSteps'] = {
  redirect: '使用 --device 时不同：这里不会把浏览器带到任何地方，客户端直接通过后台通信申请一个设备码（RFC 8628 3.1）。',
  consent: '使用 --device 时不同：你在任意设备的浏览器中输入这个码；客户端同时轮询你是否已经作出决定。',
  callback: '使用 --device 时省略：没有授权码经浏览器返回，因此也没有 state 和监听器。',
  token: '使用 --device 时不同：令牌就是最后一次轮询的响应。校验照常进行；因为没有发送 nonce，所以无法核对它。',
}

/** 不到两分钟的以秒计。 */
const span = (seconds: number) => seconds < 120 ? `${Math.floor(seconds)} 秒` : `${Math.floor(seconds / 60)} 分钟`

export const zhEnterCode: Catalogue['story']['enterCode'] = seconds => `请在任意设备上打开此地址并输入这个码，${span(seconds)}内有效；只有这次登录是你自己发起的，才可以输入。`

export const zhDeviceFailures: DeviceFailures = {
  'device-unsupported': d => ({ message: `${text(d['issuer'])} 没有公布设备授权端点`, cause: '并非所有授权服务器都支持设备流程（RFC 8628）。', next: [login`--device --device-authorization-endpoint URL`, login`--paste`] }),
  'device-refused': d => advise(d, {}, { message: `授权服务器没有${d['polled'] ? '用设备码换给令牌' : '给出设备码'}${zhParts.quoted(d)}`, cause: '该客户端可能无权使用设备流程。', next: advice`请在授权服务器上为该客户端启用 urn:ietf:params:oauth:grant-type:device_code` }),
  'device-code-expired': d => ({ message: '在你同意之前，设备码已经过期', cause: d['seconds'] === undefined ? '授权服务器说它已经过期：设备码只在一段时间内有效。' : d['polls'] === 0 ? `授权服务器给的有效期是 ${text(d['seconds'])} 秒，却要求等 ${text(d['interval'])} 秒才能第一次轮询（interval）：无法询问你是否已经同意。` : `授权服务器给的有效期是 ${text(d['seconds'])} 秒。`, next: d['polls'] === 0 ? advice`请让授权服务器给出比 expires_in 短的 interval` : login`--device` }),
}

export const zhDeviceHelp: Record<string, string> = {
  '--device': '在另一台设备上输入代码登录（RFC 8628）',
  '--device-authorization-endpoint': '设备授权端点，申请设备码的地址',
}
