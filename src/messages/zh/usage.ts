/** commander 用英文报告的用法错误，按它的代码改用中文；引用的内容保持原样。 */
export function zhWrongUsage(code: string, quoted: string, message: string): string {
  const meant = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(message)?.[1]
  const hint = meant === undefined ? '' : `（是不是想输入 ${meant}？）`
  switch (code) {
    case 'commander.help': return '没有指定命令'
    case 'commander.unknownOption': return `未知选项：${quoted}${hint}`
    case 'commander.unknownCommand': return `未知命令：${quoted}${hint}`
    case 'commander.missingArgument': return `缺少参数：${quoted}`
    case 'commander.optionMissingArgument': return `选项缺少参数：${quoted}`
    case 'commander.missingMandatoryOptionValue': return `缺少必需的选项：${quoted}`
    case 'commander.excessArguments': return `参数过多${counts(message)}`
    case 'commander.invalidArgument': return `选项的值无效：${quoted}${choices(message)}`
    case 'commander.conflictingOption': return `选项互相冲突：${quoted}`
    default: return `命令用法有误：${quoted || code}`
  }
}

function counts(message: string): string {
  const [, wanted, given] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? []
  return wanted === undefined ? '' : `：应为 ${wanted} 个，实际 ${given ?? ''} 个`
}

function choices(message: string): string {
  const [, given] = /argument '([^']*)' is invalid/.exec(message) ?? []
  const allowed = /Allowed choices are ([^.]+)\./.exec(message)?.[1]
  return `${given === undefined ? '' : `，实际：“${given}”`}${allowed === undefined ? '' : `，可选值：${allowed.replaceAll(', ', '、')}`}`
}
