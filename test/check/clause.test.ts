import { expect, test } from 'vitest'
import { openid, rfc } from '../../src/check/provider/clauses.ts'
import { clauseShort, clauseText } from '../../src/render/check/clause.ts'
import { addressOf } from '../../src/render/report/references.ts'

test.each([
  [rfc(9700, '4.14.2'), 'RFC 9700 4.14.2', 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2'],
  [
    openid('Core 1.0', '3.1.2.1'), 'OIDC Core 3.1.2.1',
    'https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.3.1.2.1',
  ],
  [
    openid('Discovery 1.0', '4.3'), 'Discovery 4.3',
    'https://openid.net/specs/openid-connect-discovery-1_0.html#rfc.section.4.3',
  ],
  [
    openid('RP-Initiated Logout 1.0', '3'), 'RP Logout 3',
    'https://openid.net/specs/openid-connect-rpinitiated-1_0.html#rfc.section.3',
  ],
])('%j is short in a table, and can be read', (clause, short, address) => {
  expect([clauseShort(clause), short.length <= 17, addressOf(clauseText(clause))]).toEqual([short, true, address])
})
