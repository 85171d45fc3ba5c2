import type { Deviation } from '../codes/deviation.ts'
import type { Dialect, UserinfoRequest } from './preset.ts'

/** Lists how requests for the user differ, and where the answers hold the claims. */
export function listUserinfoDeviations({ userinfo = [], claims = { sub: 'sub' } }: Dialect): Deviation[] {
  const several = userinfo.length > 1
    ? [
        {
          kind: 'userinfo-request', code: 'userinfo-several', path: 'dialect.userinfo',
          details: { count: String(userinfo.length) },
        } as const,
      ]
    : []
  const moved = Object.entries(claims).filter(([claim, path]) => claim !== path)
  return [
    ...several,
    ...userinfo.flatMap((request, place) => listRequest(request, `dialect.userinfo[${place}]`)),
    ...moved.map(([claim, wire]): Deviation => ({
      kind: 'userinfo-answer', code: 'claim', path: `dialect.claims.${claim}`, details: { claim, wire },
    })),
  ]
}

function listRequest(request: UserinfoRequest, path: string): Deviation[] {
  const tell = (code: Deviation['code'], member: string, details: Record<string, string>): Deviation =>
    ({ kind: 'userinfo-request', code, path: `${path}.${member}`, details: { request: 'userinfo', ...details } })
  const { url, method, token, headers = {}, query = {}, form, json } = request
  const body = Object.keys({ ...form, ...json }).join(', ')
  return [
    ...url === undefined ? [] : [tell('other-address', 'url', { value: url })],
    ...method === undefined ? [] : [tell('method', 'method', { value: method })],
    ...token === undefined || token === 'bearer' ? [] : [tell('userinfo-token', 'token', placeOf(token))],
    ...Object.entries(query).map(([name, value]) => tell('added', `query.${name}`, { name, value })),
    ...Object.entries(headers).map(([name, value]) => tell('header', `headers.${name}`, { name, value })),
    ...body === ''
      ? []
      : [tell('userinfo-body', form ? 'form' : 'json', { encoding: json ? 'json' : 'form', names: body })],
  ]
}

function placeOf(token: Exclude<UserinfoRequest['token'], 'bearer' | undefined>): Record<string, string> {
  if (token === 'none') return { place: 'none', name: '' }
  const [place = '', name = ''] = Object.entries(token)[0] ?? []
  return { place, name }
}
