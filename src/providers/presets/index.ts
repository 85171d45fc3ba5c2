import type { Preset } from '../preset.ts'

/** Every preset, by its name; a preset is loaded when it is asked for. */
const loaders: Record<string, () => Promise<{ preset: Preset }>> = {
  github: async () => import('./github.ts'),
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
