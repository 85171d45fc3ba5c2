import type { WalkRecord } from '../record.ts'
import { isObject, parseJson } from '../../protocol/answer/json.ts'
import { Collector } from './collect.ts'
import { readHar } from './har.ts'
import { HarScanner, looksLikeHar } from './har-scanner.ts'
import { parseObject } from './json-text.ts'
import { readLines } from './lines.ts'
import { looksLikePage } from './page.ts'

/** What a person says of an input, and the time as of which it is judged. */
export type Given = Pick<WalkRecord, 'issuer' | 'clientId' | 'now'>

/**
 * Reads texts into one record, whatever they are; the first may be the request to which the second belongs. It looks
 * nothing up.
 */
export function recognise(texts: readonly string[], given: Given): WalkRecord {
  const reading = beginReading()
  texts.forEach(reading.readText)
  return reading.toRecord(given)
}

/** What is read into one record, text by text and recording by recording. */
export interface Reading {
  readText: (text: string) => void
  /** Takes the bytes of a HAR file as they come. */
  readRecording: () => (piece: Uint8Array) => void
  toRecord: (given: Given) => WalkRecord
}

/** Begins a record. */
export function beginReading(): Reading {
  const collector = new Collector()
  const scanners: HarScanner[] = []
  const readRecording = () => {
    const take = readHar(collector)
    const scanner = new HarScanner(take)
    scanners.push(scanner)
    return (piece: Uint8Array) => scanner.push(piece)
  }
  return {
    readRecording,
    toRecord: (given) => {
      if (!scanners.every(({ isWhole }) => isWhole)) collector.noteCut('recording')
      return collector.toRecord(given)
    },
    readText: (text) => {
      if (looksLikeHar(text)) readRecording()(Buffer.from(text))
      else readText(text, collector)
    },
  }
}

function readText(text: string, collector: Collector): void {
  const trimmed = text.trim()
  const whole = /^[{[]/.test(trimmed) ? parseJson(trimmed) : undefined
  // Most of what people paste is an address by itself.
  if (/^https?:\/\/\S+$/i.test(trimmed)) collector.addText(trimmed, 'line 1')
  else if (isObject(whole)) collector.addJson(trimmed, 'line 1')
  else if (/^(?:[\w$.]{1,80}\s*\(\s*|&&&START&&&)\{/.test(trimmed) && parseObject(trimmed)) collector.add({
    response: { body: trimmed }, place: 'line 1',
  })
  else if (looksLikePage(trimmed)) collector.add({ response: { body: trimmed }, place: 'line 1' })
  else readLines(text, collector)
}

/** Tells whether all that was found are addresses by themselves, and none of them leads to a step of a login. */
export function isPlainAddress({ seen, jwts, metadata, keySets }: WalkRecord): boolean {
  return jwts.length + metadata.length + keySets.length === 0 && seen.length > 0
    && seen.every(({ kind, request, response }) =>
      kind === 'other' && response === undefined && request?.method === undefined && request?.headers.length === 0
      && request.body === undefined)
}

/** Tells whether anything of the protocol was found. */
export function isRecognised({ seen, jwts, metadata, keySets }: WalkRecord): boolean {
  return jwts.length > 0 || metadata.length > 0 || keySets.length > 0 || seen.length > 0
}
