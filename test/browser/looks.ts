import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { judgeByAxe } from './chromium.ts'

/** Every width and colour scheme that is promised. */
const looks = ([320, 1280] as const).flatMap(width =>
  (['light', 'dark'] as const).map(colorScheme => ({ width, colorScheme })))

/**
 * Looks at a page in every width and colour scheme: nothing is wider than the page, no text lies over another one, and
 * axe has no objection. With SCREENSHOTS=FOLDER, pictures of it are left there.
 */
export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    const folder = process.env['SCREENSHOTS']
    if (folder) await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true })
    expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} ${width}`).toBe(width)
    expect((await page.evaluate<string[]>(findOverlaps)).join('\n'), `${name} ${width}`).toBe('')
    // What axe looks at depends on the colours or on the width, never on both together.
    if ((width === 320) === (colorScheme === 'light'))
      expect((await judgeByAxe(page)).join('\n'), `${name} ${width} ${colorScheme}`).toBe('')
  }
}

/** Runs in the page: pairs of texts whose boxes share more than their line spacing. */
const findOverlaps = `(() => {
  const boxes = [...document.querySelectorAll('main *, footer')].flatMap(element => {
    const texts = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim() !== '')
    return getComputedStyle(element).clipPath !== 'none' ? [] : texts.flatMap(node => {
      const range = document.createRange()
      range.selectNodeContents(node)
      return [...range.getClientRects()].map(box => ({ node, text: node.data.trim(), box }))
    })
  })
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 6 && other.top < one.bottom - 6
  return boxes.flatMap((one, place) => boxes.slice(place + 1)
    .filter(other => over(one.box, other.box)).map(other => one.text + ' | ' + other.text))
})()`
