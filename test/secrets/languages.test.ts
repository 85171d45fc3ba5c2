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
客户端密钥: §
客户端密钥：“§”
密码：§
密钥=§
访问令牌：§
刷新令牌为 §
授权码: §
密码是「§」
密碼：§
Passwort: §
Kennwort=§
Client-Geheimnis: §
Geheimnis: "§"
Zugriffstoken: §
mot de passe : §
secret client : §
Mot de passe = "§"
clé secrète : §
jeton d'accès : §
contraseña: §
secreto del cliente: §
Contraseña = §
パスワード：§
クライアントシークレット: §
アクセストークン=§
秘密鍵: §
senha: §
пароль: §
비밀번호: §`))('hidden: %s', (sentence) => {
  expect(shown(sentence)).not.toContain(S)
})

test.each(lines(String.raw`
密码：错误
密码：至少8位
密码: 必填
客户端密钥不正确
Passwort: falsch
Passwort: Das Passwort ist falsch
Das Passwort ist falsch. Geben Sie das Passwort ein: mindestens 8 Zeichen
mot de passe : obligatoire
Le mot de passe est incorrect
contraseña: incorrecta
パスワード：必須`))('told: %s', (sentence) => {
  expect(shown(sentence)).toBe(sentence)
})
