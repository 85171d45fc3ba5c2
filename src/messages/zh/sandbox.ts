import type { FailureProse } from '../catalogue.ts'
import { command } from '../../text/shell.ts'
import { advice, signIn } from '../again.ts'
import { text } from '../text.ts'

type Details = Readonly<Record<string, unknown>>

const list = command`oauth-walk sandbox --misbehave list`

/** sandbox 不演示的故障：已知但未收录的说明原因，否则列出相近的名称。 */
export function zhMisbehaveRefused({ value, close, not_played: reason }: Details): FailureProse {
  if (reason) return { message: `sandbox 不演示 --misbehave ${text(value)}`, cause: `这个名称已知，但没有实现：${text((reason as { zh?: unknown }).zh)}。`, next: list }
  const names = Array.isArray(close) && close.length > 0 ? `相近的名称：${text(close)}。` : '没有相近的名称。'
  return { message: `sandbox 没有名为“${text(value)}”的故障`, cause: value === 'list' ? '列出名称请用单独的命令。' : names, next: list }
}

/** 同一文件夹的 sandbox 已在运行，但与这里要求的不同。 */
export function zhSandboxDiffers({ issuer, command: name }: Details): FailureProse {
  return {
    message: `sandbox 已在 ${text(issuer)} 运行，但与这里要求的不同`,
    cause: '另一个 oauth-walk 进程正在运行同一文件夹的 sandbox。它的端口、重定向 URI 和故障在启动时就已确定，后来的命令无法更改。',
    next: [advice`请在运行它的终端按 Ctrl-C 停止后重试，或直接使用它`, name === 'sandbox' ? command`oauth-walk sandbox` : signIn],
  }
}
