import { expect, test } from 'vitest'
import { providersWithoutPkce } from '../../src/explain/facts/without-pkce.ts'
import { loadPreset, presetNames } from '../../src/providers/presets/index.ts'

test('the providers without PKCE are those of the presets', async () => {
  const presets = await Promise.all(presetNames.map(async name => loadPreset(name)))
  const without = presets.filter(preset => preset?.dialect?.pkce === 'off').map(preset => preset?.id)
  expect([...providersWithoutPkce].sort()).toEqual(without.sort())
})
