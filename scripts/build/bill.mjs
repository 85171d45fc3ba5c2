// The bill of materials (CycloneDX 1.6): what stands in dist, package by package. It is made from the files that the
// bundlers read, so it is true. Scanners look for files that end in .cdx.json: Trivy and Syft do.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { foldersOf } from './licences.mjs'

/** The program with every package of which a file was read, as one document. */
export async function writeBill(root, inputs) {
  const manifests = await Promise.all(foldersOf(inputs).map(folder => readManifest(join(root, folder))))
  const program = describe(await readManifest(root), 'application')
  const components = manifests.map(manifest => describe(manifest, 'library'))
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
    metadata: { lifecycles: [{ phase: 'build' }], component: program },
    components: unique(components),
    dependencies: unique([
      { ref: program['bom-ref'], dependsOn: unique(components.map(refOf)) },
      ...manifests.map(manifest => needsOf(manifest, manifests)),
    ]),
  }
}

async function readManifest(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
}

function describe({ name, version, license, description, repository }, type) {
  const [group, ownName] = name.startsWith('@') ? name.split('/') : [undefined, name]
  const purl = addressOf({ name, version })
  const source = addressOfSource(repository)
  return {
    type, 'bom-ref': purl, ...group && { group }, name: ownName, version, ...description && { description },
    licenses: [/ (?:OR|AND|WITH) /.test(license) ? { expression: license } : { license: { id: license } }],
    purl, ...source && { externalReferences: [{ type: 'vcs', url: source }] },
  }
}

/** As a package URL: the @ of a scope is escaped. */
function addressOf({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}

function addressOfSource(repository) {
  const source = repository?.url ?? repository
  return source && (/^[\w-]+\/[\w.-]+$/.test(source) ? `https://github.com/${source}` : source)
}

function refOf(component) {
  return component['bom-ref']
}

function needsOf(manifest, manifests) {
  const names = Object.keys(manifest.dependencies ?? {})
  return {
    ref: addressOf(manifest), dependsOn: unique(manifests.filter(({ name }) => names.includes(name)).map(addressOf)),
  }
}

/** The same version of a package may lie in two folders. */
function unique(values) {
  return [...new Map(values.map(value => [JSON.stringify(value), value])).values()]
}
