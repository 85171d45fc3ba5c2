import type { Preset } from '../preset.ts'

/**
 * Every preset, by its name; a preset is loaded when it is asked for. Western ones first, each block in alphabetical
 * order.
 */
const loaders: Record<string, () => Promise<{ preset: Preset }>> = {
  apple: async () => import('./apple.ts'),
  atlassian: async () => import('./atlassian.ts'),
  auth0: async () => import('./auth0.ts'),
  bitbucket: async () => import('./bitbucket.ts'),
  cognito: async () => import('./cognito.ts'),
  discord: async () => import('./discord.ts'),
  dropbox: async () => import('./dropbox.ts'),
  facebook: async () => import('./facebook.ts'),
  github: async () => import('./github.ts'),
  gitlab: async () => import('./gitlab.ts'),
  google: async () => import('./google.ts'),
  hubspot: async () => import('./hubspot.ts'),
  keycloak: async () => import('./keycloak.ts'),
  line: async () => import('./line.ts'),
  linkedin: async () => import('./linkedin.ts'),
  microsoft: async () => import('./microsoft.ts'),
  notion: async () => import('./notion.ts'),
  okta: async () => import('./okta.ts'),
  reddit: async () => import('./reddit.ts'),
  salesforce: async () => import('./salesforce.ts'),
  slack: async () => import('./slack.ts'),
  spotify: async () => import('./spotify.ts'),
  twitch: async () => import('./twitch.ts'),
  x: async () => import('./x.ts'),
  yahoo: async () => import('./yahoo.ts'),
  zoom: async () => import('./zoom.ts'),

  alipay: async () => import('./alipay.ts'),
  baidu: async () => import('./baidu.ts'),
  dingtalk: async () => import('./dingtalk.ts'),
  douyin: async () => import('./douyin.ts'),
  feishu: async () => import('./feishu.ts'),
  gitee: async () => import('./gitee.ts'),
  huawei: async () => import('./huawei.ts'),
  jd: async () => import('./jd.ts'),
  kakao: async () => import('./kakao.ts'),
  lark: async () => import('./lark.ts'),
  naver: async () => import('./naver.ts'),
  qq: async () => import('./qq.ts'),
  tiktok: async () => import('./tiktok.ts'),
  'wechat-mp': async () => import('./wechat-mp.ts'),
  'wechat-web': async () => import('./wechat-web.ts'),
  wecom: async () => import('./wecom.ts'),
  weibo: async () => import('./weibo.ts'),
  xiaomi: async () => import('./xiaomi.ts'),
  zhihu: async () => import('./zhihu.ts'),
}

/** The names of all presets. */
export const presetNames: readonly string[] = Object.keys(loaders)

/** The preset of that name; undefined where there is none. */
export async function loadPreset(name: string): Promise<Preset | undefined> {
  return (await (Object.hasOwn(loaders, name) ? loaders[name]?.() : undefined))?.preset
}

/** All presets, in the order of their names' list. */
export async function loadPresets(): Promise<Preset[]> {
  return (await Promise.all(Object.values(loaders).map(async load => load()))).map(({ preset }) => preset)
}
