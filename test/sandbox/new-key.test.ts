import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'
import { newRsaKey } from '../../src/sandbox/new-key.ts'
import { rsaPair } from '../support/key-pairs.ts'
import { wide } from '../support/wide.ts'

test('a key can be exported at once, however often: Node 20 locks up where it is the one that was generated', {
  timeout: 180_000,
}, () => {
  const module = fileURLToPath(new URL('../../src/sandbox/new-key.ts', import.meta.url))
  const contents = `import { newEcdsaKey } from ${JSON.stringify(module)}
    for (let n = 0; n < ${wide ? 2000 : 400}; n += 1) newEcdsaKey('P-256').export({ format: 'jwk' })`
  const [bundle] = buildSync({
    stdin: { contents, resolveDir: '.' }, bundle: true, platform: 'node', format: 'cjs', write: false,
  }).outputFiles
  const { status, signal } = spawnSync(process.execPath, ['-e', bundle?.text ?? ''], { timeout: 170_000 })
  expect({ status, signal }).toEqual({ status: 0, signal: null })
})

test('RSA keys differ, also where a run takes those that it keeps', () => {
  const keys = [newRsaKey(2048), newRsaKey(2048), rsaPair(0).privateKey, rsaPair(1).privateKey]
  expect(new Set(keys.map(key => key.export({ format: 'jwk' }).n)).size).toBe(keys.length)
})
