// Bundles the program into dist as CommonJS: one file for what every command needs, one for each module of ours that is imported when it is
// needed, and one for each npm package. Reading one file is much faster than resolving a tree of modules, and what is not read costs nothing.
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { builtinsLate } from './build/builtins.mjs'
import { writeLicences } from './build/licences.mjs'
import { declareTypes } from './build/types.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
/** The packages that go with the program, so that whoever installs it fetches nothing else. */
const { vendored: packages } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
/** Those of which we use so little that it stands within our own files: one more file to find and load would take longer. */
const within = ['ipaddr.js', 'jose', 'shlex']
const besides = packages.filter(name => !within.includes(name))
/** A package's file beside ours: a scope is no folder there. */
const beside = name => `${name.replace('/', '-')}.cjs`

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  define: { 'import.meta.dirname': '__dirname' },
  // A dynamic import becomes a require: of a CommonJS file, import() would see only the names that a scanner finds.
  // A template with a tag keeps its text as it was written, which charset can't change.
  supported: { 'dynamic-import': false, 'template-literal': false },
  // ASCII only: V8 reads a file of one-byte characters in half the time, and keeps it in half the memory.
  charset: 'ascii',
  legalComments: 'eof',
  logLevel: 'warning',
}

/** Our own code finds each other package as a file beside it. */
const packagesBeside = {
  name: 'packages-beside',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${besides.join('|')})$`) }, ({ path }) => ({ path: `./vendor/${beside(path)}`, external: true }))
  },
}

/** open looks for its opener beside itself, which in CommonJS is told in another way. */
const withOwnAddress = {
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: 'var importMetaUrl=require("url").pathToFileURL(__filename).href;' },
}

/** commander starts programs only for commands that are programs of their own, and ours never are: loading that is half of its time. */
const withoutChildProcess = {
  name: 'without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?child_process$/ }, ({ path }) => ({ path, namespace: 'no-child-process' }))
    onLoad({ filter: /.*/, namespace: 'no-child-process' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** conf checks a schema and migrates from older versions only where it is told to, and ours never is: ajv and semver are most of its loading time. */
const withoutSchemas = {
  name: 'without-schemas',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(ajv|semver)/ }, ({ path }) => ({ path, namespace: 'none' }))
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = function none() {}; module.exports.default = module.exports' }))
  },
}

/** conf asks for the user's home while it loads, which not every user has, for a folder that ours are never in. */
const withoutOwnFolder = {
  name: 'without-own-folder',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^env-paths$/ }, ({ path }) => ({ path, namespace: 'no-own-folder' }))
    onLoad({ filter: /.*/, namespace: 'no-own-folder' }, () => ({ contents: 'export default undefined' }))
  },
}

/** Of undici we use requests and what install() sets, and never what it has for tests, caches and sockets: that is a good part of its time. */
const withoutUnusedParts = {
  name: 'without-unused-parts',
  setup({ onLoad }) {
    const unused = new RegExp(`[/\\\\]undici[/\\\\]lib[/\\\\](${[
      'mock', 'cache', 'interceptor', 'web/(cache|cookies|websocket|eventsource)', 'web/fetch/(index|request)\\.js',
      'dispatcher/(client-h2|h2c-client|balanced-pool|round-robin-pool|retry-agent)\\.js', 'handler/(retry|redirect)-handler\\.js',
    ].join('|').replaceAll('/', '[/\\\\]')})`)
    const contents = 'const None = class {}; module.exports = new Proxy(None, { get: (none, name) => name in none ? none[name] : None })'
    onLoad({ filter: unused }, () => ({ contents }))
  },
}

/** pg is given what it would otherwise find out: addresses taken apart, a password, and no other runtime than Node. */
const withoutSurroundings = {
  name: 'without-surroundings',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(pg-connection-string|pgpass|pg-cloudflare|pg-native)$/ }, ({ path }) => ({ path, namespace: 'no-surroundings' }))
    onLoad({ filter: /.*/, namespace: 'no-surroundings' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** koa knows two thousand media types by their file names, and sorts them all at start; the sandbox's pages have these. */
const fewMediaTypes = {
  name: 'few-media-types',
  setup({ onLoad }) {
    const known = ['application/json', 'application/jwt', 'application/x-www-form-urlencoded', 'image/svg+xml', 'text/css', 'text/html', 'text/plain']
    onLoad({ filter: /[/\\]mime-db[/\\]db\.json$/ }, async ({ path }) => {
      const all = JSON.parse(await readFile(path, 'utf8'))
      return { contents: JSON.stringify(Object.fromEntries(known.map(type => [type, all[type]]))), loader: 'json' }
    })
  },
}

/** What a short way wants nearly always stands within its file: one file less to find. */
const atHand = {
  'src/cli/explain/at-hand.ts': [
    'src/explain/readings/messages/request.ts', 'src/explain/readings/providers/index.ts', 'src/messages/en/of-message.ts', 'src/messages/en/explain-words.ts',
    'src/messages/en/explain-readings.ts', 'src/messages/en/explain-request.ts',
    'src/messages/en/explain-pkce.ts',
  ],
}

/** A module of ours that is imported when it is needed becomes a file of its own. */
const late = new Set()
const lateModules = {
  name: 'late-modules',
  setup({ initialOptions, onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      const entry = relative(root, resolve(resolveDir, path))
      if (atHand[initialOptions.entryPoints[0]]?.includes(entry)) return undefined
      late.add(entry)
      return { path: `./${fileOf(entry)}`, external: true }
    })
  },
}

/** `src/cli/token/show.ts` becomes `cli-token-show.cjs`. */
function fileOf(entry) {
  return entry === main ? 'oauth-walk.cjs' : `${entry.replace(/^src\//, '').replace(/\.ts$/, '').replaceAll(/[/\\]/g, '-')}.cjs`
}

const main = 'src/cli/main.ts'
const manual = 'src/cli/manual.ts'
/**
 * What bin loads: the program, the short ways to a stored token, to what an address says and to a shell's candidates, what proves a place of code;
 * and what the build and other programs load.
 */
const entryPoints = [
  main, 'src/cli/token/at-hand.ts', 'src/cli/explain/at-hand.ts', 'src/cli/completion/complete.ts', 'src/place/code.ts', manual, 'src/library/index.ts',
]
async function bundleOurs() {
  const done = new Set()
  const built = []
  for (let entries = entryPoints; entries.length > 0; entries = [...late].filter(entry => !done.has(entry))) {
    built.push(...await Promise.all(entries.map(entry => build({
      // Space is left out: it would be a sixth of what is read at every start.
      ...common, minifyWhitespace: true, entryPoints: [entry], outfile: `dist/${fileOf(entry)}`, metafile: true, plugins: [packagesBeside, lateModules, builtinsLate],
    }))))
    entries.forEach(entry => done.add(entry))
  }
  return built
}

function bundlePackages() {
  return Promise.all(besides.map(name => build({
    ...common,
    // oidc-provider answers by the names of its classes: names stay. Space is left out, since a source is held in memory as long as its functions.
    minifyWhitespace: true,
    stdin: { contents: reexport(name), resolveDir: root },
    outfile: `dist/vendor/${beside(name)}`,
    metafile: true,
    // As Node itself would see it, the default export of a CommonJS file is the whole of it.
    footer: { js: 'if (module.exports.default) module.exports = Object.defineProperties(module.exports.default, Object.getOwnPropertyDescriptors(module.exports));' },
    ...name === 'open' ? withOwnAddress : {},
    plugins: { conf: [withoutSchemas, withoutOwnFolder], commander: [withoutChildProcess], undici: [withoutUnusedParts], 'oidc-provider': [fewMediaTypes], pg: [withoutSurroundings] }[name] ?? [],
  })))
}

await rm(join(root, 'dist'), { recursive: true, force: true })
await mkdir(join(root, 'dist/vendor'), { recursive: true })
const [vendored, ours] = await Promise.all([bundlePackages(), bundleOurs(), declareTypes(root, packages)])
await writeAscii(ours.flatMap(({ metafile }) => Object.keys(metafile.outputs)))
await writeLicences(root, join(root, 'dist/vendor/LICENSES.txt'), [...vendored, ...ours].map(({ metafile }) => metafile))

// The bundle is CommonJS; who imports the package sees a module with these names.
await writeFile(join(root, 'dist/library.mjs'), `export { ${Object.keys(require(join(root, 'dist/library-index.cjs'))).join(', ')} } from './library-index.cjs'\n`)

// The manual page has the words of --help; what writes it is not part of the program.
const { writeManual } = require(join(root, 'dist/cli-manual.cjs'))
await mkdir(join(root, 'man'), { recursive: true })
await writeFile(join(root, 'man/oauth-walk.1'), writeManual(require(join(root, 'dist/messages-en-index.cjs')).en))
await rm(join(root, 'dist/cli-manual.cjs'))

// open brings its own opener for Linux and looks for it beside itself.
const opener = join(dirname(require.resolve('open')), 'xdg-open')
await copyFile(opener, join(root, 'dist/vendor/xdg-open'))
await chmod(join(root, 'dist/vendor/xdg-open'), 0o755)

/**
 * One character beyond doubles the whole file. esbuild copies a regular expression as it is: such a character is written there as \u and its number,
 * which means the same.
 */
async function writeAscii(files) {
  for (const file of files) {
    const text = await readFile(join(root, file), 'utf8')
    if (/[\u{10000}-\u{10ffff}]/u.test(text)) throw new Error(`${file} holds characters that one \\u can't write`)
    const ascii = text.replace(/[^\0-\x7f]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
    if (ascii !== text) await writeFile(join(root, file), ascii)
  }
}

function reexport(name) {
  // Without the pool, which this program never has.
  if (name === 'pg') return `module.exports = { Client: require('pg/lib/client.js') }`
  if (name === 'undici') return `module.exports = require('undici')`
  const hasDefault = ['chalk', 'conf', 'oidc-provider', 'open', 'ora', 'string-width', '@inquirer/input', '@inquirer/search'].includes(name)
  return `export * from '${name}'; ${hasDefault ? `export { default } from '${name}'` : ''}`
}
