import { decodeEntities } from '../../protocol/answer/entities.ts'
import type { Pairs } from '../record.ts'

/** A web page as far as it matters: its words, and the forms and addresses to which it leads. */
export interface Page {
  text: string
  forms: { action: string, method: string, fields: Pairs }[]
  links: string[]
}

/** No page is read further. */
export const longestPage = 512 * 1024

/** How much of one tag is read, and how many forms and links. */
const [mostOfTag, mostFound] = [8192, 50]

/** Tells whether a text is a web page, or a part of one. */
export function looksLikePage(text: string): boolean {
  return /^\s*(?:<!doctype html|<html|<head|<body|<form|<script|<div|<meta|<p>|<h[1-6]|<title|<center|<pre|<style|<table)/i.test(text.slice(0, 400))
}

/** Reads a page from left to right, once. */
export function readPage(html: string): Page {
  const page: Page = { text: '', forms: [], links: [] }
  const source = html.slice(0, longestPage)
  const words: string[] = []
  for (let at = 0; at < source.length;) {
    const start = source.indexOf('<', at)
    words.push(source.slice(at, start < 0 ? source.length : start))
    if (start < 0) break
    const end = source.indexOf('>', start)
    if (end < 0) break
    const tag = source.slice(start + 1, Math.min(end, start + mostOfTag))
    const name = /^[a-z0-9!]+/i.exec(tag)?.[0].toLowerCase() ?? ''
    readTag(page, name, tag)
    at = hidden.has(name) ? behind(source, `</${name}`, end) : end + 1
    if (!inline.has(name)) words.push(' ')
  }
  return { ...page, text: decodeEntities(words.join('')).replace(/\s+/g, ' ').trim() }
}

const hidden = new Set(['script', 'style', 'svg', 'noscript', 'footer'])
const inline = new Set(['b', 'i', 'em', 'strong', 'a', 'span', 'code', 'u'])

/** The place behind what nobody reads; the end where it is not closed. */
function behind(source: string, closing: string, from: number): number {
  const end = new RegExp(closing, 'gi')
  end.lastIndex = from
  return end.exec(source)?.index ?? source.length
}

function readTag(page: Page, name: string, tag: string): void {
  if (name === 'form' && page.forms.length < mostFound) {
    page.forms.push({
      action: attribute(tag, 'action') ?? '', method: (attribute(tag, 'method') ?? 'get').toUpperCase(), fields: [],
    })
  } else if (name === 'input') {
    const [form, field] = [page.forms.at(-1), attribute(tag, 'name')]
    if (form && field !== undefined && form.fields.length < mostFound)
      form.fields = [...form.fields, [field, attribute(tag, 'value') ?? '']]
  } else {
    const link = linkIn(name, tag)
    if (link !== undefined && page.links.length < mostFound) page.links.push(link.replace(/^['"]|['"]$/g, ''))
  }
}

function linkIn(name: string, tag: string): string | undefined {
  if (name === 'meta') return /url=([^]*)/i.exec(attribute(tag, 'content') ?? '')?.[1]
  if (name === 'a') return attribute(tag, 'href')
  return name === 'iframe' ? attribute(tag, 'src') : undefined
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag)
  const value = found?.[1] ?? found?.[2] ?? found?.[3]
  return value === undefined ? undefined : decodeEntities(value)
}
