import type { CodeRule } from './symptom.ts'

const kakao = 'developers.kakao.com/docs/latest/en/rest-api/reference (error codes)'
const kakaoLogin = 'developers.kakao.com/docs/en/kakaologin/trouble-shooting'
const naver = 'developers.naver.com/docs/login/profile'
const tiktok = 'developers.tiktok.com/doc/tiktok-api-v2-error-handling'

/** Kakao, Naver and TikTok answer with numbers or words of their own. */
export const asia: readonly CodeRule[] = [
  { id: 'kakao-redirect', codes: ['KOE006', 'KOE303'], source: kakaoLogin },
  { id: 'kakao-key', codes: ['KOE101'], source: kakaoLogin },
  { id: 'kakao-scope', codes: ['KOE205'], source: kakaoLogin },
  { id: 'client-secret-wrong', codes: ['KOE010'], source: kakaoLogin },
  { id: 'code-expired', codes: ['KOE320'], source: kakaoLogin },
  { id: 'refresh-token-dead', codes: ['KOE322'], source: kakaoLogin },
  { id: 'kakao-not-connected', presets: ['kakao'], codes: [-101, -103], source: kakao },
  { id: 'access-token-dead', presets: ['kakao'], codes: [-401], source: kakao },
  { id: 'kakao-scope', presets: ['kakao'], codes: [-402], source: kakao },
  { id: 'user-restricted', presets: ['kakao'], codes: [-406], source: kakao },
  { id: 'request-malformed', presets: ['kakao'], codes: [-2], source: kakao },
  { id: 'provider-busy', presets: ['kakao'], codes: [-1], source: kakao },

  { id: 'access-token-dead', presets: ['naver'], codes: ['024', '028'], source: naver },
  { id: 'scope-lacking', presets: ['naver'], codes: [403], source: naver },
  { id: 'provider-busy', presets: ['naver'], codes: [500], source: naver },

  { id: 'access-token-dead', presets: ['tiktok'], codes: ['access_token_invalid'], source: tiktok },
  {
    id: 'scope-lacking', presets: ['tiktok'], codes: ['scope_not_authorized', 'scope_permission_missed'],
    source: tiktok,
  },
  { id: 'request-malformed', presets: ['tiktok'], codes: ['invalid_params'], source: tiktok },
  { id: 'provider-busy', presets: ['tiktok'], codes: ['rate_limit_exceeded', 'internal_error'], source: tiktok },
]
