import type { FailureProse } from '../catalogue.ts'
import { command } from '../../text/shell.ts'
import { advice, signIn, withoutAuto } from '../again.ts'
import { besideSandbox } from '../commands.ts'
import { helpOf } from '../text.ts'
import { text } from '../chinese-text.ts'
import { zhWrong } from './sandbox-settings.ts'
import { isOnlySandbox } from '../why-invalid.ts'

type Details = Readonly<Record<string, unknown>>

const list = command`oauth-walk sandbox --misbehave list`

/** 本次运行的 sandbox 无法演示或要求的内容；不是这两项设置时返回 undefined。 */
export function zhSandboxRefused(details: Details): FailureProse | undefined {
  if (details['setting'] === '--misbehave' && details['close'] !== undefined) return zhMisbehaveRefused(details)
  if (details['setting'] === '--config' && details['at'] !== undefined) return zhConfigRefused(details)
  if (isOnlySandbox(details)) return zhOnlySandbox(details)
  const isLock = details['setting'] === '--require' && (details['known'] ?? details['exclusive'] ?? details['key_use']) !== undefined
  return isLock ? zhRequireRefused(details) : undefined
}

/** 只有 sandbox 能做的事，却用在了别的目标上。 */
function zhOnlySandbox({ setting, command: name, whole_help: isWhole }: Details): FailureProse {
  if (setting !== '--auto') return { message: `${text(setting)} 只能用于 sandbox`, cause: '其他授权服务器不会按要求出错，也不会按要求设限。', next: helpOf(name ?? 'login', isWhole) }
  return { message: '--auto 只能用于 sandbox', cause: '它以 sandbox 用户的身份登录。在其他授权服务器上，请自己登录。', next: withoutAuto(name) }
}

/** --config 文件中的错误；无法演示的故障带有名称。 */
function zhConfigRefused({ at, wrong, value, why, path, line }: Details): FailureProse {
  const file = `--config${path === undefined ? '' : ` ${text(path)}`}`
  const described = advice`文件格式见 schema/sandbox-config.json 和 docs/testing.md`
  if (why !== undefined) return { message: `${file}：这里无法演示故障“${text(value)}”`, cause: why === 'all-clients' ? '它出现在元数据或公钥里，所有客户端都会读到：请把 misbehave 写在最外层。' : '它不只影响单条消息，请用 sandbox --misbehave 演示。', next: [described, list] }
  return { message: `${file}${at === '' ? '' : ` 的 ${text(at)}`}${line === undefined ? '' : ` 第 ${text(line)} 行`}：${zhWrong(wrong)}`, cause: '这个文件没有正确描述 sandbox。', next: described }
}

/** sandbox 没有的锁，或没有客户端能通过的锁。 */
function zhRequireRefused({ value, known, exclusive, kind, key_use: use, command: name, whole_help: isWhole }: Details): FailureProse {
  const next = helpOf(name ?? 'login', isWhole)
  if (exclusive) return { message: `没有客户端能同时满足 ${text(exclusive)}`, cause: kind === 'bindings' ? '令牌只能用一种方式绑定。' : '一个客户端只用一种方式认证。', next }
  if (use === 'enc') return { message: 'encrypted-id-token 需要客户端的加密公钥', cause: '这次登录没有可用来解密的密钥。', next: command`oauth-walk sandbox --require encrypted-id-token` }
  if (use) return { message: '所要求的内容需要客户端的签名密钥', cause: '这次登录没有密钥。', next }
  return { message: `sandbox 不能要求“${text(value)}”`, cause: `可以要求：${text(known)}。`, next }
}

/** sandbox 不演示的故障：已知但未收录的说明原因，否则列出相近的名称。 */
function zhMisbehaveRefused({ value, close, not_played: reason }: Details): FailureProse {
  if (reason) return { message: `sandbox 不演示 --misbehave ${text(value)}`, cause: `这个名称已知，但没有实现：${text((reason as { zh?: unknown }).zh)}。`, next: list }
  const names = Array.isArray(close) && close.length > 0 ? `相近的名称：${text(close)}。` : ''
  return { message: `sandbox 没有名为“${text(value)}”的故障`, cause: value === 'list' ? '列出名称请用单独的命令。' : names, next: list }
}

/** 同一文件夹的 sandbox 已在运行，但与这里要求的不同。 */
export function zhSandboxDiffers(details: Details): FailureProse {
  const { issuer, command: name } = details
  const asItIs = name === 'sandbox' ? command`oauth-walk sandbox` : signIn
  const beside = besideSandbox(details)
  return {
    message: `sandbox 已在 ${text(issuer)} 运行，但与这里要求的不同`,
    cause: '另一个 oauth-walk 进程正在运行同一文件夹的 sandbox。它的端口、重定向 URI、客户端、锁和故障在启动时就已确定，后来的命令无法更改。',
    next: [run => beside(run) === '' ? advice`请在运行它的终端按 Ctrl-C 停止后重试，或直接使用它` : advice`请在运行它的终端按 Ctrl-C 停止后重试。下面第一条命令用单独的文件夹另开一个 sandbox，第二条直接使用正在运行的那个`, beside, asItIs],
  }
}
