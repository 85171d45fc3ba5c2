import { isOfProvider, type Examined, type ProbeFacts } from '../../check/probe.ts'
import type { Exchange } from '../../check/verdict.ts'
import type { Severity, Verdict } from '../../exam.ts'
import { toJsonLine } from '../../text/json.ts'
import type { JsonText } from '../../text/written.ts'
import { clean } from '../../text/printable.ts'
import { version } from '../../version.ts'
import { addressOf } from '../report/references.ts'
import { changeText } from './change.ts'
import { clauseText } from './clause.ts'
import type { Ran, Reported } from './document.ts'
import { distinct, evidenceText } from './evidence.ts'
import { reasonText, ruleOf, type Wording } from './rule.ts'

type Level = 'error' | 'warning' | 'note' | 'none'

const levels: Record<Severity, Level> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' }

/** How GitHub orders findings of security: by a number from 0 to 10, as CVSS does. */
const weights: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' }

/** What a verdict is in SARIF (section 3.27.9): only what fails has a level. */
const kinds: Record<Verdict, string> = { PASS: 'pass', WEAK: 'fail', FAIL: 'fail', INCONCLUSIVE: 'open', SKIP: 'notApplicable' }

/**
 * An examination as SARIF 2.1.0, for what shows findings of analysers: each rule with its texts, and a result for each. A failure that is known
 * before is suppressed.
 */
export function toSarif(reported: Reported, { startedAt, seconds }: Ran, wording: Wording): JsonText {
  const { examined, address } = reported
  const began = Date.parse(startedAt)
  return toJsonLine({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'oauth-walk', version, semanticVersion: version, language: wording.tab.lang, rules: examined.map(one => ruleObject(one.probe, wording)) } },
      automationDetails: { id: `oauth-walk-check/${address}/` },
      invocations: [{ executionSuccessful: true, startTimeUtc: utc(began), endTimeUtc: utc(began + seconds * 1000) }],
      results: examined.map((one, place) => resultObject(one, place, address, wording)),
    }],
  }, 2)
}

function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function ruleObject(probe: ProbeFacts, wording: Wording): Record<string, unknown> {
  const { title, change, attack, setting } = ruleOf(probe, wording)
  const help = [...attack === undefined ? [] : [attack], change, ...setting ? [`${wording.ofProvider?.settingOf(setting.server) ?? ''}${wording.telling.colon}${setting.name}`] : []]
  const helpUri = probe.clauses.map(clause => addressOf(clauseText(clause))).find(address => address !== undefined)
  return {
    id: probe.id, name: probe.name, shortDescription: { text: title }, fullDescription: { text: attack ?? title }, help: { text: help.join('\n') },
    ...helpUri !== undefined && { helpUri },
    ...isOfProvider(probe) && { defaultConfiguration: { level: levels[probe.severity] } },
    properties: {
      tags: ['security', 'oauth'], clauses: probe.clauses.map(clauseText),
      ...isOfProvider(probe) && { severity: probe.severity, 'security-severity': weights[probe.severity] },
    },
  }
}

function resultObject(one: Examined, ruleIndex: number, address: string, wording: Wording): Record<string, unknown> {
  const { probe, verdict, isAccepted } = one
  const seen = distinct(one.evidence, wording)
  const exchange = seen.find(evidence => evidence.exchange !== undefined)?.exchange
  const asked = exchange?.request.url ?? address
  return {
    ruleId: probe.id, ruleIndex, kind: kinds[verdict], level: levelOf(one), message: { text: messageOf(one, wording) },
    locations: [{ physicalLocation: { artifactLocation: { uri: withoutQuery(asked) }, region: { startLine: 1 } } }],
    partialFingerprints: { 'rule/v1': `${address} ${probe.id}` },
    ...exchange && webExchange(exchange),
    ...verdict === 'FAIL' && { baselineState: isAccepted ? 'unchanged' : 'new' },
    ...isAccepted && { suppressions: [{ kind: 'external', status: 'accepted' }] },
    properties: { verdict },
  }
}

function webExchange({ request: { method, url }, response: { status } }: Exchange): Record<string, unknown> {
  return { webRequest: { method, target: clean(url, 2000) }, webResponse: { statusCode: status } }
}

/** What is weak weighs less than what fails. */
function levelOf({ probe, verdict }: Examined): Level {
  if (verdict === 'WEAK') return 'note'
  return verdict === 'FAIL' ? isOfProvider(probe) ? levels[probe.severity] : 'error' : 'none'
}

function messageOf(one: Examined, wording: Wording): string {
  const { exam } = wording
  const seen = distinct(one.evidence, wording).map(({ fact }) => evidenceText(fact, wording))
  const reason = one.reason ? [reasonText(one.reason, wording)] : []
  const change = one.verdict === 'FAIL' || one.verdict === 'WEAK' ? [`${exam.change}${wording.telling.colon}${changeText(one, wording)}`] : []
  const texts = [...reason, ...seen, ...change]
  return texts.length > 0 ? texts.join('\n') : ruleOf(one.probe, wording).title
}

/** A result stands where it was found: at the endpoint. What was sent to it differs from run to run. */
function withoutQuery(url: string): string {
  return clean(url.replace(/[?#].*$/s, ''), 2000)
}
