import type { ProviderReportWords } from '../provider-report.ts'

export const enProviderReport: ProviderReportWords = {
  severities: { critical: 'critical', high: 'high', medium: 'medium', low: 'low' },
  verdicts: {
    PASS: 'the rule holds', WEAK: 'refused, though not as the standard says', FAIL: 'the rule is broken',
    INCONCLUSIVE: 'nobody can say', SKIP: 'not judged',
  },
  attack: 'Attack', prevents: 'The rule prevents',
  settingOf: server => `In ${server}`,
  repeat: 'Repeat',
  variable: (name, purpose) => purpose === '' ? `$${name}` : `$${name}: ${purpose}`,
  accepted: 'known',
  acceptedCount: count => `${count} known by the baseline`,
  title: issuer => `Check of ${issuer}`,
  facts: { started: 'Started', took: 'Took', client: 'Client', run: 'Run', server: 'Server', requests: 'Requests', program: 'Program' },
  summary: 'All rules',
  broken: 'What to change',
  others: 'The other rules',
  severity: 'Severity',
  clause: 'Clause',
  reason: 'Why',
  secretsHidden: 'Secrets are replaced. The same name and number stand for the same value.',
  baseline: {
    gone: rules => `No longer broken, although the baseline knows it: ${rules}. --update-baseline takes it out.`,
  },
}
