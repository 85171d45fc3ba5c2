import type { Remedy } from '../remedy.ts'
import { pick } from '../text.ts'
import { zhDoctor } from './doctor.ts'
import { zhChinaCauses } from './explain-causes-china.ts'
import { zhEntraCauses } from './explain-causes-entra.ts'
import { zhServerCauses } from './explain-causes-servers.ts'
import { zhWesternCauses } from './explain-causes-western.ts'

/** 其他程序的主人需要知道的原因；doctor 里说的是我们自己的登录。 */
export const zhCauses: Readonly<Record<string, Remedy>> = { ...zhServerCauses, ...zhWesternCauses, ...zhEntraCauses, ...zhChinaCauses }

/** 授权服务器为何拒绝，以及怎么办：去掉只适用于我们自己登录的部分。 */
export function zhCause(name: unknown): Remedy {
  const [cause, fix] = pick(zhCauses, name) ?? pick(zhDoctor as Readonly<Record<string, Remedy>>, name) ?? ['', '']
  return [withoutBlanks(cause), withoutBlanks(fix.split('\n').filter(line => !line.startsWith('oauth-walk ')).join('')) || '把请求与授权服务器的文档核对，然后重新登录。']
}

function withoutBlanks(text: string): string {
  return text.replace(/ ?[\u201c"]\{\w+\}[\u201d"]/g, '').replace(/\{redirect_uri\}/g, '所发送的重定向 URI').replace(/ ?\{\w+\}/g, '')
}
