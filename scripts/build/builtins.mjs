// Node's own modules are loaded where they are first used, and not where they are imported: `node:crypto` alone takes as long as all of ours that
// a short command loads.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Those that take long, and that not every command uses. */
const costly = ['child_process', 'crypto', 'http', 'https', 'net', 'perf_hooks', 'stream', 'stream/consumers', 'timers/promises', 'tls', 'tty', 'zlib']

/** Makes of each of them a module whose members are looked up when they are used. */
export const builtinsLate = {
  name: 'builtins-late',
  setup({ initialOptions, onStart, onResolve, onLoad }) {
    let names
    onStart(async () => void (names ??= await namesImported(join(initialOptions.absWorkingDir, 'src'))))
    onResolve({ filter: /^node:/ }, ({ path, kind }) => kind === 'import-statement' && costly.includes(path.slice('node:'.length)) ? { path, namespace: 'late' } : undefined)
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: `module.exports={${[...names.get(path)].map(name => `get ${name}(){return require("${path}").${name}}`).join(',')}}`,
    }))
  },
}

/** The names that our sources import from each of Node's modules. */
async function namesImported(folder) {
  const names = new Map()
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.ts')) continue
    const imports = (await readFile(join(folder, file), 'utf8')).matchAll(/^import \{([^}]*)\} from '(node:[\w/]+)'/gm)
    for (const [, list, path] of imports) names.set(path, new Set([...names.get(path) ?? [], ...list.split(',').map(nameOf).filter(name => name !== '')]))
  }
  return names
}

/** `type X` and `x as y` may stand in a list. */
function nameOf(entry) {
  const [name] = entry.trim().split(' as ')
  return name.startsWith('type ') ? '' : name
}
