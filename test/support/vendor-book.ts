import { randomBytes } from 'node:crypto'
import { Fault } from './vendor-double.ts'

/** A sign-in that was granted: the authorization request as it came. */
export interface Grant {
  request: URLSearchParams
}

/** The codes and tokens that a double has issued; a code is good for one use. */
export interface Book {
  issueCode(request: URLSearchParams): string
  /** Raises `code-unknown` and `code-used`. */
  redeemCode(code: string | undefined | null): Grant
  issueAccessToken(grant: Grant): string
  /** Raises `access-token-unknown`. */
  checkAccessToken(token: string | undefined | null): Grant
  issueRefreshToken(grant: Grant): string
  /** Raises `refresh-token-unknown`. `rotate`: the token is used up. */
  redeemRefreshToken(token: string | undefined | null, rotate?: boolean): Grant
}

/** How a vendor's codes and tokens look. */
export interface Look {
  code?: () => string
  accessToken?: () => string
  refreshToken?: () => string
}

const random = () => randomBytes(24).toString('base64url')

export function openBook({ code = random, accessToken = random, refreshToken = random }: Look = {}): Book {
  const codes = new Map<string, Grant | 'used'>()
  const accessTokens = new Map<string, Grant>()
  const refreshTokens = new Map<string, Grant>()
  const issue = <Value>(into: Map<string, Value>, name: string, value: Value) => {
    into.set(name, value)
    return name
  }
  return {
    issueCode: request => issue(codes, code(), { request }),
    redeemCode: (given) => {
      const grant = codes.get(given ?? '')
      if (grant === undefined) throw new Fault('code-unknown', 'code')
      if (grant === 'used') throw new Fault('code-used', 'code')
      codes.set(given ?? '', 'used')
      return grant
    },
    issueAccessToken: grant => issue(accessTokens, accessToken(), grant),
    checkAccessToken: given => find(accessTokens, given, 'access-token-unknown'),
    issueRefreshToken: grant => issue(refreshTokens, refreshToken(), grant),
    redeemRefreshToken: (given, rotate = false) => {
      const grant = find(refreshTokens, given, 'refresh-token-unknown')
      if (rotate) refreshTokens.delete(given ?? '')
      return grant
    },
  }
}

function find(
  among: Map<string, Grant>, given: string | undefined | null, kind: 'access-token-unknown' | 'refresh-token-unknown',
): Grant {
  const grant = among.get(given ?? '')
  if (!grant) throw new Fault(kind)
  return grant
}
