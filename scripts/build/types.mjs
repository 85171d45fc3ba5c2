// The types of the library, for whoever imports it: what it exports and what that needs, and nothing that has to be
// installed beside it.
import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { promisify } from 'node:util'

const require = createRequire(import.meta.url)
/** In statements, as the compiler writes them: not in the examples of a comment. */
const specifiers = /(?<=^(?:import|export)\b[^'"\n]* from ['"]|import\(")[^'"]+/gm

/** Whoever imports the library needs the shapes of these, and reads nothing in them. */
const inner = /^(?:messages|secrets|text|render)[/\\]/

/**
 * Writes the types into dist/types; those of a vendored package go beside them, as its code goes beside ours. Returns
 * the names of all files that were read.
 */
export async function declareTypes(root, vendored, entries) {
  const types = join(root, 'dist/types')
  const read = await runCompiler(root, entries)
  const needed = new Set()
  for (const entry of entries) await takeWithItsImports(join(types, relative('src', entry).replace(/\.ts$/, '.d.ts')))
  for (const name of await readdir(types, { recursive: true })) {
    if (name.endsWith('.d.ts') && !needed.has(join(types, name))) await rm(join(types, name))
  }
  return read.map(file => relative(root, file))

  async function takeWithItsImports(file) {
    if (needed.has(file)) return
    needed.add(file)
    const written = await readFile(file, 'utf8')
    const text = inner.test(relative(types, file)) ? withoutComments(written) : written
    const found = new Map()
    for (const [specifier] of text.matchAll(specifiers)) found.set(specifier, await declarationOf(specifier, file))
    await writeFile(
      file, text.replaceAll(specifiers, specifier => specifierOf(found.get(specifier), file) ?? specifier),
    )
    for (const declaration of found.values()) if (declaration) await takeWithItsImports(declaration)
  }

  async function declarationOf(specifier, file) {
    if (specifier.startsWith('.')) return join(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts'))
    if (!vendored.includes(specifier)) return undefined
    const beside = join(types, 'vendor', `${specifier.replace('/', '-')}.d.ts`)
    await mkdir(dirname(beside), { recursive: true })
    await writeFile(beside, withoutComments(await readFile(typesOf(specifier), 'utf8')))
    return beside
  }

  function typesOf(name) {
    const manifest = require.resolve(`${name}/package.json`)
    return join(dirname(manifest), require(manifest).types)
  }
}

/** Another package's explanations are four fifths of its declarations, and stand in its own documentation. */
function withoutComments(text) {
  const { createPrinter, createSourceFile, ScriptTarget } = require('typescript')
  return createPrinter({ removeComments: true }).printFile(createSourceFile('a.d.ts', text, ScriptTarget.Latest))
}

function specifierOf(declaration, file) {
  return declaration && relative(dirname(file), declaration).replace(/\.d\.ts$/, '.js').replace(/^(?!\.)/, './')
}

async function runCompiler(root, entries) {
  const options = [
    '--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--outDir', 'dist/types', '--rootDir', 'src',
    '--ignoreConfig', '--listFiles',
  ]
  const settings = [
    '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,es2024.string', '--types', 'node', '--strict',
    '--skipLibCheck', '--exactOptionalPropertyTypes', '--allowImportingTsExtensions',
  ]
  const words = [require.resolve('typescript/lib/tsc.js'), ...options, ...settings, ...entries]
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root }).catch(({ stdout }) => {
    throw new Error(stdout.split('\n').filter(line => !isAbsolute(line)).join('\n'))
  })
  return stdout.split('\n').filter(isAbsolute)
}
