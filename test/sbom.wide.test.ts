import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type AnySchemaObject } from 'ajv'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshHome, run } from './support/cli.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const schemas = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')), 'res/schema',
)
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown

interface Component { name: string, group?: string, version: string, purl: string, licenses: unknown[] }
let bill: {
  metadata: { component: Component }
  components: Component[]
  dependencies: { ref: string, dependsOn: string[] }[]
}

beforeAll(() => {
  bill = readJson(join(root, 'dist/sbom.cdx.json')) as typeof bill
})

const nameOf = ({ group, name, version }: Component) => `${group ? `${group}/` : ''}${name} ${version}`

describe('the bill of materials', () => {
  test('is CycloneDX 1.6 by its own schema', () => {
    // The formats of addresses are those of a later draft than ajv knows.
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
    for (const name of ['spdx', 'jsf-0.82']) ajv.addSchema({
      ...readJson(join(schemas, `${name}.SNAPSHOT.schema.json`)) as object,
      $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
    })
    const validate = ajv.compile(readJson(join(schemas, 'bom-1.6.SNAPSHOT.schema.json')) as AnySchemaObject)
    const faultsOf = (document: unknown) => [validate(document), validate.errors][1]
    expect(faultsOf(bill)).toBeNull()
    expect(faultsOf({ ...bill, components: [{ name: 'no type' }] })).not.toBeNull()
  })

  test('names each package whose licence goes with the code, and no other', () => {
    const licences = readFileSync(join(root, 'dist/vendor/LICENSES.txt'), 'utf8')
    const licensed = licences.split(`\n${'-'.repeat(80)}\n\n`).map(text => /^(\S+ \S+) \(/.exec(text)?.[1])
    expect(bill.components.map(nameOf).sort()).toEqual([...new Set(licensed)].sort())
    expect(bill.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['koa', 'jose', 'commander']))
    expect(bill.components.map(({ name }) => name)).not.toContain('esbuild')
  })

  test('gives each package its licence and an address that scanners look up, and the program what it needs', () => {
    const { version } = readJson(join(root, 'package.json')) as { version: string }
    expect(
      bill.metadata.component,
    ).toMatchObject({ name: 'oauth-walk', version, purl: `pkg:npm/oauth-walk@${version}` })
    expect(bill.components.filter(({ licenses, purl }) =>
      licenses.length === 0 || !/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d[\w.-]*$/.test(purl))).toEqual([])
    expect(bill.dependencies[0]).toEqual({
      ref: bill.metadata.component.purl, dependsOn: bill.components.map(({ purl }) => purl),
    })
  })

  test('is what version --sbom prints', async () => {
    const home = freshHome()
    expect(JSON.parse((await run(['version', '--sbom'], { home })).stdout)).toEqual(bill)
    expect(JSON.parse((await run(['version', '--sbom', '--json'], { home })).stdout)).toEqual({
      ok: true, version: bill.metadata.component.version, sbom: bill,
    })
  })
})
