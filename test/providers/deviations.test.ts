import { describe, expect, test } from 'vitest'
import { deviationCodes, deviationKinds } from '../../src/codes/deviation.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { kindsOf, listDeviations } from '../../src/providers/deviations.ts'
import type { Dialect, Preset } from '../../src/providers/preset.ts'
import { loadPreset, loadPresets } from '../../src/providers/presets/index.ts'

const presets = await loadPresets()
const rows = presets.map(preset => [preset.id, preset] as const)

/** Paths of everything that a dialect says, down to its values; an error rule is one thing. */
function pathsOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || /\.errors\[\d+\]$/.test(path)) return [path]
  if (Array.isArray(value)) return value.flatMap((item, place) => pathsOf(item, `${path}[${place}]`))
  return Object.entries(value).flatMap(([name, item]) => pathsOf(item, `${path}.${name}`))
}

/** What a dialect says about our own doings, not about the provider's messages. */
const inner = /\.(save(\..*)?|unlessSaved|optional)$|\.token$/

function standsAsStandard(preset: Preset, path: string): boolean {
  const claim = /^dialect\.claims\.(\w+)$/.exec(path)?.[1] as keyof NonNullable<Dialect['claims']> | undefined
  return claim !== undefined && preset.dialect?.claims?.[claim] === claim
}

describe.each(rows)('the deviations of %s', (_id, preset) => {
  const deviations = listDeviations(preset)

  test('tell everything that its dialect says', () => {
    const told = deviations.map(({ path }) => path)
    const untold = pathsOf(preset.dialect ?? {}, 'dialect').filter(path => path !== 'dialect'
      && !inner.test(path) && !standsAsStandard(preset, path)
      && !told.some(item => path === item || path.startsWith(`${item}.`) || path.startsWith(`${item}[`)))
    expect(untold).toEqual([])
  })

  test.each([['en', en], ['zh', zh]] as const)('are whole sentences in %s', (_language, { provider }) => {
    const sentences = deviations.map(({ code, details }) => provider.deviations[code](details))
    expect(sentences.filter(sentence => sentence.length < 6 || /undefined|\s{2}|\(\)|（）/.test(sentence))).toEqual([])
  })
})

describe('the kinds', () => {
  test('occur among the presets, all 15 of them', () => {
    const found = new Set(presets.flatMap(preset => kindsOf(listDeviations(preset))))
    expect(deviationKinds.filter(kind => !found.has(kind))).toEqual([])
  })

  test('and so does every deviation that can be told', () => {
    const found = new Set(presets.flatMap(preset => listDeviations(preset).map(({ code }) => code)))
    expect(deviationCodes.filter(code => !found.has(code))).toEqual([])
  })

  test('of a provider that follows the standards are none', async () => {
    expect(listDeviations(await loadPreset('keycloak') as Preset)).toEqual([])
  })

  test('of WeChat are those that its documentation tells', async () => {
    expect(kindsOf(listDeviations(await loadPreset('wechat-web') as Preset))).toEqual(expect.arrayContaining([
      'parameter-names', 'authorization-request', 'scope', 'pkce', 'callback', 'client-authentication', 'token-request',
      'errors', 'refresh',
      'userinfo-request', 'userinfo-answer', 'redirect',
    ]))
  })
})
