import type { WalkRow } from './western-walk.ts'
import { again, bareGrant, form, grant, pkce, posted, request } from './western-words.ts'

/** A part of the vendors: the files run side by side. */
export const rows: WalkRow[] = [
  {
    vendor: 'zoom', mapped: true, registered: 'http://127.0.0.1/callback', redirect: 'http://127.0.0.1:{port}/callback',
    authorization: `/oauth/authorize?${request}&scope=user%3Aread%3Auser&state={state}&${pkce}`,
    token: `POST /oauth/token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /oauth/token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /v2/users/me\nBearer'],
    claims: {
      sub: 'z8yCxjabcdEFGHfp8uQ', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://zoom.us/p/zhangsan', id: 'z8yCxjabcdEFGHfp8uQ',
      first_name:
        'San', last_name: 'Zhang', display_name: 'Zhang San', type: 1, role_name: 'Owner', pmi: 3_542_471_135,
      verified: 1,
      pic_url: 'https://zoom.us/p/zhangsan', account_id: 'abc123', language: 'en-US', status: 'active',
    },
    refused: { error: 'invalid_request', error_description: 'Invalid authorization code', status: 400 },
  },
  {
    vendor: 'bitbucket', mapped: true, registered: 'http://localhost:{port}/',
    redirect: 'http://localhost:{port}/callback',
    authorization: `/site/oauth2/authorize?${request}&scope=account%20email&state={state}`,
    token: `POST /site/oauth2/access_token\n${form}\nBasic {id}:{secret}\n${bareGrant}`,
    refresh: `POST /site/oauth2/access_token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /2.0/user\nBearer', 'GET /2.0/user/emails\nBearer'],
    claims: {
      sub: '557058:walk-0000-4000-8000-zhangsan', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://avatar-management.services.atlassian.com/zhangsan/128', display_name: 'Zhang San',
      links: {
        avatar: { href: 'https://avatar-management.services.atlassian.com/zhangsan/128' },
        self: { href: 'https://api.bitbucket.org/2.0/users/zhangsan' },
      },
      created_on: '2020-01-01T00:00:00.000000+00:00', type: 'user', uuid: '{9a2b3c4d-0000-4000-8000-5e6f7a8b9c0d}',
      account_id: '557058:walk-0000-4000-8000-zhangsan', nickname: 'zhangsan', username: 'zhangsan',
      has_2fa_enabled: null, account_status: 'active',
    },
    refused: { error: 'invalid_grant', error_description: 'The specified code is not valid.', status: 400 },
  },
  {
    vendor: 'atlassian', mapped: true, registered: 'http://localhost:{port}/callback',
    authorization: `/authorize?${request}&scope=read%3Ame%20offline_access&state={state}&${pkce}&audience=api.atlassian.com&prompt=consent`,
    token: 'POST /oauth/token\napplication/json\n{"redirect_uri":"{redirect}","code":"{code}","code_verifier":"{verifier}","grant_type":"authorization_code","client_id":"{id}","client_secret":"{secret}"}',
    refresh: 'POST /oauth/token\napplication/json\n{"refresh_token":"{refresh}","grant_type":"refresh_token","client_id":"{id}","client_secret":"{secret}"}',
    userinfo: ['GET /me\nBearer'],
    claims: {
      sub: '557058:walk-0000-4000-8000-zhangsan', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/zhangsan/128',
      account_type: 'atlassian',
      account_id: '557058:walk-0000-4000-8000-zhangsan', account_status: 'active', nickname: 'zhangsan',
      zoneinfo: 'Asia/Shanghai', locale: 'zh-CN',
      extended_profile: { job_title: 'Walker' },
    },
    refused: { error: 'invalid_grant', error_description: 'Invalid authorization code', status: 403 },
  },
  {
    vendor: 'salesforce', words: ['--domain', 'walk.my.salesforce.com'], registered: 'http://localhost:{port}/callback',
    authorization: `/services/oauth2/authorize?${request}&scope=openid%20profile%20email%20refresh_token&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /services/oauth2/token\n${form}\n${grant}&${posted}`,
    refresh: `POST /services/oauth2/token\n${form}\n${again}&${posted}`,
    userinfo: ['GET /services/oauth2/userinfo\nBearer'],
    claims: {
      sub: '{origin}/id/00Dx0000000BV7zEAG/005x00000012Q9PAAU', user_id: '005x00000012Q9PAAU',
      organization_id: '00Dx0000000BV7zEAG',
      preferred_username: 'zhangsan@walk.example', nickname: 'zhangsan', name: 'Zhang San',
      email: 'zhangsan@example.com', email_verified: true,
      given_name: 'San', family_name: 'Zhang', zoneinfo: 'Asia/Shanghai',
      photos: {
        picture: 'https://walk.file.force.com/profilephoto/005/F',
        thumbnail: 'https://walk.file.force.com/profilephoto/005/T',
      },
      picture:
        'https://walk.file.force.com/profilephoto/005/F', active: true, user_type: 'STANDARD', language: 'zh_CN',
      utcOffset: 28_800_000,
    },
    refused: { error: 'invalid_grant', error_description: 'invalid authorization code', status: 400 },
  },
  {
    vendor: 'hubspot', mapped: true, registered: 'http://localhost:{port}/callback',
    authorization: `/oauth/authorize?${request}&scope=oauth&state={state}`,
    token: `POST /oauth/v1/token\n${form}\n${bareGrant}&${posted}`,
    refresh: `POST /oauth/v1/token\n${form}\n${again}&${posted}`,
    userinfo: ['GET /oauth/v1/access-tokens/{access}'],
    claims: {
      sub: '1234567', name: 'zhangsan@example.com', email: 'zhangsan@example.com', token: '<access_token>',
      user: 'zhangsan@example.com', hub_domain: 'walk.example', scopes: ['oauth'],
      hub_id: 62_515, app_id: 456, expires_in: 1754, user_id: 1_234_567, token_type: 'access',
    },
    refused: { error: 'BAD_AUTH_CODE', error_description: 'missing or unknown auth code', status: 400 },
  },
  {
    vendor: 'yahoo', registered: 'https://example.com/callback', paste: true,
    authorization: `/oauth2/request_auth?${request}&scope=openid%20profile%20email&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /oauth2/get_token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /oauth2/get_token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /openid/v1/userinfo\nBearer'],
    claims: {
      sub: 'FSVIDUW3D7FSVIDUW3D72F2F', name: 'Zhang San', given_name: 'San', family_name: 'Zhang', locale: 'zh-CN',
      email: 'zhangsan@example.com',
      email_verified: true, picture: 'https://s.yimg.com/ag/images/zhangsan_192sq.jpg',
      profile_images: { image64: 'https://s.yimg.com/ag/images/zhangsan_64sq.jpg' },
    },
    refused: { error: 'INVALID_GRANT', error_description: 'invalid authorization code', status: 401 },
  },
  {
    // The email address stands in the ID token alone, and an HS256 ID token is never taken as proof here.
    vendor: 'line', mapped: true, words: ['--scope', 'openid profile email'],
    registered: 'http://localhost:{port}/callback',
    authorization:
      `/oauth2/v2.1/authorize?${request}&scope=openid%20profile%20email&state={state}&nonce={nonce}&${pkce}`,
    token: `POST /oauth2/v2.1/token\n${form}\n${grant}&${posted}`,
    refresh: `POST /oauth2/v2.1/token\n${form}\n${again}&${posted}`,
    userinfo: ['GET /oauth2/v2.1/userinfo\nBearer'],
    claims: {
      sub: 'U1234567890abcdef1234567890abcdef', name: 'Zhang San', picture: 'https://profile.line-scdn.net/0hzhangsan',
    },
    refused: { error: 'invalid_grant', error_description: 'invalid authorization code', status: 400 },
  },
]
