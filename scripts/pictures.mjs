// Makes the pictures of the README from a real walk: `npm run pictures`. Needs util-linux's script (a terminal) and
// Chromium (for the report).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { drawTerminal } from './pictures/terminal-svg.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'docs/pictures')
const program = join(root, 'bin/oauth-walk.cjs')
const columns = 100
const home = mkdtempSync(join(tmpdir(), 'oauth-walk-pictures-'))
mkdirSync(target, { recursive: true })

try {
  await drawStory('walk.svg', 'oauth-walk login sandbox --brief', ['--brief'])
  await photographReport('report-failed.webp', ['--misbehave', 'invalid-iss'])
} finally {
  rmSync(home, { recursive: true, force: true })
}

/** A walk in a terminal of its own; its claims on stdout are not part of the story. */
async function drawStory(name, title, flags) {
  const words = [process.execPath, program, 'login', 'sandbox', '--auto', ...flags].map(word => `'${word}'`).join(' ')
  const { stdout, status } = spawnSync(
    'script', ['-qec', `stty cols ${columns} rows 50; ${words} >/dev/null`, '/dev/null'], {
      env: { PATH: process.env.PATH, HOME: home, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color' },
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`the walk ended with ${status}: ${stdout}`)
  save(name, await drawTerminal(`\x1b[1m$ ${title}\x1b[0m\r\n\r\n${stdout}`, columns, title))
}

/** The first screen of the report, as a reader sees it. */
async function photographReport(name, flags) {
  const file = join(home, 'walk.html')
  spawnSync(
    process.execPath, [program, 'login', 'sandbox', '--auto', '--port', '0', '--no-save', '--html', file, ...flags], {
      env: { PATH: process.env.PATH, HOME: home, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8' },
    },
  )
  readFileSync(file)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  const page = await browser.newPage({ viewport: { width: 1024, height: 560 } })
  await page.goto(pathToFileURL(file).href)
  save(name, await toWebp(await browser.newPage(), await page.screenshot()))
  await browser.close()
}

/* global document, Image */
/**
 * A third of the PNG's bytes, which go to everybody who installs the program. The page is an empty one: a report allows
 * no pictures.
 */
async function toWebp(page, png) {
  const address = await page.evaluate(async (source) => {
    const picture = new Image()
    picture.src = source
    await picture.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height })
    canvas.getContext('2d').drawImage(picture, 0, 0)
    return canvas.toDataURL('image/webp', 0.35)
  }, `data:image/png;base64,${png.toString('base64')}`)
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
}

function save(name, content) {
  const file = join(target, name)
  writeFileSync(file, content)
  console.log(`${name}: ${Math.ceil(statSync(file).size / 1024)} KB`)
}
