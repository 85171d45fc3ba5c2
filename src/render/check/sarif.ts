import { isOfProvider, type Examined, type ProbeFacts } from '../../check/probe.ts'
import type { Exchange } from '../../check/verdict.ts'
import type { Severity } from '../../codes/exam.ts'
import { toJsonLine } from '../../text/json.ts'
import type { JsonText } from '../../text/written.ts'
import { clean } from '../../text/printable.ts'
import { version } from '../../package.ts'
import { addressOf } from '../report/references.ts'
import { changeText } from './change.ts'
import { clauseText } from './clause.ts'
import type { Ran, Reported } from './document.ts'
import { distinct, evidenceText } from './evidence.ts'
import { reasonText, ruleOf, telling, type Wording } from './rule.ts'

type Level = 'error' | 'warning' | 'note'

const levels: Record<Severity, Level> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' }

/** How GitHub orders findings of security: by a number from 0 to 10, as CVSS does. */
const weights: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' }

/**
 * An examination as SARIF 2.1.0, for what shows findings of analysers: each rule with its texts, and a result for each
 * that is broken, since viewers show whatever is a result as something to be done. What nobody can say is a
 * notification. A failure that is known before is suppressed.
 */
export function toSarif(reported: Reported, { startedAt, seconds }: Ran, wording: Wording): JsonText {
  const { examined, address } = reported
  const began = Date.parse(startedAt)
  return toJsonLine({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'oauth-walk', version, semanticVersion: version, language: wording.tab.lang,
          rules: examined.map(one => ruleObject(one.probe, wording)),
        },
      },
      automationDetails: { id: `oauth-walk-check/${address}/` },
      invocations: [{
        executionSuccessful: true, startTimeUtc: utc(began), endTimeUtc: utc(began + seconds * 1000),
        toolExecutionNotifications: notifications(examined, wording),
      }],
      results: examined.flatMap((one, place) =>
        telling.includes(one.verdict) ? [resultObject(one, place, address, wording)] : []),
    }],
  }, 2)
}

function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function notifications(examined: readonly Examined[], wording: Wording): Record<string, unknown>[] {
  const told = examined.map((one, index) => ({ one, index })).filter(({ one }) => one.verdict === 'INCONCLUSIVE')
  return told.map(({ one, index }) =>
    ({
      level: 'warning', message: { text: messageOf(one, wording) }, associatedRule: { id: one.probe.id, index },
      properties: { verdict: one.verdict },
    }))
}

function ruleObject(probe: ProbeFacts, wording: Wording): Record<string, unknown> {
  const { title, change, attack, setting } = ruleOf(probe, wording)
  const help = [
    ...attack === undefined ? [] : [attack], change,
    ...setting ? [`${wording.ofProvider?.settingOf(setting.server) ?? ''}${wording.telling.colon}${setting.name}`] : [],
  ]
  const helpUri = probe.clauses.map(clause => addressOf(clauseText(clause))).find(address => address !== undefined)
  return {
    id: probe.id, name: probe.name, shortDescription: { text: title }, fullDescription: { text: attack ?? title },
    help: { text: help.join('\n') },
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
    ruleId: probe.id, ruleIndex, kind: 'fail', level: levelOf(one), message: { text: messageOf(one, wording) },
    locations: [{ physicalLocation: { artifactLocation: { uri: placeOf(asked) }, region: { startLine: 1 } } }],
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
  return isOfProvider(probe) ? levels[probe.severity] : 'error'
}

function messageOf(one: Examined, wording: Wording): string {
  const { exam } = wording
  const seen = distinct(one.evidence, wording).map(({ fact }) => evidenceText(fact, wording))
  const reason = one.reason ? [reasonText(one.reason, wording)] : []
  const change = one.verdict === 'FAIL' || one.verdict === 'WEAK'
    ? [`${exam.change}${wording.telling.colon}${changeText(one, wording)}`]
    : []
  const texts = [...reason, ...seen, ...change]
  return texts.length > 0 ? texts.join('\n') : ruleOf(one.probe, wording).title
}

/**
 * A result stands where it was found: at the endpoint. What was sent to it differs from run to run. Viewers of code
 * take relative references alone (RFC 3986, section 4.2), whose first segment has no colon: host and path without the
 * scheme.
 */
function placeOf(url: string): string {
  const [, host = '', path = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^?#]*)/is.exec(clean(url, 2000)) ?? []
  return `${encodeURIComponent(host)}${path}` || '.'
}
