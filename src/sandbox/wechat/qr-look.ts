import { createHash } from 'node:crypto'
import { Markup } from '../pages/html.ts'

const modules = 25
const quiet = 2
const finder = 7

/**
 * A picture with the look of a QR code. It is none: there is no phone and no WeChat behind it that could scan it, and a
 * code that leads nowhere would be worse than a picture.
 */
export function drawQrLook(seed: string): Markup {
  const size = modules + 2 * quiet
  const squares = Array.from(
    { length: modules * modules }, (_, place) => ({ x: place % modules, y: Math.floor(place / modules) }),
  )
    .filter(({ x, y }) => isFinder(x, y) ?? isDark(seed, x, y))
    .map(({ x, y }) => `M${x + quiet} ${y + quiet}h1v1h-1z`)
  return new Markup(`<svg class="scan" viewBox="0 0 ${size} ${size}" aria-hidden="true" shape-rendering="crispEdges">`
    + `<rect width="${size}" height="${size}" fill="#fff"/><path fill="#111" d="${squares.join('')}"/></svg>`)
}

/** Whether a square belongs to the dark part of one of the three corner marks; undefined outside of them. */
function isFinder(x: number, y: number): boolean | undefined {
  const column = x < finder + 1 ? x : modules - 1 - x
  const row = y < finder + 1 ? y : modules - 1 - y
  const inCorner = column <= finder && row <= finder && !(x > finder && y > finder)
  if (!inCorner) return undefined
  const ring = Math.max(Math.abs(column - 3), Math.abs(row - 3))
  return ring === 3 || ring < 2
}

function isDark(seed: string, x: number, y: number): boolean {
  const row = createHash('sha256').update(`${seed} ${y}`).digest()
  return ((row[x >> 3] ?? 0) >> (x & 7) & 1) === 1
}
