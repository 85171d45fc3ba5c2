import { asia } from './asia.ts'
import { china } from './china.ts'
import { feishuRules } from './feishu.ts'
import { mcpRules, mcpTexts } from './mcp.ts'
import { microsoft } from './microsoft.ts'
import { parameters } from './parameters.ts'
import { refreshable } from './refreshable.ts'
import { servers } from './servers/index.ts'
import { standard } from './standard.ts'
import { withoutStandardSentences } from './standard-sentences.ts'
import { fits, type CodeRule, type Rule, type Symptom, type TextRule } from './symptom.ts'
import { tencent } from './tencent.ts'
import { western } from './western.ts'

/** Codes of one provider, or ones that it uses in its own way. */
export const ownCodes: readonly CodeRule[] = [
  ...western, ...tencent, ...feishuRules, ...china, ...asia, ...refreshable, ...mcpRules,
]
/** A provider that misses a proof knows nothing of the method that kept it back. */
const unproven: CodeRule = {
  id: 'client-proof-off', failures: ['token-refused', 'session-ended', 'refresh-refused', 'push-refused'],
  hasSecret: true, provesNothing: true, codes: ['invalid_client'], source: 'RFC 6749, section 5.2',
}
/** Texts, each of a named server. */
export const texts: readonly TextRule[] = [...microsoft, ...servers, ...mcpTexts, ...parameters]

/**
 * Every rule in the order in which they are asked: a code of one provider, then a text of one server, then what the
 * standard calls by that code.
 */
export const rules: readonly Rule[] = [unproven, ...ownCodes, ...texts, ...standard]

/**
 * The diagnosis that explains a failure; undefined where none is known. Its sentences are in `messages/en/doctor.ts`
 * and `messages/zh/doctor.ts`.
 */
export function diagnose(symptom: Symptom): string | undefined {
  const found = findRule(symptom)?.id
  // No provider gave that token now, and no login replaces the variable.
  if (symptom.isGiven === true) return ofGivenToken[found ?? ''] ?? found
  // The walk has just got its token, so it is not an old one, whatever this server means by that code.
  const isNew = symptom.isOld !== true && (symptom.step === 'userinfo' || symptom.isNew === true)
  return found === 'access-token-dead' && isNew ? 'access-token-refused' : found
}

/** What is known of a token from a login, said of one from the environment. */
const ofGivenToken: Readonly<Record<string, string>> = {
  'access-token-dead': 'given-token-refused', 'access-token-refused': 'given-token-refused',
  'stored-token-refused': 'given-token-refused',
  'scope-needed': 'given-token-lacking', 'scope-lacking': 'given-token-lacking',
  'resource-forbids': 'given-token-lacking',
}

/** The first rule that explains it. */
export function findRule(symptom: Symptom): Rule | undefined {
  const own = { ...symptom, description: withoutStandardSentences(symptom.description) }
  return rules.find(rule => fits(rule, own))
}

export { errorPages } from './error-pages.ts'
export type { CodeRule, ProvesBy, Rule, Symptom, TextRule } from './symptom.ts'
