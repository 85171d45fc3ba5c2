// What many bundles need stands in one file: a copy in each would make the package twice as large, and every command would read it again with
// each module that it imports when it is needed.
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

export const sharedFile = 'shared.cjs'

/** In as many bundles a module may stand before it is shared; what fewer need, others should not have to read. */
const mostCopies = 10

/** Bytes: a bundle that needs less of what is shared has a copy of its own, since reading the shared file takes longer. */
const leastUse = 50_000

/**
 * Of these bundles, as they are without anything shared: the modules that stand in many of them (whatever such a module imports is among them), and
 * the entries of those bundles that are better off without their own copies.
 */
export function chooseShared(bundles) {
  const inputsOf = ({ outputs }) => Object.values(outputs).flatMap(output => Object.entries(output.inputs))
  const inputs = bundles.map(({ entry, metafile }) => ({ entry, inputs: inputsOf(metafile) }))
  const counts = new Map()
  for (const [path] of inputs.flatMap(bundle => bundle.inputs)) counts.set(path, (counts.get(path) ?? 0) + 1)
  const paths = [...counts].filter(([path, count]) => count > mostCopies && !/\.json$|^[a-z-]+:/.test(path)).map(([path]) => path).sort()
  const isShared = new Set(paths)
  const usedBy = bundle => bundle.inputs.reduce((bytes, [path, { bytesInOutput }]) => isShared.has(path) ? bytes + bytesInOutput : bytes, 0)
  return { paths, users: new Set(inputs.filter(bundle => usedBy(bundle) >= leastUse).map(({ entry }) => entry)) }
}

/** Bundles what is shared: each module is a member of the file's exports, by its place in the list. */
export async function bundleShared(root, paths, options) {
  const contents = paths.map((path, place) => `export * as m${place} from './${path}'`).join('\n')
  return build({ ...options, stdin: { contents, resolveDir: root }, outfile: `dist/${sharedFile}`, metafile: true })
}

/** An import of a shared module becomes one of the file that has it. */
export function sharedModules(root, paths) {
  const places = new Map(paths.map((path, place) => [join(root, path), place]))
  return {
    name: 'shared-modules',
    setup(plugin) {
      plugin.onResolve({ filter: /./ }, async ({ path, kind, resolveDir, importer, pluginData, namespace }) => {
        if (kind !== 'import-statement' || pluginData === 'looked-up' || namespace === 'shared') return undefined
        const found = path.startsWith('.')
          ? resolve(resolveDir, path)
          : (await plugin.resolve(path, { kind, resolveDir, importer, pluginData: 'looked-up' })).path
        return places.has(found) ? { path: String(places.get(found)), namespace: 'shared' } : undefined
      })
      plugin.onResolve({ filter: /^\.\/shared\.cjs$/, namespace: 'shared' }, ({ path }) => ({ path, external: true }))
      plugin.onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => ({ contents: `module.exports = require('./${sharedFile}').m${path}` }))
    },
  }
}
