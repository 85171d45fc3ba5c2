// Our own modules as CommonJS files in dist, where each module stands once: `entries` are loaded from outside, and what
// is imported late becomes a file of its own or goes to one that is loaded with it (chunks.mjs). What is in `alone` is
// a file by itself, with all it needs, since one file is the quickest to load.
import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { rolldown } from 'rolldown'
import { inAscii } from './ascii.mjs'
import { builtinsLate } from './builtins.mjs'
import { divideIntoChunks } from './chunks.mjs'
import { helpApart } from './help-apart.mjs'
import { partsLate } from './parts-late.mjs'
import { withWrittenSchema } from './schema.mjs'

/** How long a package takes, in bytes of ours that are read, skipped or run in that time. */
const outsideCost = 150_000

/**
 * Space and long names are left out: they would be a third of what is read at every start. A class keeps its name,
 * which errors show.
 */
const shorter = {
  compress: false, mangle: { toplevel: true, keepNames: { class: true, function: false } },
  codegen: { removeWhitespace: true },
}

/** Returns the names of all files that were read. */
export async function bundleOurs(root, { entries, alone, waitedFor, packages }) {
  const together = await bundle(root, entries.map(({ file }) => file), packages, plan =>
    divideIntoFiles(root, plan, entries, waitedFor))
  const each = await Promise.all(alone.map(file => bundle(root, [file], packages)))
  return [...new Set([together, ...each].flat())]
}

async function bundle(root, files, packages, divide) {
  const modules = []
  const watch = {
    name: 'watch', buildEnd() { for (const id of this.getModuleIds()) modules.push(describe(this.getModuleInfo(id))) },
  }
  const apart = {
    name: 'apart',
    resolveId: { handler: (id, _, { kind }) => kind === 'dynamic-import' ? { id, external: true } : undefined },
  }
  let fileOf
  const splitting = {
    includeDependenciesRecursively: false,
    groups: [{ debugName: 'files', name: id => (fileOf ??= divide(modules)).get(id) ?? null }],
  }
  const build = await rolldown({
    cwd: root, platform: 'node', input: Object.fromEntries(files.map(file => [nameOf(root, join(root, file)), file])),
    plugins: [divide ? watch : apart, helpApart, partsLate, withWrittenSchema(root), builtinsLate],
    external: [...packages.keys(), /^node:/],
    transform: { target: 'node20', define: { 'import.meta.dirname': '__dirname' } },
    // No module of ours does anything by being imported.
    treeshake: { moduleSideEffects: false },
    preserveEntrySignatures: 'allow-extension', checks: { ineffectiveDynamicImport: false },
  })
  const { output } = await build.generate({
    format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs', strict: true,
    codeSplitting: divide ? splitting : false,
    // A dynamic import becomes a require: of a CommonJS file, import() would see only the names that a scanner finds.
    dynamicImportInCjs: false, externalLiveBindings: false, paths: id => packages.get(id) ?? id,
    minify: shorter, comments: { legal: true, annotation: false, jsdoc: false },
  })
  await Promise.all(withRuntimeAtHand(output).map(({ fileName, code }) =>
    writeFile(join(root, 'dist', fileName), finish(fileName, withPlainExports(code)))))
  return output.flatMap(({ modules }) => Object.keys(modules).map(id => relative(root, id)))
}

function finish(fileName, code) {
  const ready = fileName.startsWith('messages-') ? withTables(code) : code
  return isChinese(fileName) ? ready : inAscii(ready)
}

/**
 * An object that begins with another's members gets a shape for each member that follows. As a table it gets none, and
 * a few hundred sentences are there in a third of the time.
 */
function withTables(code) {
  return code.replace(/(?<=[=:])\{\.\.\./g, '{__proto__:null,...')
}

/** Sentences that are all Chinese are longer as numbers: six bytes a character, and four where they are packed. */
function isChinese(fileName) {
  return fileName.startsWith('messages-zh-')
}

/** A package or a part of Node has no code here, and the latter is loaded late. */
function describe({ id, code, importedIds, dynamicallyImportedIds }) {
  const outside = code === null
  return {
    name: id, outside, bytes: code?.length ?? (id.startsWith('node:') ? 0 : outsideCost), imports: importedIds,
    late: dynamicallyImportedIds,
  }
}

function divideIntoFiles(root, modules, entries, waitedFor) {
  const roots = new Map(entries.map(entry => [join(root, entry.file), entry]))
  // They come in the order in which they were read; of two ways that are as good, the same one is taken at every build.
  const inOrder = modules.toSorted((one, other) => one.name < other.name ? -1 : 1)
  const chunks = divideIntoChunks(
    inOrder, roots, waitedFor.map(({ weight, loads }) => ({ weight, loads: loads.map(file => join(root, file)) })),
  )
  const late = new Set(modules.flatMap(({ late }) => late))
  return new Map(chunks.flatMap(names => names.map(name => [name, nameOf(root, chiefOf(names))])))

  /** The file is called after a module that others ask for by name, where there is one. */
  function chiefOf(names) {
    const sorted = names.toSorted()
    return sorted.find(name => roots.has(name)) ?? sorted.find(name => late.has(name)) ?? sorted[0]
  }
}

/** `src/cli/token/show.ts` becomes `cli-token-show`. */
function nameOf(root, id) {
  if (id === join(root, 'src/cli/main.ts')) return 'oauth-walk'
  return relative(root, id).replace(/^(?:src|node_modules)[/\\]/, '').replace(/\.[jt]s(?:on)?$/, '')
    .replaceAll(/[/\\]/g, '-')
}

/**
 * What the bundler itself needs in most files is one more file, of a few lines: it goes to the one that every start
 * loads.
 */
function withRuntimeAtHand(output) {
  const name = 'rolldown-runtime.cjs'
  const runtime = output.find(({ fileName }) => fileName === name)
  if (runtime === undefined) return output
  const others = output.filter(file => file !== runtime)
  const usersOf = ({ fileName }) => others.filter(({ imports }) => imports.includes(fileName)).length
  const places = others.filter(({ imports }) => !others.some(({ fileName }) => imports.includes(fileName)))
  const place = places.reduce((best, file) => usersOf(file) > usersOf(best) ? file : best)
  return others.map(({ fileName, code }) => {
    if (fileName !== place.fileName)
      return { fileName, code: code.replace(`require("./${name}")`, `require("./${place.fileName}").runtime`) }
    const first = '"use strict";'
    const within = `${first}exports.runtime={};((exports)=>{${runtime.code}})(exports.runtime);`
    return { fileName, code: within + code.slice(first.length).replace(`require("./${name}")`, 'exports.runtime') }
  })
}

/**
 * No file needs one that needs it, and what a module exports never changes: so a value can stand where the bundler has
 * a function for each. What is made late (parts-late.mjs) is declared without a value, and has a function: the bundler
 * takes some of it for a constant, which would be undefined for whoever loads the file.
 */
function withPlainExports(code) {
  const late = new Set([...code.matchAll(/\bvar ([\w$,]+);/g)].flatMap(([, names]) => names.split(',')))
  const exported = /Object\.defineProperty\(exports,"([\w$]+)",\{enumerable:true,get:function\(\)\{return ([\w$]+)\}\}\);|exports\.([\w$]+)=([\w$]+);/g
  return code.replace(exported, (_, name, local, plainName = name, plainLocal = local) => late.has(plainLocal)
    ? `Object.defineProperty(exports,"${plainName}",{enumerable:true,get:function(){return ${plainLocal}}});`
    : `exports.${plainName}=${plainLocal};`)
}
