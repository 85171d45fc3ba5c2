import { advice, loginAt } from '../again.ts'
import type { FailureProse } from '../catalogue.ts'
import { zhUnknownProfile } from './no-session.ts'
import { command } from '../../text/shell.ts'
import { helpOf } from '../text.ts'
import { text } from '../chinese-text.ts'
import { namesIn, ourCommand, readChoice, secretWays, withProfile } from '../usage.ts'

/** commander 用英文报告的用法错误，按它的代码改用中文；引用的内容保持原样。 */
export function zhWrongUsage(code: string, quoted: string, message: string): string {
  const meant = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(message)?.[1]
  const hint = meant === undefined ? '' : `（是不是想输入 ${meant}？）`
  switch (code) {
    case 'commander.help': return '没有指定命令'
    case 'commander.unknownOption': return `未知选项：${quoted}${hint}`
    case 'commander.unknownCommand': return `未知命令：${quoted}${hint}`
    case 'commander.missingArgument': return `缺少参数：${quoted}`
    case 'commander.optionMissingArgument': return `选项缺少值：${quoted}`
    case 'commander.missingMandatoryOptionValue': return `缺少必需的选项：${quoted}`
    case 'commander.excessArguments': return `参数过多${counts(message)}`
    case 'commander.invalidArgument': return valueRefused(message) ?? `选项的值无效：${quoted}`
    case 'commander.conflictingOption': return `选项互相冲突：${quoted}`
    default: return `命令用法有误：${quoted || code}`
  }
}

function counts(message: string): string {
  const [, wanted, given] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? []
  return wanted === undefined ? '' : `：应为 ${wanted} 个，实际 ${given ?? ''} 个`
}

function valueRefused(message: string): string | undefined {
  const refused = readChoice(message)
  return refused && `${refused.name} 的值无效：“${refused.value}”，可选值：${refused.choices.join('、')}`
}

/** 用法有误：用选项传机密、名称应写在 login 之后，或 commander 拒绝的其他情况。 */
export function zhUsage(details: Readonly<Record<string, unknown>>): FailureProse {
  const { reason, secret, near, profile, behind } = details
  if (details['apart'] !== undefined) return takenApart(text(details['apart']))
  const help = helpOf(details['command'], details['whole_help'])
  if (secret !== undefined) return secretRefused(text(secret))
  if (behind !== undefined) return { message: text(reason), cause: `“${text(behind)}”是已保存的配置：这里用 --profile 指定。`, next: [withProfile(details['command'], behind), help] }
  const names = namesIn(near)
  const meant = namesIn(details['meant'])
  if (meant.length > 0 && !profile) return { message: text(reason), cause: '这里的叫法不同。', next: [...meant.map(ourCommand), help] }
  const excess = text(details['excess'])
  if (names.length === 0) return { message: text(reason), cause: excess !== '' ? `多出来的是“${excess}”。` : details['clear'] ? '' : '无法识别这条命令。', next: [...namesIn(details['leads']).map(ourCommand), help] }
  const cause = profile ? `“${names[0] ?? ''}”是已保存的配置，名称要写在 login 之后。` : `login 认识相近的名称：${names.join('、')}。`
  return { message: text(reason), cause, next: [...names.map(name => command`oauth-walk login ${name}`), help] }
}

function takenApart(program: string): FailureProse {
  return {
    message: `explain 需要把整条 ${program} 命令作为一个参数，但它没有加引号`,
    cause: 'shell 已经把这条命令拆开，explain 看到的不是整条命令。',
    next: [advice`给整条命令加上引号，或者运行下面的命令，粘贴后按 Ctrl-D 结束（Windows：Ctrl-Z 再回车）`, command`oauth-walk explain -`],
  }
}

function secretRefused(secret: string): FailureProse {
  return {
    message: `没有用来传入机密的选项：--${secret}`,
    cause: '本机所有用户都能看到命令行参数，shell 也会把它记入历史。如果别人可能看到，请更换这个机密。',
    next: secretWays(secret, advice`在 login 询问时输入，或者放在文件里（--client-secret-file FILE），或者从管道传入（--client-secret-file - < FILE）`),
  }
}

/** 既不是配置，也不是预设；附上相近的名称。 */
export function zhProfileUnknown(details: Readonly<Record<string, unknown>>): FailureProse {
  const { name, source, target, near, is_target: isTarget } = details
  const names = namesIn(near)
  const like = names.length === 0 ? '' : `相近的名称：${names.join('、')}。`
  return {
    message: `没有名为“${text(name)}”的配置`,
    cause: source ? `这个名称来自：${text(source)}。` : isTarget ? '没有叫这个名字的配置。它是 login 的目标，登录之后会保存一个配置。' : `没有叫这个名字的配置，也没有这样的预设。${like}`,
    next: [...isTarget ? [command`oauth-walk login ${name}`] : names.map(loginAt), command`oauth-walk profile list`, ...target ? [command`oauth-walk provider list`] : []],
    ...zhUnknownProfile(details),
  }
}
