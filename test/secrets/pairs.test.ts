import { expect, test } from 'vitest'
import { sentHere } from '../../src/cli/explain/secrets-of.ts'
import { maskSaid } from '../../src/secrets/said.ts'
import { Secrets } from '../../src/secrets/secrets.ts'

/** A secret as people choose it: only its place tells that it is one. */
const S = 'hunter2-Sommer-Wiese'

/** One text on each line: `§` is the secret, `⏎` a line break, `´` a backquote. */
const lines = (text: string) => text.trim().split('\n').map(line => line.replaceAll('⏎', '\n').replaceAll('´', '`'))
const shown = (text: string) => maskSaid(new Secrets(), text.replaceAll('§', S), sentHere)

test.each(lines(String.raw`
{"name":"client_secret","value":"§"}
{\"name\":\"client_secret\",\"value\":\"§\"}
{"key":"client_secret","values":["§"]}
env:[{"name":"OIDC_CLIENT_SECRET","value":"§"}]
{"key":"client_secret","type":"string","enabled":true,"value":"§"}
{"value":"§","key":"client_secret"}
{"value":"§","enabled":true,"key":"client_secret"}
{"Key":"client_secret","Value":"§"}
{"k":"client_secret","v":"§"}
{"key":"oauth.client_secret","value":{"stringValue":"§"}}
[["client_secret","§"]]
["client_secret", "§"]
- name: CLIENT_SECRET⏎  value: §
- name: CLIENT_SECRET⏎  value: "§"
- name: CLIENT_SECRET⏎  value: >-⏎    §
- key: client_secret⏎  enabled: true⏎  value: §
[('client_secret', '§'), ('code', '§9aB1')]
('client_secret', '§')
("client_secret", u'§')
{"client_secret", "§"}
{<<"client_secret">>,<<"§">>}
params.set("client_secret", "§")
setenv('CLIENT_SECRET', '§', 1)
new BasicNameValuePair("client_secret", "§")
<client_secret><![CDATA[§]]></client_secret>
&lt;client_secret&gt;§&lt;/client_secret&gt;
&lt;client_secret&gt;&lt;![CDATA[§]]&gt;&lt;/client_secret&gt;
<client_secret xsi:type="xsd:string">§</client_secret>
<param name="client_secret" value="§"/>
<param name="client_secret">§</param>
<string name="client_secret">§</string>
<entry key="client.secret">§</entry>
<add value="§" key="client_secret"/>
<key>client_secret</key>⏎<string>§</string>
<name>client_secret</name><value>§</value>
<td>client_secret</td><td>§</td>
<dt>client_secret</dt><dd>§</dd>
<td><b>client_secret</b></td><td>§</td>
**client_secret**: ´§´
**client_secret:** §
*client_secret*: §
- ´client_secret´: ´§´
<b>client_secret</b>: §
| client_secret | § |
| ´client_secret´ | ´§´ |
| **client_secret** | § |
client_secret | §
│ client_secret │ § │
ClientSecret("§")
Secret("§")
ClientSecret(§)
ClientSecret::new("§".to_string())
ClientSecret { value: "§" }
SecretString("§")
SecretStr('§')
ClientSecret[value=§]
ClientSecret(value="§")
INSERT INTO t (client_id, client_secret, code) VALUES ('app', '§', '§9aB1')
INSERT INTO ´t´ (´client_id´, ´client_secret´) VALUES ('a', 'b1234'), ('app', '§')
insert into t ("client_secret", id) values (N'§', 1)
client_secret: ~c"§"
UPDATE t SET client_secret = '§' WHERE id = 1
"SECRET_HASH":"§"
SECRET_HASH=§
code_id="§"
https://x.blob.core.windows.net/c/b?sv=2022-11-02&sig=§%3D&se=2026
https://b.s3.amazonaws.com/k?X-Amz-Credential=AKID&X-Amz-Signature=§`))('hidden: %s', (notation) => {
  expect(shown(notation)).not.toContain(S)
})

test.each(lines(String.raw`
{"name":"scope","value":"openid"}
{"name":"client_secret","description":"The secret of the client","required":true}
| client_secret | The secret of the client |
| client_secret | required | string |
| code | RFC6749 |
| password | string |
["code","token id_token"],["client_secret_jwt","self_signed_tls_client_auth"]
"grant_types":["password","refresh_token"]
["client_secret_basic","client_secret_post"]
["code", "token"]
("code", "state")
<td>client_secret</td><td>The secret of the client</td>
<string name="password">Password</string>
<label id="password">Password</label>
<input name="password"> Forgot your password? <a>
**password**: required
**token**: The token that was sent
Your password is wrong. Enter the password, or ask for a new password.
getToken("grant")
INSERT INTO t (client_id, client_secret) VALUES (?, ?)
INSERT INTO t (client_id, client_secret) VALUES ($1, $2)
INSERT INTO t (client_id, client_secret) VALUES (:id, :client_secret)
the token (see below), the code (RFC 6749), the state (a value)
TypeError: token("expired") is not a function
- name: client_secret⏎- name: scope⏎  value: openid
{"name":"client_secret"},{"name":"scope","value":"openid"}`))('told: %s', (said) => {
  expect(shown(said)).toBe(said)
})
