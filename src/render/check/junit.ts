import { having, type Examined } from '../../check/probe.ts'
import type { Verdict } from '../../exam.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { plainWriter } from '../../text/terminal.ts'
import { nothing, toXml, xml, type Markup } from '../../text/xml.ts'
import type { DocumentText } from '../../text/written.ts'
import type { Examination } from './document.ts'
import { distinct, evidenceText } from './evidence.ts'
import { toldLines } from './lines.ts'

/** When the examination began, in ISO 8601, and how long it took. */
interface Ran { startedAt: string, seconds: number }

/**
 * The verdicts as JUnit XML, in the form that GitLab, Jenkins and others read: a rule is a test case; FAIL is a failure, INCONCLUSIVE an error, SKIP
 * is skipped, and what is WEAK has passed, with what is wrong as its output.
 */
export function toJunit({ resource, examined }: Examination, { startedAt, seconds }: Ran, catalogue: Catalogue): DocumentText {
  const count = (verdict: Verdict) => having(examined, verdict).length
  const time = seconds.toFixed(3)
  const counts = xml`tests="${examined.length}" failures="${count('FAIL')}" errors="${count('INCONCLUSIVE')}" skipped="${count('SKIP')}" time="${time}"`
  return toXml(xml`<testsuites name="oauth-walk check" ${counts}>
  <testsuite name="${resource}" ${counts} timestamp="${startedAt}">
${examined.map(one => testCase(one, catalogue))}  </testsuite>
</testsuites>`)
}

function testCase(one: Examined, catalogue: Catalogue): Markup {
  const { probe } = one
  return xml`    <testcase classname="oauth-walk.check" name="${`${probe.id} ${probe.name}: ${catalogue.exam.rules[probe.name].title}`}" time="0">${resultOf(one, catalogue)}</testcase>
`
}

function resultOf(one: Examined, catalogue: Catalogue): Markup {
  const { verdict, reason } = one
  const wrong = wrongText(one, catalogue)
  const why = reason ? catalogue.exam.reasons[reason] : ''
  const told = plainWriter.lines(toldLines([one], catalogue)).trim()
  switch (verdict) {
    case 'FAIL': return xml`<failure type="FAIL" message="${wrong}">${told}</failure>`
    case 'INCONCLUSIVE': return xml`<error type="INCONCLUSIVE" message="${wrong || why}">${told}</error>`
    case 'SKIP': return xml`<skipped message="${why}"/>`
    case 'WEAK': return xml`<system-out>${told}</system-out>`
    case 'PASS': return nothing
  }
}

/** What is wrong, in the one line that a build shows; the name of the test case is the rule as it should be. */
function wrongText({ evidence }: Examined, catalogue: Catalogue): string {
  return distinct(evidence, catalogue).map(({ fact }) => evidenceText(fact, catalogue)).join('; ')
}
