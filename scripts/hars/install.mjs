// The libraries with which other people's apps log in, from the registry, outside of the repository.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const { HARS_FOLDER: kept } = process.env

const packages = [
  'express@5', 'express-session@1', 'passport@0.7', 'passport-oauth2@1', 'passport-openidconnect@0.1',
  'openid-client@6', 'express-openid-connect@3',
  '@auth/express@0.12', 'oidc-client-ts@3', 'react@19', 'react-dom@19', 'react-oidc-context@3', 'keycloak-js@26',
  '@azure/msal-browser@5', 'rxjs@7',
  ...['core', 'common', 'compiler', 'platform-browser', 'router'].map(name => `@angular/${name}@22`),
  'angular-auth-oidc-client@22',
]

/**
 * Installs them into a temporary folder, or the one that HARS_FOLDER names, where a second run finds them again, and
 * puts our small apps beside them.
 */
export function install() {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'oauth-walk-hars-'))
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'node_modules'))) {
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
    const { status, stderr } = spawnSync(
      'npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, ...packages], { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`the apps can’t be installed: ${stderr}`)
  }
  for (const name of ['apps', 'pages']) cpSync(
    fileURLToPath(new URL(name, import.meta.url)), join(folder, name), { recursive: true },
  )
  return { folder, isTemporary: kept === undefined }
}
