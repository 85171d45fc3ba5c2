import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { meter } from './child.mjs'

/** Where openid-client is installed: a folder in which `npm install openid-client` ran. */
const { BENCH_PEERS: folder } = process.env
const fileOf = name => fileURLToPath(new URL(`peers/${name}`, import.meta.url))
const libraries = [['Authlib', 'authlib'], ['requests-oauthlib', 'requests_oauthlib']]

/**
 * The same login by other libraries, each as `{ name, program, words }`, where this machine has them; nothing of ours
 * needs any.
 */
export function peersHere(issuer, clientId) {
  return [...openidClientHere(issuer, clientId), ...pythonHere(issuer, clientId)]
}

/** The least that a login can be, on Node and with the libraries we are given, as a measure of what the others add. */
export function leastLogins(issuer, clientId) {
  const by = (name, file, words) => ({
    name: `login ${name}`, program: process.execPath, words: ['--require', meter, fileOf(file), ...words],
  })
  return [
    by('by hand', 'login_by_hand.cjs', [issuer, clientId]),
    by('with the libraries alone', 'login_with_libraries.cjs', [
      issuer, '--client-id', clientId, '--scope', 'openid profile email', '--port', '0',
    ]),
  ]
}

function openidClientHere(issuer, clientId) {
  if (folder !== undefined && existsSync(join(folder, 'node_modules/openid-client'))) {
    return [
      {
        name: 'login by openid-client', program: process.execPath,
        words: ['--require', meter, fileOf('openid_client_login.mjs'), folder, issuer, clientId],
      },
    ]
  }
  console.log('openid-client is not here to be compared with: BENCH_PEERS names the folder that it is installed in')
  return []
}

function pythonHere(issuer, clientId) {
  return libraries.flatMap(([name, module]) => {
    const python = ['python3', '/usr/bin/python3'].find(path =>
      spawnSync(path, ['-c', `import requests, ${module}`]).status === 0)
    if (python === undefined)
      console.log(`${name} is not here to be compared with (Debian's python3-${module.replace('_', '-')})`)
    return python === undefined
      ? []
      : [{ name: `login by ${name}`, program: python, words: [fileOf(`${module}_login.py`), issuer, clientId] }]
  })
}
