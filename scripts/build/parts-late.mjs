// The sentences of one language are one object with some thirty parts, and most commands say something of three or four
// of them: a part is made when it is asked for. What is not made is not compiled either, nor kept by V8 and read at
// every start.
import { dirname, resolve } from 'node:path'

/** Loaded with every command anyway. */
const atOnce = ['of-message']
const mark = '?part='
/** What was made stands in the getter's place from then on. */
const keeping = `
function keep(catalogue, part, value) {
  Object.defineProperty(catalogue, part, { value, enumerable: true })
  return value
}`

/**
 * In messages/en/index.ts and its like `failures: enFailures,` becomes what makes the part at its first use: a module
 * of its own, of which the bundler keeps no more than that part needs.
 */
export const partsLate = {
  name: 'parts-late',
  resolveId: (id, importer) => id.includes(mark) ? resolve(dirname(importer), id) : undefined,
  load(id) {
    const [file, name] = id.split(mark)
    return name && { code: `export { ${name} as part } from ${JSON.stringify(file)}`, moduleType: 'js' }
  },
  transform: {
    filter: { id: /messages[/\\](?:en|zh)[/\\]index\.ts$/ },
    handler: code => code.replace(/^import \{.*\} from '\.\/([\w-]+)\.ts'$/gm, (line, file) => atOnce.includes(file) ? line : '')
      .replace(/^ {2}(\w+): (\w+),$/gm, withParts(filesOf(code))) + keeping,
  },
}

/** The file that each name is imported from. */
function filesOf(code) {
  const imports = [...code.matchAll(/^import \{ (.*) \} from '\.\/([\w-]+)\.ts'$/gm)]
  return new Map(imports.filter(([, , file]) => !atOnce.includes(file)).flatMap(([, names, file]) =>
    names.split(', ').map(name => [name, file])))
}

function withParts(files) {
  return (line, part, name) => files.has(name)
    ? `  get ${part}() { return keep(this, '${part}', require('./${files.get(name)}.ts${mark}${name}').part) },`
    : line
}
