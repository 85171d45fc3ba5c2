/** Path of the user's avatar below the issuer. */
export const avatarPath = '/avatar/123456.svg'

/** The one person of the sandbox. The password is no secret: the sign-in page shows it. */
export const user = { username: 'zhangsan', password: 'walk-123456', sub: '123456', name: '张三' } as const

/** Which claims each scope opens (OpenID Connect Core 1.0, section 5.4). */
export const claimsOfScope: Record<string, string[]> = {
  openid: ['sub'],
  profile: [
    'name', 'family_name', 'given_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website',
    'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at',
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
}

/** All that is known about the user, by OpenID Connect's names (Core 1.0, section 5.1); the caller filters by scope. */
export function userClaims(issuer: string): Record<string, unknown> & { sub: string } {
  return {
    sub: user.sub,
    name: user.name,
    family_name: '张',
    given_name: '三',
    nickname: '小张',
    preferred_username: user.username,
    profile: 'https://sandbox.oauth-walk.example/people/123456',
    picture: issuer + avatarPath,
    website: 'https://sandbox.oauth-walk.example',
    gender: 'male',
    birthdate: '1990-01-01',
    zoneinfo: 'Asia/Shanghai',
    locale: 'zh-CN',
    updated_at: Date.UTC(2026, 0, 1) / 1000,
    email: 'zhangsan@oauth-walk.example',
    email_verified: true,
    phone_number: '+86 10 5555 0100',
    phone_number_verified: true,
    address: {
      formatted: '北京市海淀区中关村大街 1 号', street_address: '中关村大街 1 号', locality: '北京市', region: '北京',
      postal_code: '100080', country: 'CN',
    },
  }
}
