// Bundles the program into dist as CommonJS: our modules in as few files as each start needs (build/ours.mjs), and one
// file for each npm package. Reading one file is much faster than resolving a tree of modules, and what is not read
// costs nothing.
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { minify } from 'rolldown/utils'
import { inAscii } from './ascii.mjs'
import { writeBill } from './bill.mjs'
import { writeLicences } from './licences.mjs'
import { bundleOurs } from './ours.mjs'
import { declareTypes } from './types.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(import.meta.url)
/** The packages that go with the program, so that whoever installs it fetches nothing else. */
const { vendored: packages } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
/**
 * Those of which we use so little that it stands within our own files: one more file to find and load would take
 * longer.
 */
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
  supported: { 'dynamic-import': false },
  legalComments: 'eof',
  logLevel: 'warning',
}

/** open looks for its opener beside itself, which in CommonJS is told in another way. */
const withOwnAddress = {
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: 'var importMetaUrl=require("url").pathToFileURL(__filename).href;' },
}

/**
 * commander starts programs only for commands that are programs of their own, and ours never are: loading that is half
 * of its time.
 */
const withoutChildProcess = {
  name: 'without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?child_process$/ }, ({ path }) => ({ path, namespace: 'no-child-process' }))
    onLoad({ filter: /.*/, namespace: 'no-child-process' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/**
 * commander compares each flag with all others as it comes: with a login's hundred flags that is as long as making
 * them. The tests do it once.
 */
const withoutComparing = {
  name: 'without-comparing',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]commander[/\\]lib[/\\]command\.js$/ }, async ({ path }) => {
      const comparing = /const matchingOption =[^;]*;/
      const text = await readFile(path, 'utf8')
      if (!comparing.test(text)) throw new Error('commander compares flags in another way')
      return { contents: text.replace(comparing, 'const matchingOption = undefined;') }
    })
  },
}

/**
 * conf checks a schema and migrates from older versions only where it is told to, and ours never is: ajv and semver are
 * most of its loading time.
 */
const withoutSchemas = {
  name: 'without-schemas',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(ajv|semver)/ }, ({ path }) => ({ path, namespace: 'none' }))
    onLoad(
      { filter: /.*/, namespace: 'none' },
      () => ({ contents: 'module.exports = function none() {}; module.exports.default = module.exports' }),
    )
  },
}

/**
 * conf compares what it has read with that and its defaults, and loads all that asserts for that. Ours has no defaults:
 * they are the same.
 */
const withoutAsserting = {
  name: 'without-asserting',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:assert$/ }, ({ path }) => ({ path, namespace: 'no-asserting' }))
    onLoad({ filter: /.*/, namespace: 'no-asserting' }, () => ({ contents: 'export default { deepEqual() {} }' }))
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

/** Whoever names a class of Node's fetch loads all of it: a fifth of a login's time. */
const fetchClasses = {
  // oauth4webapi judges answers that we make for it.
  oauth4webapi: 'src/protocol/fetch-classes.ts', 'oidc-provider': 'scripts/build/no-fetch-classes.mjs',
}

/** pg is given what it would otherwise find out: addresses taken apart, a password, and no other runtime than Node. */
const withoutSurroundings = {
  name: 'without-surroundings',
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: /^(pg-connection-string|pgpass|pg-cloudflare|pg-native)$/ },
      ({ path }) => ({ path, namespace: 'no-surroundings' }),
    )
    onLoad({ filter: /.*/, namespace: 'no-surroundings' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/**
 * koa knows two thousand media types by their file names, and sorts them all at start; the sandbox's pages have these.
 */
const fewMediaTypes = {
  name: 'few-media-types',
  setup({ onLoad }) {
    const known = [
      'application/json', 'application/jwt', 'application/x-www-form-urlencoded', 'image/svg+xml', 'text/css',
      'text/html', 'text/plain',
    ]
    onLoad({ filter: /[/\\]mime-db[/\\]db\.json$/ }, async ({ path }) => {
      const all = JSON.parse(await readFile(path, 'utf8'))
      return { contents: JSON.stringify(Object.fromEntries(known.map(type => [type, all[type]]))), loader: 'json' }
    })
  },
}

/** What other programs import, by the name of the module that they get. */
const exported = { library: 'src/library/index.ts', sandbox: 'src/sandbox/configured/index.ts' }
/**
 * What is loaded from outside: by bin, by other programs, by the benchmarks. What is `exact` loads nothing that it does
 * not need, however small.
 */
const entries = [
  { file: 'src/cli/main.ts' }, { file: 'src/cli/at-hand/explain.ts' }, { file: 'src/cli/completion/complete.ts' },
  ...Object.values(exported).map(file => ({ file, exact: true })), { file: 'src/sandbox/index.ts' },
]
/**
 * The short ways to a stored token, and what proves a place of code before any compiled code is read from there; and
 * what the build itself loads.
 */
const alone = ['src/cli/at-hand/index.ts', 'src/place/code.ts', 'src/cli/help/manual.ts']
/** What people wait for most, and what each loads. */
const command = [
  'src/cli/main.ts', 'src/cli/command-line/command.ts', 'src/messages/en/index.ts',
]
const explained = [
  'cli/at-hand/explain', 'explain/readings/messages/request', 'explain/readings/providers/index',
  'messages/en/of-message', 'messages/en/explain-words',
  'messages/en/explain-readings', 'messages/en/explain-request', 'messages/en/explain-pkce',
]
const waitedFor = [
  { weight: 200, loads: ['src/cli/main.ts', 'src/messages/en/help.ts'] },
  { weight: 200, loads: ['src/cli/main.ts', 'src/messages/zh/help.ts'] },
  { weight: 400, loads: explained.map(file => `src/${file}.ts`) },
  { weight: 20, loads: [...command, 'src/cli/token.ts'] },
  { weight: 60, loads: [...command, 'src/cli/login.ts'] },
  {
    weight: 60,
    loads: [
      ...command, 'src/cli/login.ts', 'src/cli/sandbox/client.ts', 'src/sandbox/index.ts',
      'src/extensions/confirmation.ts',
    ],
  },
  {
    weight: 20,
    loads: [
      ...command, 'src/cli/token/refresh.ts', 'src/session/refresh.ts', 'src/cli/back-channel/travel.ts',
      'src/walk/after/refresh.ts',
    ],
  },
  { weight: 20, loads: [...command, 'src/cli/userinfo.ts', 'src/cli/back-channel/travel.ts'] },
]

async function bundlePackages() {
  const built = await Promise.all(besides.map(bundlePackage))
  await Promise.all(besides.map(name => shorten(join(root, 'dist/vendor', beside(name)))))
  return built
}

function bundlePackage(name) {
  return build({
    ...common,
    stdin: { contents: reexport(name), resolveDir: root },
    outfile: `dist/vendor/${beside(name)}`,
    metafile: true,
    // As Node itself would see it, the default export of a CommonJS file is the whole of it.
    footer: {
      js: 'if (module.exports.default) module.exports = Object.defineProperties(module.exports.default, Object.getOwnPropertyDescriptors(module.exports));',
    },
    ...name === 'open' ? withOwnAddress : {},
    inject: name in fetchClasses ? [fetchClasses[name]] : [],
    plugins: {
      conf: [withoutSchemas, withoutOwnFolder, withoutAsserting], commander: [withoutChildProcess, withoutComparing],
      'oidc-provider': [fewMediaTypes], pg: [withoutSurroundings],
    }[name]
    ?? [],
  })
}

/**
 * oidc-provider answers by the names of its classes, and others tell theirs in errors: what has a name keeps it, and
 * only variables lose theirs.
 */
async function shorten(file) {
  const shorter = {
    module: false, compress: false, mangle: { toplevel: true, keepNames: true }, codegen: { removeWhitespace: true },
  }
  const { code, errors } = await minify(file, withoutCopies(await readFile(file, 'utf8')), shorter)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`)
  await writeFile(file, inAscii(code))
}

/**
 * For `import fs from 'node:fs'` esbuild copies all members of the module, each as a function: conf has eleven modules
 * copied before it does anything. Where the default alone is used, or never, the module itself is enough.
 */
function withoutCopies(code) {
  return code.replace(/^var (\w+) = __toESM\(require\("(node:[\w/]+)"\)(?:, 1)?\);$/gm, (asItIs, local, name) => {
    const uses = [...code.matchAll(new RegExp(`\\b${local}\\b(?! = )(\\.default\\b)?`, 'g'))]
    const whole = `require("${name}")`
    if (uses.every(([, byDefault]) => byDefault)) return `var ${local} = { default: ${whole} };`
    return uses.some(([, byDefault]) => byDefault) ? asItIs : `var ${local} = ${whole};`
  })
}

await rm(join(root, 'dist'), { recursive: true, force: true })
await mkdir(join(root, 'dist/vendor'), { recursive: true })
const vendor = new Map([
  ...besides.map(name => [name, `./vendor/${beside(name)}`]), ['oauth-walk:sbom', './sbom.cdx.json'],
])
const [vendored, ours, declared] = await Promise.all([
  bundlePackages(), bundleOurs(root, { entries, alone, waitedFor, packages: vendor }),
  declareTypes(root, packages, Object.values(exported)),
])
const bundled = [...vendored.flatMap(({ metafile }) => Object.keys(metafile.inputs)), ...ours]
/** All files that have gone into it. */
export const read = [...bundled, ...declared]
await writeLicences(root, join(root, 'dist/vendor/LICENSES.txt'), bundled)
await writeFile(join(root, 'dist/sbom.cdx.json'), `${JSON.stringify(await writeBill(root, bundled))}\n`)

// The bundle is CommonJS; who imports the package sees a module with these names.
for (const [name, entry] of Object.entries(exported)) {
  const file = `${entry.slice('src/'.length, -'.ts'.length).replaceAll('/', '-')}.cjs`
  const names = Object.keys(require(join(root, 'dist', file))).join(', ')
  await writeFile(join(root, `dist/${name}.mjs`), `export { ${names} } from './${file}'\n`)
}

// The manual page has the words of --help; what writes it is not part of the program.
const { writeManual, english } = require(join(root, 'dist/cli-help-manual.cjs'))
await mkdir(join(root, 'man'), { recursive: true })
await writeFile(join(root, 'man/oauth-walk.1'), writeManual(english))
await rm(join(root, 'dist/cli-help-manual.cjs'))

// open brings its own opener for Linux and looks for it beside itself.
const opener = join(dirname(require.resolve('open')), 'xdg-open')
await copyFile(opener, join(root, 'dist/vendor/xdg-open'))
await chmod(join(root, 'dist/vendor/xdg-open'), 0o755)

function reexport(name) {
  // Without the pool, which this program never has.
  if (name === 'pg') return `module.exports = { Client: require('pg/lib/client.js') }`
  const hasDefault = [
    'chalk', 'conf', 'oidc-provider', 'open', 'ora', 'string-width', '@inquirer/input', '@inquirer/search',
  ].includes(name)
  return `export * from '${name}'; ${hasDefault ? `export { default } from '${name}'` : ''}`
}
