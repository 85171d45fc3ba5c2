import type { ProviderReportWords } from '../provider-report.ts'

export const zhProviderReport: ProviderReportWords = {
  severities: { critical: '严重', high: '高', medium: '中', low: '低' },
  verdicts: { PASS: '符合', WEAK: '已拒绝，但方式不符合标准', FAIL: '不符合', INCONCLUSIVE: '无法判断', SKIP: '未检查' },
  attack: '攻击', prevents: '规则防范的攻击',
  settingOf: server => `${server} 的设置`,
  repeat: '重现',
  variable: (name, purpose) => purpose === '' ? `$${name}` : `$${name}：${purpose}`,
  accepted: '已知',
  acceptedCount: count => `其中 ${count} 项已列入基线`,
  title: issuer => `${issuer} 的检查结果`,
  facts: { started: '开始时间', took: '耗时', client: '客户端', run: '运行编号', server: '服务器', requests: '请求数', program: '程序' },
  summary: '全部规则',
  broken: '需要修改的地方',
  others: '其他规则',
  severity: '严重程度',
  clause: '依据',
  reason: '原因',
  secretsHidden: '机密值已替换。名称和编号相同，表示同一个值。',
  baseline: {
    gone: rules => `基线中的这些问题已不存在：${rules}。可用 --update-baseline 移除。`,
  },
}
