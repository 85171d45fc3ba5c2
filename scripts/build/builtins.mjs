// Node's own modules are loaded where they are first used, and not where they are imported: `node:crypto` alone takes
// as long as all of ours that a short command loads.

/** Those that take long, and that not every command uses. */
const costly = [
  'child_process', 'crypto', 'http', 'https', 'net', 'os', 'perf_hooks', 'stream', 'stream/consumers',
  'timers/promises', 'tls', 'tty', 'zlib',
]

/** Makes of each of them an object whose members are looked up when they are used. */
export const builtinsLate = {
  name: 'builtins-late',
  renderChunk: code => code.replace(/^let (\w+) = require\("node:([\w/]+)"\);$/gm, (asItIs, local, name) => {
    if (!costly.includes(name) || code.includes(`__toESM(${local})`)) return asItIs
    const members = new Set([...code.matchAll(new RegExp(`\\b${local}\\.(\\w+)`, 'g'))].map(([, member]) => member))
    return `let ${local} = { ${[...members].map(member =>
      `get ${member}() { return require("node:${name}").${member} }`).join(', ')} };`
  }),
}
