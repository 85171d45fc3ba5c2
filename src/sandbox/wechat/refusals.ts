import { randomBytes } from 'node:crypto'

/** WeChat's numbers for what it refuses, with its own words for them. */
export const refusals = {
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40125: 'invalid appsecret',
  40163: 'code been used',
  41001: 'access_token missing',
  41002: 'appid missing',
  41003: 'refresh_token missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41009: 'missing openid',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  43001: 'require GET method',
} as const
export type RefusalCode = keyof typeof refusals

/** A refusal as WeChat sends it: with status 200, and `rid`, the number of the request for its support. */
export class Refusal extends Error {
  readonly body: { errcode: number, errmsg: string }

  constructor(code: RefusalCode) {
    super(refusals[code])
    this.body = { errcode: code, errmsg: `${refusals[code]}, rid: ${requestId()}` }
  }
}

function requestId(): string {
  return [1, 2, 3].map(() => randomBytes(4).toString('hex')).join('-')
}
