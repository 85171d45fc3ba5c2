import { hasContent, isTelling } from './said-judged.ts'
import type { Said } from './said-values.ts'

/** What people call secrets in a language, longer names first. One of `signs` stands in every such text. */
interface Language { signs: readonly string[], kinds: Readonly<Record<string, string>>, isWithoutBlanks?: true }

const languages: readonly Language[] = [
  {
    signs: ['密', '秘', '私', '口令', '令牌', '权杖', '權杖', '授', '验证', '驗證'], isWithoutBlanks: true,
    kinds: {
      '(?:客户端|应用|客戶端)(?:密钥|密鑰|金鑰|秘密|密码)|密钥|密鑰|私钥|私鑰|秘钥': 'client_secret', '密码|密碼|口令': 'password',
      '(?:访问|存取|刷新|更新|身份)?(?:令牌|权杖|權杖)': 'token', '授权码|授權碼|验证码|驗證碼': 'code',
    },
  },
  {
    signs: ['シークレット', 'パスワード', 'トークン', 'コード', '秘密', '暗証'], isWithoutBlanks: true,
    kinds: {
      '(?:クライアント|クライアント・)?シークレット|秘密鍵|シークレットキー': 'client_secret', 'パスワード|暗証番号': 'password',
      '(?:アクセス|リフレッシュ|ID)?トークン': 'token', '(?:認可|認証)コード': 'code',
    },
  },
  {
    signs: ['비', '토큰'], isWithoutBlanks: true,
    kinds: { 비밀번호: 'password', '(?:클라이언트 )?비밀': 'client_secret', 토큰: 'token' },
  },
  {
    signs: ['asswort', 'ASSWORT', 'ennwort', 'ENNWORT', 'eheim', 'ugriffs', 'ugangs'],
    kinds: {
      '[Pp]asswort|PASSWORT|[Kk]ennwort|KENNWORT': 'password',
      '(?:[Cc]lient-)?[Gg]eheimnis|[Gg]eheimschl(?:ü|ue)ssel': 'client_secret',
      '(?:[Zz]ugriffs|[Zz]ugangs)(?:-?[Tt]oken|schl(?:ü|ue)ssel)': 'token',
    },
  },
  {
    signs: ['de passe', 'DE PASSE', 'ecret client', 'ecret du', 'ode secret', 'clé ', 'Clé ', 'cle ', 'eton'],
    kinds: {
      '[Mm]ot de passe|MOT DE PASSE': 'password',
      '[Ss]ecret (?:du )?client|[Cc]l[ée] (?:secr[èe]te|priv[ée]e)|[Cc]ode secret': 'client_secret',
      '[Jj]eton(?: d[\'’](?:acc[èe]s|actualisation))?': 'token',
    },
  },
  {
    signs: ['ontrase', 'ONTRASE', 'lave ', 'ecreto', 'egreto', 'enha', 'arola'],
    kinds: {
      '[Cc]ontrase(?:ñ|n)a|CONTRASEÑA|[Cc]lave de acceso|[Ss]enha|[Pp]arola d[\'’]ordine': 'password',
      '[Cc]lave (?:secreta|privada)|(?:[Ss]ecreto|[Ss]egreto)(?: d(?:el?|o) client[ei])?': 'client_secret',
    },
  },
  {
    signs: ['ароль', 'екрет', 'окен'],
    kinds: { '[Пп]ароль': 'password', '(?:[Кк]лиентский )?[Сс]екрет': 'client_secret', '[Тт]окен(?: доступа)?': 'token' },
  },
]

const sign = '["\'`”’」』]?\\s{0,4}(?:[:=：＝]|=>)\\s{0,4}'
/** A sentence without blanks may say `密码是…`. */
const said = `(?:${sign}|\\s{0,4}(?:为|為|是|は|\\([a-z_]{1,30}\\)[:：])\\s{0,4})`
const value = '(?:(["\'`“‘「『])([^"\'`“”‘’「」『』\\n]{1,2000})|([!-~\\u00c0-\\u024f]{1,2000}))'

/** What servers say of a secret in these languages, without the secret. */
const words = new RegExp(`^(?:${[
  'falsch', 'ungültig', 'erforderlich', 'fehlt', 'leer', 'abgelaufen', 'unbekannt', 'verboten', 'vergessen', 'abgelehnt',
  'ja', 'nein', 'keines?', 'nicht', 'incorrecte?', 'invalide', 'requise?', 'manquante?', 'obligatoire', 'vide', 'expiré',
  'expirée', 'inconnue?', 'oublié', 'non', 'aucune?', 'incorrect[ao]s?', 'inválid[ao]', 'requerid[ao]', 'obligatori[ao]',
  'vac[ií][ao]', 'caducad[ao]', 'expirad[ao]', 'desconocid[ao]', 'ninguna?', 'obrigatóri[ao]', 'incorret[ao]',
  'invalid', 'required', 'missing', 'expired', 'wrong', 'empty', 'error', 'null', 'none', 'optional', 'string',
].join('|')})$`, 'i')

/** Finds secrets behind what people call them in other languages than English. */
export function languagePositions(text: string): Said[] {
  const spoken = languages.filter(({ signs }) => signs.some(one => text.includes(one)))
  return spoken.flatMap(language => [...patternsOf(language)].flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].flatMap(match => saidIn(match, kind, text))))
}

const known = new Map<Language, Map<string, RegExp>>()

/** They are made for the first text in that language alone. */
function patternsOf(language: Language): Map<string, RegExp> {
  const made = known.get(language) ?? new Map(Object.entries(language.kinds).map(([names, kind]) => [
    kind, new RegExp(`(?:${names})${language.isWithoutBlanks ? said : sign}${value}`, 'g'),
  ]))
  known.set(language, made)
  return made
}

function saidIn({ 0: whole, 2: quoted, 3: plain = '', index }: RegExpMatchArray, kind: string, text: string): Said[] {
  const value = quoted ?? plain.replace(/[,;&<>"'`)\]}][^]*$|[.!?:]+$/, '')
  const start = (index ?? 0) + whole.length - (quoted ?? plain).length
  const end = start + value.length
  const isShown = !hasContent(value) || (quoted === undefined && isWord(value, text.slice(end, end + 2)))
    || (kind === 'code' && !/\d/.test(value))
  return isShown ? [] : [{ start, end, kind, value, isTelling: isTelling(value) }]
}

/** A word of a sentence, or a number before its noun: `密码：至少8位`, `Passwort: 8 Zeichen`. */
function isWord(value: string, rest: string): boolean {
  return words.test(value)
    || (/^[\p{L}-]+$/u.test(value) && /^[ ]\p{L}/u.test(rest))
    || (/^\d{1,3}$/.test(value))
    || value.length < 3
}
