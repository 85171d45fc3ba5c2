import { having, isFailing, type Examined } from '../../check/probe.ts'
import type { Severity, Verdict } from '../../codes/exam.ts'
import { plainWriter } from '../../text/terminal.ts'
import { nothing, toXml, xml, type Markup } from '../../text/xml.ts'
import type { DocumentText } from '../../text/written.ts'
import type { Ran, Reported } from './document.ts'
import { distinct, evidenceText } from './evidence.ts'
import { toldLines } from './lines.ts'
import { reasonText, ruleOf, type Wording } from './rule.ts'

/**
 * The verdicts as JUnit XML, in the form that GitLab, Jenkins and others read: a rule is a test case; FAIL is a
 * failure, INCONCLUSIVE an error, SKIP is skipped, and what is WEAK has passed, with what is wrong as its output. A
 * failure that is known before is skipped too, and one that weighs less than is asked about has passed.
 */
export function toJunit(
  { address, examined, failOn }: Reported, { startedAt, seconds }: Ran, wording: Wording,
): DocumentText {
  const count = (verdict: Verdict) => having(examined, verdict).length
  const time = seconds.toFixed(3)
  const failures = examined.filter(one => isFailing(one, failOn)).length
  const skipped = count('SKIP') + examined.filter(isKnown).length
  const counts = xml`tests="${examined.length}" failures="${failures}" errors="${count(
    'INCONCLUSIVE',
  )}" skipped="${skipped}" time="${time}"`
  return toXml(xml`<testsuites name="oauth-walk check" ${counts}>
  <testsuite name="${address}" ${counts} timestamp="${startedAt}">
${examined.map(one => testCase(one, failOn, wording))}  </testsuite>
</testsuites>`)
}

function testCase(one: Examined, failOn: Severity, wording: Wording): Markup {
  const { probe } = one
  return xml`    <testcase classname="oauth-walk.check" name="${`${probe.id} ${probe.name}: ${ruleOf(
    probe, wording,
  ).title}`}"${one.seconds === undefined ? nothing : xml` time="${one.seconds.toFixed(3)}"`}>${resultOf(
    one, failOn, wording,
  )}</testcase>
`
}

function resultOf(one: Examined, failOn: Severity, wording: Wording): Markup {
  const { verdict, reason } = one
  const wrong = wrongText(one, wording)
  const why = reason ? reasonText(reason, wording) : ''
  const told = plainWriter.lines(toldLines([one], wording)).trim()
  if (isKnown(one))
    return xml`<skipped message="${wording.ofProvider?.accepted ?? ''}"/><system-out>${told}</system-out>`
  switch (verdict) {
    case 'FAIL': return isFailing(one, failOn)
      ? xml`<failure type="FAIL" message="${wrong}">${told}</failure>`
      : xml`<system-out>${told}</system-out>`
    case 'INCONCLUSIVE': return xml`<error type="INCONCLUSIVE" message="${wrong || why}">${told}</error>`
    case 'SKIP': return xml`<skipped message="${why}"/>`
    case 'WEAK': return xml`<system-out>${told}</system-out>`
    case 'PASS': return nothing
  }
}

function isKnown({ verdict, isAccepted }: Examined): boolean {
  return verdict === 'FAIL' && isAccepted === true
}

/** What is wrong, in the one line that a build shows; the name of the test case is the rule as it should be. */
function wrongText(one: Examined, wording: Wording): string {
  const { evidence, reason } = one
  const seen = distinct(evidence, wording).map(({ fact }) => evidenceText(fact, wording)).join('; ')
  return seen === '' && reason ? reasonText(reason, wording) : seen
}
