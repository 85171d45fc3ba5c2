// The bill of materials of an executable: the program's own, with Node and what Node is made of.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** As text. What Node is made of, only Node tells: where it can't be run here, Node alone is named. */
export function writeBillOfExecutable(root, runner, version) {
  const bill = JSON.parse(readFileSync(join(root, 'dist/sbom.cdx.json'), 'utf8'))
  const node = {
    type: 'platform', 'bom-ref': `pkg:generic/node@${version}`, name: 'node', version,
    licenses: [{ license: { id: 'MIT' } }],
    cpe: `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`, purl: `pkg:generic/node@${version}`,
    components: runner ? partsOf(runner) : [],
  }
  bill.components.push(node)
  bill.dependencies[0].dependsOn.push(node['bom-ref'])
  return `${JSON.stringify(bill, undefined, 1)}\n`
}

function partsOf([program, ...words]) {
  const { stdout } = spawnSync(program, [...words, '-p', 'JSON.stringify(process.versions)'], { encoding: 'utf8' })
  const parts = Object.entries(JSON.parse(stdout)).filter(([name]) =>
    !['node', 'modules', 'napi', 'unicode', 'cldr', 'tz'].includes(name))
  return parts.map(([name, version]) => ({
    type: 'library', 'bom-ref': `node:${name}@${version}`, name, version,
    purl: `pkg:generic/${name}@${encodeURIComponent(version)}`,
  }))
}
