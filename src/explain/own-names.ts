import type { Pairs } from './record.ts'

/** Names that providers of their own kind have for those of the standard (WeChat, DingTalk, Alipay, Douyin …). */
const standard: Readonly<Record<string, string>> = {
  appid: 'client_id', app_id: 'client_id', app_key: 'client_id', appkey: 'client_id', client_key: 'client_id',
  corpid: 'client_id', suiteid: 'client_id', clientId: 'client_id',
  auth_code: 'code', authCode: 'code', authcode: 'code', js_code: 'code',
}

/**
 * What the standard calls the names of a message that are a provider's own; none where the standard's name is there
 * too.
 */
export function ownNamesIn(pairs: Pairs): Record<string, string> {
  const there = new Set(pairs.map(([name]) => name))
  return Object.fromEntries(pairs.flatMap(([name]) => {
    const meant = Object.hasOwn(standard, name) ? standard[name] : undefined
    return meant === undefined || there.has(meant) ? [] : [[name, meant]]
  }))
}

/** Tells whether a message has what the standard calls by this name under a provider's own. */
export function isNamedOtherwise(pairs: Pairs, name: string): boolean {
  return Object.values(ownNamesIn(pairs)).includes(name)
}
