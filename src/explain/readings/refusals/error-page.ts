import { bareAddress } from '../../addresses.ts'
import { meaningOfPage } from '../../facts/error-page.ts'
import { found } from '../../found.ts'
import type { Reader } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { readPage } from '../../recognise/page.ts'
import { readAuthorizationStatus } from '../messages/reached.ts'
import { readRefusals } from './refused.ts'

/** Of a page these many characters are looked at; an error page says little. */
const longest = 2000

/** Words with which a page says that something failed. */
const fails = /\b(?:errors?|sorry|oops|went wrong|invalid|mismatch(?:es)?|unknown|unregistered|failed|refused|denied|forbidden|unauthorized|not (?:registered|found|allowed|permitted|match|valid|supported|configured)|does(?:n['’]t| not) (?:match|exist)|(?:can['’]t|cannot|unable to) (?:continue|complete|process|sign))\b|错误|出错|失败|无效|未注册|不存在|不一致|不匹配|不合法|抱歉/i

const names = { invalid_redirect_uri: 'page-redirect-uri', invalid_client: 'page-client' } as const

/** A page on which a provider says that it refuses a login, in words without a code (RFC 6749, section 4.1.2.1). */
export const readErrorPages: Reader = (record) => {
  const told = new Set([readRefusals, readAuthorizationStatus].flatMap(read => read(record)).flatMap(one => one.in))
  return record.seen.filter(seen => isOfLogin(seen, record) && !told.has(seen)).flatMap((seen) => {
    const words = wordsOf(seen)
    if (words === undefined) return []
    const code = meaningOfPage(words)?.code
    const details = { words: words.slice(0, 300), address: bareAddress(seen.request?.url) }
    return [
      found(code === undefined ? 'page-error-unknown' : names[code], 'broken', 'RFC 6749 4.1.2.1', details, {
        in: seen, step: 'consent',
      }),
    ]
  }).slice(0, 1)
}

/** A page alone, or what came where a browser asked to sign in: a recording has pages of everything else. */
function isOfLogin({ kind, request }: Seen, { seen }: WalkRecord): boolean {
  return kind === 'authorization-request' || (kind === 'page' && (seen.length === 1 || request === undefined))
}

/** What an error page says; undefined where it is none, or one on which somebody signs in. */
function wordsOf({ response }: Seen): string | undefined {
  const words = response?.text?.slice(0, longest)
  if (words === undefined || words === '') return undefined
  const isForm = readPage(response?.body ?? '').forms.some(({ fields }) => fields.length > 0)
  const isRefused = (response?.status ?? 0) >= 400 || (!isForm && fails.test(words))
  return isRefused ? words : undefined
}
