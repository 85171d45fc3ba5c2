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
  repeats: {
    code: 'Sign in at the address of the first line. CODE is in the address to which the browser comes back, and is good once.',
    codeAnew: 'CODE comes from a new sign-in, and is good once.',
    challenge: 'the SHA-256 hash of a code_verifier, in base64url',
    fits: 'CODE_CHALLENGE must be made from CODE_VERIFIER.',
    rules: {
      'pkce-wrong-verifier': 'CODE_CHALLENGE must be made from another value than CODE_VERIFIER.',
      'pkce-no-verifier': 'CODE_CHALLENGE may be made from any value: no code_verifier is sent.',
      'pkce-downgrade': 'The address has no code_challenge. CODE_VERIFIER may be any value of 43 characters.',
      'redirect-mismatch-at-token': 'The redirect_uri of the request differs from that of the address. CODE_CHALLENGE must be made from CODE_VERIFIER.',
      'code-other-client': 'The code belongs to the first client, and the second client sends it. CODE_CHALLENGE must be made from CODE_VERIFIER.',
      'client-auth-wrong': 'If CLIENT_SECRET is sent, give it a wrong value. CODE_CHALLENGE must be made from CODE_VERIFIER.',
      'code-replay': 'The request is sent twice with the same code: only the first may bring tokens. CODE_CHALLENGE must be made from CODE_VERIFIER.',
      'code-lifetime': 'Wait before the request until the code must have expired. CODE_CHALLENGE must be made from CODE_VERIFIER.',
      'code-in-parallel': 'Send the request several times at the same time, with the same code. CODE_CHALLENGE must be made from CODE_VERIFIER.',
    },
  },
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
