import type { WalkRow } from './western-walk.ts'
import { again, bareGrant, form, grant, pkce, posted, request } from './western-words.ts'

/** A part of the vendors: the files run side by side. */
export const rows: WalkRow[] = [
  {
    vendor: 'discord', mapped: true, registered: 'http://127.0.0.1:{port}/callback',
    authorization: `/oauth2/authorize?${request}&scope=identify%20email&state={state}&${pkce}`,
    token: `POST /api/oauth2/token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /api/oauth2/token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /api/users/@me\nBearer'],
    claims: {
      sub: '80351110224678912', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png',
      id: '80351110224678912', username: 'zhangsan',
      discriminator: '0', global_name: 'Zhang San', avatar: '8342729096ea3675442027381ff50dfe', verified: true,
      flags: 64, banner: null,
      accent_color: 16_711_680, premium_type: 1, public_flags: 64, locale: 'zh-CN',
    },
    refused: { error: 'invalid_grant', error_description: 'Invalid "code" in request.', status: 400 },
  },
  {
    vendor: 'facebook', mapped: true, registered: 'http://localhost/callback',
    redirect: 'http://localhost:{port}/callback',
    authorization: `/v24.0/dialog/oauth?${request}&scope=public_profile%2Cemail&state={state}&${pkce}`,
    token: `POST /v24.0/oauth/access_token\n${form}\n${grant}&${posted}`,
    refresh: 'none',
    userinfo: ['GET /v24.0/me?fields=id%2Cname%2Cemail%2Cpicture\nBearer'],
    claims: {
      sub: '10158000000000001', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://platform-lookaside.fbsbx.com/platform/profilepic/?asid=1', id: '10158000000000001',
    },
    refused: { error: '100', error_description: 'Invalid verification code format.', status: 400 },
  },
  {
    vendor: 'x', mapped: true, registered: 'http://127.0.0.1:{port}/callback',
    authorization:
      `/i/oauth2/authorize?${request}&scope=users.read%20tweet.read%20offline.access&state={state}&${pkce}`,
    token: `POST /2/oauth2/token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /2/oauth2/token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /2/users/me?user.fields=profile_image_url\nBearer'],
    claims: {
      sub: '2244994945', name: 'Zhang San',
      picture: 'https://pbs.twimg.com/profile_images/1683501992314798080/zhangsan_normal.jpg',
      data: {
        id: '2244994945', name: 'Zhang San', username: 'zhangsan',
        profile_image_url: 'https://pbs.twimg.com/profile_images/1683501992314798080/zhangsan_normal.jpg',
      },
    },
    refused: {
      error: 'invalid_request', error_description: 'Value passed for the authorization code was invalid.', status: 400,
    },
  },
  {
    vendor: 'linkedin', registered: 'https://example.com/callback', paste: true,
    authorization: `/oauth/v2/authorization?${request}&scope=openid%20profile%20email&state={state}`,
    token: `POST /oauth/v2/accessToken\n${form}\n${bareGrant}&${posted}`,
    refresh: 'none',
    userinfo: ['GET /v2/userinfo\nBearer'],
    claims: {
      sub: '782bbtaQ', name: 'Zhang San', given_name: 'San', family_name: 'Zhang',
      picture: 'https://media.licdn-ei.com/dms/image/zhangsan.jpg',
      locale: { country: 'CN', language: 'zh' }, email: 'zhangsan@example.com', email_verified: true,
    },
    refused: {
      error: 'invalid_request', status: 400,
      error_description: 'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists',
    },
  },
  {
    vendor: 'twitch', registered: 'http://localhost:{port}/callback',
    authorization: `/oauth2/authorize?${request}&scope=openid%20user%3Aread%3Aemail&state={state}&nonce={nonce}&claims=%7B%22userinfo%22%3A%7B%22email%22%3Anull%2C%22picture%22%3Anull%2C%22preferred_username%22%3Anull%7D%7D`,
    token: `POST /oauth2/token\n${form}\n${bareGrant}&${posted}`,
    refresh: `POST /oauth2/token\n${form}\n${again}&${posted}`,
    userinfo: ['GET /oauth2/userinfo\nBearer'],
    claims: {
      sub: '141981764', name: 'zhangsan', email: 'zhangsan@example.com',
      picture: 'https://static-cdn.jtvnw.net/jtv_user_pictures/zhangsan-300x300.png',
      aud: 'hof5gwx0su6owfnys0nyan9c87zr6t', exp: 1_795_000_000, iat: 1_794_985_876, iss: '{origin}/oauth2',
      preferred_username: 'zhangsan',
    },
    refused: { error: '400', error_description: 'Invalid authorization code', status: 400 },
  },
  {
    vendor: 'spotify', mapped: true, registered: 'http://127.0.0.1/callback',
    redirect: 'http://127.0.0.1:{port}/callback',
    authorization: `/authorize?${request}&scope=user-read-email%20user-read-private&state={state}&${pkce}`,
    token: `POST /api/token\n${form}\nBasic {id}:{secret}\n${grant}`,
    refresh: `POST /api/token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /v1/me\nBearer'],
    claims: {
      sub: 'zhangsan', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://i.scdn.co/image/zhangsan-large', country: 'CN',
      display_name: 'Zhang San', explicit_content: { filter_enabled: false, filter_locked: false },
      external_urls: { spotify: 'https://open.spotify.com/user/zhangsan' }, followers: { href: null, total: 3 },
      href: 'https://api.spotify.com/v1/users/zhangsan',
      id: 'zhangsan',
      images: [
        { url: 'https://i.scdn.co/image/zhangsan-large', height: 300, width: 300 },
        { url: 'https://i.scdn.co/image/zhangsan-small', height: 64, width: 64 },
      ],
      product: 'free', type: 'user', uri: 'spotify:user:zhangsan',
    },
    refused: { error: 'invalid_grant', error_description: 'Invalid authorization code', status: 400 },
  },
  {
    vendor: 'dropbox', mapped: true, registered: 'http://localhost:{port}/callback',
    authorization:
      `/oauth2/authorize?${request}&scope=account_info.read&state={state}&${pkce}&token_access_type=offline`,
    token: `POST /oauth2/token\n${form}\n${grant}&${posted}`,
    refresh: `POST /oauth2/token\n${form}\n${again}&${posted}`,
    userinfo: ['POST /2/users/get_current_account\nBearer'],
    claims: {
      sub: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://dl-web.dropbox.com/account_photo/get/dbaphid%3Azhangsan?size=128x128',
      account_id: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
      email_verified: true, disabled: false, locale: 'en', referral_link: 'https://db.tt/walk', is_paired: false,
      account_type: { '.tag': 'basic' },
      country: 'CN', profile_photo_url: 'https://dl-web.dropbox.com/account_photo/get/dbaphid%3Azhangsan?size=128x128',
    },
    refused: { error: 'invalid_grant', error_description: 'code doesn\'t exist or has expired', status: 400 },
  },
  {
    vendor: 'notion', mapped: true, registered: 'http://localhost:{port}/callback',
    authorization: `/v1/oauth/authorize?${request}&state={state}&owner=user`,
    token: 'POST /v1/oauth/token\napplication/json\nBasic {id}:{secret}\nNotion-Version 2022-06-28\n{"redirect_uri":"{redirect}","code":"{code}","grant_type":"authorization_code"}',
    refresh: 'POST /v1/oauth/token\napplication/json\nBasic {id}:{secret}\nNotion-Version 2022-06-28\n{"refresh_token":"{refresh}","grant_type":"refresh_token"}',
    userinfo: ['GET /v1/users/me\nBearer\nNotion-Version 2022-06-28'],
    claims: {
      sub: 'e79a0b74-3aba-4149-9f74-0bb5791a6ee6', name: 'Zhang San', email: 'zhangsan@example.com',
      picture: 'https://lh3.googleusercontent.com/-walk/zhangsan.jpg', object: 'user',
      id: '16d84278-ab0e-484c-9bdd-b35da3bd8905', avatar_url: null, type: 'bot',
      bot: {
        owner: {
          type: 'user',
          user: {
            object: 'user', id: 'e79a0b74-3aba-4149-9f74-0bb5791a6ee6', name: 'Zhang San',
            avatar_url: 'https://lh3.googleusercontent.com/-walk/zhangsan.jpg',
            type: 'person', person: { email: 'zhangsan@example.com' },
          },
        },
        workspace_name: 'Walkers',
      },
    },
    refused: { error: 'invalid_grant', error_description: 'Invalid code.', status: 400 },
  },
  {
    vendor: 'reddit', mapped: true, registered: 'http://localhost:{port}/callback',
    authorization: `/api/v1/authorize?${request}&scope=identity&state={state}&duration=permanent`,
    token: `POST /api/v1/access_token\n${form}\nBasic {id}:{secret}\n${bareGrant}`,
    refresh: `POST /api/v1/access_token\n${form}\nBasic {id}:{secret}\n${again}`,
    userinfo: ['GET /api/v1/me\nBearer'],
    claims: {
      // The address is written for HTML at Reddit; an address with &amp; in it shows no picture.
      sub: '1w72', name: 'zhangsan',
      picture: 'https://styles.redditmedia.com/t5_walk/styles/profileIcon_zhangsan.png?width=256&height=256&s=0a1b2c',
      id: '1w72', created_utc: 1_134_028_003, link_karma: 1, comment_karma: 2, has_verified_email: true,
      is_employee: false,
      icon_img:
        'https://styles.redditmedia.com/t5_walk/styles/profileIcon_zhangsan.png?width=256&amp;height=256&amp;s=0a1b2c', over_18:
          false,
    },
    refused: { error: 'invalid_grant', error_description: null, status: 200 },
  },
]
