import type { WalkRow } from './western-walk.ts'
import { again, form, grant, pkce, posted, request } from './western-words.ts'

/** A part of the vendors: the files run side by side. */
export const rows: WalkRow[] = [
  {
    vendor: 'google', registered: 'http://127.0.0.1/', redirect: 'http://127.0.0.1:{port}/callback',
    authorization: `/o/oauth2/v2/auth?${request}&scope=openid%20email%20profile&state={state}&nonce={nonce}&${pkce}&access_type=offline&prompt=consent`,
    token: `POST /token\n${form}\n${grant}&${posted}`,
    refresh: `POST /token\n${form}\n${again}&${posted}`,
    userinfo: ['GET /v1/userinfo\nBearer'],
    claims: {
      sub: '110169484474386276334', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://lh3.googleusercontent.com/a/zhangsan=s96-c',
      given_name: 'San', family_name: 'Zhang', email_verified: true,
    },
    refused: { error: 'invalid_grant', error_description: 'Malformed auth code.', status: 400 },
  },
  {
    vendor: 'github', mapped: true, registered: 'http://127.0.0.1/callback',
    redirect: 'http://127.0.0.1:{port}/callback',
    authorization: `/login/oauth/authorize?${request}&scope=read%3Auser%20user%3Aemail&state={state}&${pkce}`,
    token: `POST /login/oauth/access_token\n${form}\n${grant}&${posted}`,
    refresh: 'none',
    userinfo: ['GET /user\nBearer', 'GET /user/emails\nBearer'],
    claims: {
      sub: '583231', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://avatars.githubusercontent.com/u/583231?v=4',
      login: 'zhangsan', id: 583231, node_id: 'MDQ6VXNlcjU4MzIzMQ==',
      avatar_url: 'https://avatars.githubusercontent.com/u/583231?v=4',
      html_url: 'https://github.com/zhangsan', type: 'User', site_admin: false,
    },
    refused: {
      error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.', status: 200,
    },
  },
  {
    vendor: 'gitlab', words: ['--base-url', 'https://git.example.com'], registered: 'http://127.0.0.1/callback',
    redirect: 'http://127.0.0.1:{port}/callback',
    authorization: `/oauth/authorize?${request}&scope=openid%20profile%20email&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /oauth/token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /oauth/token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /oauth/userinfo\nBearer'],
    claims: {
      sub: '1024', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://gitlab.com/uploads/avatar/1024/avatar.png', sub_legacy: 'f9d3a0b4',
      nickname: 'zhangsan', preferred_username: 'zhangsan', email_verified: true,
      profile: 'https://gitlab.com/zhangsan', groups: [],
    },
    refused: {
      error: 'invalid_grant', status: 400,
      error_description: 'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
    },
  },
  {
    vendor: 'microsoft', registered: 'http://localhost/callback', redirect: 'http://localhost:{port}/callback',
    authorization: `/common/oauth2/v2.0/authorize?${request}&scope=openid%20profile%20email%20offline_access&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /common/oauth2/v2.0/token\n${form}\n${grant}&${posted}`,
    refresh: `POST /common/oauth2/v2.0/token\n${form}\nscope=openid+profile+email+offline_access&${again}&${posted}`,
    userinfo: ['GET /oidc/userinfo\nBearer'],
    claims: {
      sub: 'OLu859SGc2Sr9ZsqbkG-QbeLgJlb41KcdiPoLYNpSFA', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://graph.microsoft.com/v1.0/me/photo/$value',
      family_name: 'Zhang', given_name: 'San',
    },
    refused: {
      error: 'invalid_grant', status: 400,
      error_description: 'AADSTS70000: The provided value for the code parameter is not valid. The code has expired. Trace ID: 00000000-0000-4000-8000-000000000000',
    },
  },
  {
    vendor: 'auth0', words: ['--domain', 'walk.eu.auth0.com', '--audience', 'https://api.walk.example'],
    registered: 'http://127.0.0.1:{port}/callback',
    authorization: `/authorize?${request}&scope=openid%20profile%20email%20offline_access&state={state}&nonce={nonce}&${pkce}&audience=https%3A%2F%2Fapi.walk.example`,
    token: `POST /oauth/token\n${form}\n${grant}&${posted}`,
    refresh: `POST /oauth/token\n${form}\n${again}&${posted}`,
    userinfo: ['GET /userinfo\nBearer'],
    claims: {
      sub: 'auth0|507f1f77bcf86cd799439011', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://s.gravatar.com/avatar/zhangsan.png',
      nickname: 'zhangsan', updated_at: '2026-11-22T08:00:00.000Z', email_verified: true,
    },
    refused: { error: 'invalid_grant', error_description: 'Invalid authorization code', status: 403 },
  },
  {
    vendor: 'okta', words: ['--domain', 'walk.okta.com'], registered: 'http://localhost:{port}/callback',
    authorization: `/oauth2/default/v1/authorize?${request}&scope=openid%20profile%20email%20offline_access&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /oauth2/default/v1/token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /oauth2/default/v1/token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /oauth2/default/v1/userinfo\nBearer'],
    claims: {
      sub: '00uid4BxXw6I6TV4m0g3', name: 'Zhang San', email: 'zhangsan@example.com', locale: 'zh-CN',
      preferred_username: 'zhangsan@example.com',
      given_name: 'San', family_name: 'Zhang', zoneinfo: 'Asia/Shanghai', email_verified: true,
    },
    refused: {
      error: 'invalid_grant', error_description: 'The authorization code is invalid or has expired.', status: 400,
    },
  },
  {
    vendor: 'keycloak', words: ['--base-url', 'https://sso.example.com', '--realm', 'people'],
    registered: 'http://127.0.0.1/callback',
    redirect: 'http://127.0.0.1:{port}/callback',
    authorization: `/realms/people/protocol/openid-connect/auth?${request}&scope=openid%20profile%20email&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /realms/people/protocol/openid-connect/token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /realms/people/protocol/openid-connect/token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /realms/people/protocol/openid-connect/userinfo\nBearer'],
    claims: {
      sub: '0c9f1e2d-3b4a-4c5d-8e7f-6a5b4c3d2e1f', name: 'Zhang San', email: 'zhangsan@example.com',
      email_verified: true, preferred_username: 'zhangsan',
      given_name: 'San', family_name: 'Zhang',
    },
    refused: { error: 'invalid_grant', error_description: 'Code not valid', status: 400 },
  },
  {
    vendor: 'cognito',
    words: [
      '--domain', 'walk.auth.eu-west-1.amazoncognito.com', '--region', 'eu-west-1', '--provider-var',
      'user-pool-id=eu-west-1_Walk00001',
    ],
    registered: 'http://localhost:{port}/callback',
    authorization: `/oauth2/authorize?${request}&scope=openid%20profile%20email&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /oauth2/token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /oauth2/token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /oauth2/userInfo\nBearer'],
    claims: {
      sub: '8b1f4c2d-3e5a-4f6b-9c7d-0a1b2c3d4e5f', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://example.com/zhangsan.png',
      email_verified: 'true', username: 'zhangsan',
    },
    refused: { error: 'invalid_grant', error_description: null, status: 400 },
  },
  {
    vendor: 'slack', registered: 'http://localhost:{port}/callback', secretless: true,
    authorization:
      `/openid/connect/authorize?${request}&scope=openid%20profile%20email&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /api/openid.connect.token\n${form}\n${grant}&client_id={id}`,
    refresh: 'none',
    userinfo: ['GET /api/openid.connect.userInfo\nBearer'],
    claims: {
      sub: 'U0R7JM', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://secure.gravatar.com/zhangsan.jpg', ok: true,
      'https://slack.com/user_id': 'U0R7JM', 'https://slack.com/team_id': 'T0R7GR', email_verified: true,
      date_email_verified: 1_622_128_723,
      given_name: 'San', family_name: 'Zhang', locale: 'en-US', 'https://slack.com/team_name': 'Walkers',
      'https://slack.com/team_domain': 'walkers',
    },
    refused: { error: 'invalid_code', error_description: null, status: 200 },
  },
]
