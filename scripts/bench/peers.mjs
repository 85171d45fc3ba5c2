import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const fileOf = name => fileURLToPath(new URL(`peers/${name}_login.py`, import.meta.url))
const libraries = [['Authlib', 'authlib'], ['requests-oauthlib', 'requests_oauthlib']]

/** The same login by the libraries that Python programs use, where this machine has them; nothing of ours needs Python. */
export function peersHere() {
  return libraries.flatMap(([name, module]) => {
    const python = ['python3', '/usr/bin/python3'].find(path => spawnSync(path, ['-c', `import requests, ${module}`]).status === 0)
    if (python === undefined) console.log(`${name} is not here to be compared with (Debian's python3-${module.replace('_', '-')})`)
    return python === undefined ? [] : [{ name: `login by ${name}`, python, file: fileOf(module) }]
  })
}
