import { expect, test } from 'vitest'
import { sentRule } from '../../src/secrets/names.ts'
import { maskSaid } from '../../src/secrets/said.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { maskEchoes } from '../../src/secrets/text.ts'

const S = 'hunter2Sommer9Wiese'
const shown = (text: string) => maskSaid(new Secrets(), text, sentRule({}))

test.each([
  `client_id,client_secret\nwebapp,${S}\nother,Zk3q9TtB7wYp`, `client_id;client_secret\r\nwebapp;${S}\r\n`,
  `"client_id","client_secret","x"\n"we,bapp","${S}","y"`, `client_id\tclient_secret\tscope\n\t${S}\topenid`,
  `client_id    client_secret         scope\nwebapp       ${S}   openid`, `client_id client_secret\nwebapp ${S}`,
  ` client_id | client_secret \n-----------+---------------\n webapp    | ${S}\n(1 row)`,
  `| client_id | client_secret |\n|---|---|\n| webapp | ${S} |`, `Client ID,Client Secret\nwebapp,${S}`,
  `+----+\n│ client_id │ client_secret │\n├────┼────┤\n│ webapp │ ${S} │`, `user,password\nerika,sesame`,
])('a value below the name of its column is masked: %j', (text) => {
  expect(shown(text)).not.toMatch(/hunter2|Zk3q9|sesame/)
  expect(shown(text)).toMatch(/<(?:client_secret|password)#[\da-f]{4}>/)
  expect(shown(text).split('\n')[0]).toBe(text.split('\n')[0])
})

test.each([
  'name,token\nfirst,required\nsecond,optional_for_public', '| client_id | client_secret |\n|---|---|\n| string | optional |',
  'The client_id, the client_secret\nwebapp, nothing', 'code,message\ninvalid_grant,expired\n4001,wrong', 'token expired\nplease retry',
  'client_id,client_secret\nwebapp', 'name    state     code\nErika   Bavaria   49', 'access_token refresh_token\nare both missing',
  'client_id,scope\nwebapp1a2b3c4d5e6f,openid',
])('what is no secret in a table stays: %j', (text) => {
  expect(shown(text)).toBe(text)
})

test('credentials behind their scheme are masked however often they are encoded', () => {
  for (const times of [1, 2, 3, 4]) {
    let text = `Authorization: Bearer ${S}+/Zk3q9`
    for (let time = 0; time < times; time += 1) text = encodeURIComponent(text)
    expect(maskEchoes(new Secrets(), text)).not.toMatch(/hunter2|Zk3q9/)
  }
})
